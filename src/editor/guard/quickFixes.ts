import * as vscode from 'vscode';
import { type Finding, fixFor } from '../../leaks/index.ts';
import { commands, contexts } from '../names.ts';
import { type LeakGuard, rangeOf, sourceOf } from './leakGuard.ts';
import type { Variables } from './variables.ts';

/** The light bulb on a leaked token: replace it with an environment lookup, or say why none can stand there. */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];
  readonly #guard: LeakGuard;
  readonly #variables: Variables;

  constructor(guard: LeakGuard, variables: Variables) {
    this.#guard = guard;
    this.#variables = variables;
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    return this.#guard
      .findings(document)
      .filter((finding) => rangeOf(document, finding).intersection(range))
      .flatMap((finding) => this.#actionsFor(document, finding));
  }

  #actionsFor(document: vscode.TextDocument, finding: Finding): vscode.CodeAction[] {
    const diagnostics = vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ source, range }) => source === 'MileApp' && range.isEqual(rangeOf(document, finding)));
    return [this.#replace(document, finding), guide()].map((action) =>
      Object.assign(action, { diagnostics }),
    );
  }

  #replace(document: vscode.TextDocument, finding: Finding): vscode.CodeAction {
    const fix = fixFor(document.getText(), finding, sourceOf(document), this.#variables.for(finding));
    if ('refused' in fix) {
      const action = new vscode.CodeAction(
        vscode.l10n.t('Replace with environment lookup'),
        vscode.CodeActionKind.QuickFix,
      );
      action.disabled = { reason: vscode.l10n.t(fix.refused) };
      return action;
    }
    const action = new vscode.CodeAction(
      vscode.l10n.t('Replace with environment lookup of {0}', fix.variable),
      vscode.CodeActionKind.QuickFix,
    );
    action.isPreferred = true;
    action.edit = new vscode.WorkspaceEdit();
    action.edit.set(
      document.uri,
      fix.edits.map((edit) => vscode.TextEdit.replace(rangeOf(document, edit), edit.text)),
    );
    // Ticks the step of the walkthrough.
    action.command = { command: 'setContext', title: action.title, arguments: [contexts.leakFixed, true] };
    return action;
  }
}

function guide(): vscode.CodeAction {
  const title = vscode.l10n.t('What to do about a leaked token');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: commands.leakGuide, title };
  return action;
}
