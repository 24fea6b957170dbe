import * as vscode from 'vscode';
import { type Finding, fixFor, tokenText } from '../../leaks/index.ts';
import { fixAllKind } from './fixKinds.ts';
import { editsFor, type LeakGuard, sourceOf } from './leakGuard.ts';
import type { UsedNames } from './usedNames.ts';
import type { Variables } from './variables.ts';

type Edit = { start: number; end: number; text: string };

/**
 * “Fix all” for one file, also on save, for whoever asks by its own full name: people set a bare `source.fixAll` for
 * their linter, and a value that stands nowhere else would be gone. Tokens whose value is kept neither in `.env` nor in
 * an account are left, and it says so.
 */
export class FixAll {
  readonly #guard: LeakGuard;
  readonly #variables: Variables;

  constructor(guard: LeakGuard, variables: Variables) {
    this.#guard = guard;
    this.#variables = variables;
  }

  async provideCodeActions(document: vscode.TextDocument): Promise<vscode.CodeAction[]> {
    const findings = this.#guard.findings(document).filter(({ severity }) => severity !== 'hint');
    if (findings.length === 0) return [];
    const { version } = document;
    const names = await this.#variables.inUse(document);
    if (document.version !== version) return [];
    const text = document.getText();
    const keptNowhere = findings.filter(
      (finding) => finding.kind !== 'known' && names.inDotEnv(tokenText(text, finding)) === undefined,
    );
    if (keptNowhere.length > 0) {
      vscode.window.setStatusBarMessage(
        vscode.l10n.t(
          '$(warning) {0} tokens were left: their values are kept in no .env file and no account',
          keptNowhere.length,
        ),
        10_000,
      );
    }
    const edits = this.#editsFor(
      document,
      findings.filter((finding) => !keptNowhere.includes(finding)),
      names,
    );
    if (edits.length === 0) return [];
    const action = new vscode.CodeAction(
      vscode.l10n.t('Replace all tokens with environment lookups'),
      fixAllKind,
    );
    action.edit = editsFor(document, edits);
    return [action];
  }

  #editsFor(document: vscode.TextDocument, findings: readonly Finding[], names: UsedNames): Edit[] {
    const text = document.getText();
    const edits: Edit[] = [];
    for (const finding of findings) {
      const value = tokenText(text, finding);
      const holder = names.inDotEnv(value);
      const source = { ...sourceOf(document), ...names.of([value]) };
      const fix = fixFor(text, finding, source, this.#variables.for(finding, document));
      // A file that insists on a name of its own would look up what nobody has set.
      if ('refused' in fix || (holder !== undefined && fix.variable !== holder)) continue;
      // Two fixes can bring the same import. Where they get into each other's way, the next save takes the second.
      const added = fix.edits.filter((edit) => !edits.some((one) => isSame(one, edit)));
      if (!added.some((edit) => edits.some((one) => overlap(one, edit)))) edits.push(...added);
    }
    return edits;
  }
}

function isSame(a: Edit, b: Edit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

function overlap(a: Edit, b: Edit): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}
