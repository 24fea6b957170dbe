import * as vscode from 'vscode';
import { type Finding, fixFor, ignoreLine, redact, tokenText } from '../../leaks/index.ts';
import { commands } from '../names.ts';
import { editsFor, type LeakGuard, rangeOf, sourceOf } from './leakGuard.ts';
import type { UsedNames } from './usedNames.ts';
import type { Variables } from './variables.ts';

/** The arguments of the commands behind the light bulb: which token of which version of which document. */
export type TokenPlace = { uri: string; version: number; start: number };

/**
 * The light bulb on a leaked token: replace it, replace it and keep its value, ignore its line, read what to do. Where
 * no lookup can stand it says why, and offers what can be done there.
 */
export class QuickFixes {
  readonly #guard: LeakGuard;
  readonly #variables: Variables;

  constructor(guard: LeakGuard, variables: Variables) {
    this.#guard = guard;
    this.#variables = variables;
  }

  async provideCodeActions(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
    const here = () =>
      this.#guard.findings(document).filter((finding) => rangeOf(document, finding).intersection(range));
    if (here().length === 0) return [];
    const names = await this.#variables.inUse(document);
    // Asked again: the text may have changed while .env was read.
    return here().flatMap((finding) => this.#actionsFor(document, finding, names));
  }

  #actionsFor(document: vscode.TextDocument, finding: Finding, names: UsedNames): vscode.CodeAction[] {
    const text = document.getText();
    const variable = this.#variables.for(finding, document);
    const value = tokenText(text, finding);
    const fix = fixFor(text, finding, { ...sourceOf(document), ...names.of([value]) }, variable);
    const place: TokenPlace = {
      uri: document.uri.toString(),
      version: document.version,
      start: finding.start,
    };
    const actions: vscode.CodeAction[] = [];
    if ('refused' in fix) {
      const redacted = quickFix(vscode.l10n.t('Replace with a placeholder'));
      redacted.edit = editsFor(document, [redact(text, finding, variable)]);
      actions.push(
        // VS Code shows no disabled quick fix beside others, so the reason is one that opens the guide.
        command(vscode.l10n.t('No lookup here. {0}', vscode.l10n.t(fix.refused)), commands.leakGuide),
        redacted,
        command(
          vscode.l10n.t('Replace with a placeholder and move the value to .env'),
          commands.keepInDotEnv,
          place,
        ),
      );
    } else {
      const replace = quickFix(
        fix.warning === 'reachesBrowser'
          ? vscode.l10n.t('Replace with {0}, which still reaches the browser', fix.variable)
          : vscode.l10n.t('Replace with environment lookup of {0}', fix.variable),
      );
      actions.push(replace);
      replace.isPreferred = true;
      replace.edit = editsFor(document, fix.edits);
      replace.command = {
        command: commands.leakReplaced,
        title: replace.title,
        arguments: [this.#variables.given(document, fix.variable, value)],
      };
      actions.push(
        command(vscode.l10n.t('Replace and keep the value in .env'), commands.keepInDotEnv, place),
      );
      if (finding.isMileApp && finding.kind !== 'known') {
        actions.push(
          command(
            vscode.l10n.t('Sign in to MileApp with this token and replace it'),
            commands.saveAsAccount,
            place,
          ),
        );
      }
    }
    const comment = ignoreLine(text, finding, this.#guard.sourceOf(document));
    if (comment) {
      const ignore = quickFix(vscode.l10n.t('Ignore this line'));
      ignore.edit = editsFor(document, [comment]);
      actions.push(ignore);
    }
    actions.push(command(vscode.l10n.t('What to do about a leaked token'), commands.leakGuide));
    const diagnostics = vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ source, range }) => source === 'MileApp' && range.isEqual(rangeOf(document, finding)));
    return actions.map((action) => Object.assign(action, { diagnostics }));
  }
}

function quickFix(title: string): vscode.CodeAction {
  return new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
}

function command(title: string, id: string, ...places: TokenPlace[]): vscode.CodeAction {
  return Object.assign(quickFix(title), { command: { command: id, title, arguments: places } });
}
