import * as vscode from 'vscode';
import { type Finding, fixFor, redact, tokenText } from '../../leaks/index.ts';
import { contexts } from '../names.ts';
import { keepInDotEnv } from './keepInDotEnv.ts';
import { editsFor, type LeakGuard, sourceOf } from './leakGuard.ts';
import type { TokenPlace } from './quickFixes.ts';
import { pickRoot } from './roots.ts';
import type { Given } from './usedNames.ts';
import type { Variables } from './variables.ts';

/** The quick fixes that do more than edit: they put the value where it is safe first, and edit only then. */
export class TokenActions {
  readonly #guard: LeakGuard;
  readonly #variables: Variables;
  readonly #signInWith: (token: string) => Promise<boolean>;

  /** @param signInWith makes an account of a token; says whether that worked, and tells the user where it did not */
  constructor(guard: LeakGuard, variables: Variables, signInWith: (token: string) => Promise<boolean>) {
    this.#guard = guard;
    this.#variables = variables;
    this.#signInWith = signInWith;
  }

  /** Keeps the value in `.env` and puts the lookup in its place, or a placeholder where no lookup can stand. */
  async keepInDotEnv(place: TokenPlace): Promise<void> {
    const found = this.#find(place);
    if (!found) return;
    const { document, finding } = found;
    if (!vscode.workspace.isTrusted) {
      return tell(
        vscode.l10n.t('In Restricted Mode, .env files are not read or written. Trust this workspace first.'),
      );
    }
    const root = await pickRoot();
    if (!root) {
      if (vscode.workspace.workspaceFolders?.length) return;
      return tell(vscode.l10n.t('Open a folder first: its .env file is to keep the value.'));
    }
    try {
      const text = document.getText();
      const value = tokenText(text, finding);
      const variable = this.#variables.for(finding, document);
      const names = await this.#variables.inUse(document, root);
      const fix = fixFor(text, finding, { ...sourceOf(document), ...names.of([value]) }, variable);
      const name = 'refused' in fix ? names.free(variable, value) : fix.variable;
      const edits = 'refused' in fix ? [redact(text, finding, name)] : fix.edits;
      const kept = await keepInDotEnv(root, name, value);
      if ('refused' in kept) return tell(kept.refused);
      if (!this.#find(place)) return;
      if (await vscode.workspace.applyEdit(editsFor(document, edits))) {
        vscode.window.setStatusBarMessage(vscode.l10n.t('{0} is kept in .env', kept.variable), 5000);
        tickWalkthrough();
      }
    } catch (error) {
      // A file system's error names a path and a code, never what was to be written.
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      tell(vscode.l10n.t('The value could not be written to .env ({0}). Nothing was replaced.', code));
    }
  }

  /** Signs in with one of MileApp's own tokens and puts the lookup in its place. */
  async saveAsAccount(place: TokenPlace): Promise<void> {
    const found = this.#find(place);
    if (!found?.finding.isMileApp) return;
    const { document, finding } = found;
    const text = document.getText();
    if (!(await this.#signInWith(tokenText(text, finding)))) return;
    // Signing in rescans; the text itself has not changed unless its version has.
    if (document.version !== place.version) return tellMoved();
    const value = tokenText(text, finding);
    const names = await this.#variables.inUse(document);
    if (document.version !== place.version) return tellMoved();
    const source = { ...sourceOf(document), ...names.of([value]) };
    const fix = fixFor(text, finding, source, this.#variables.for(finding, document));
    if ('refused' in fix) return tell(vscode.l10n.t(fix.refused));
    if (await vscode.workspace.applyEdit(editsFor(document, fix.edits)))
      this.replaced(this.#variables.given(document, fix.variable, value));
  }

  /** A lookup stands where a token stood: its name is the token's from now on, and a step of the walkthrough is done. */
  replaced(given: Given): void {
    this.#variables.remember([given]);
    tickWalkthrough();
  }

  /** The token the light bulb was opened on; undefined, after saying so, where the document has moved on. */
  #find({
    uri,
    version,
    start,
  }: TokenPlace): { document: vscode.TextDocument; finding: Finding } | undefined {
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri);
    const finding =
      document?.version === version
        ? this.#guard.findings(document).find((one) => one.start === start)
        : undefined;
    if (document && finding) return { document, finding };
    tellMoved();
    return undefined;
  }
}

function tell(sentence: string): void {
  void vscode.window.showErrorMessage(sentence);
}

function tickWalkthrough(): void {
  void vscode.commands.executeCommand('setContext', contexts.leakFixed, true);
}

function tellMoved(): void {
  tell(vscode.l10n.t('The file has changed in the meantime. Open the light bulb again.'));
}
