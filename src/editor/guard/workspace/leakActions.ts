import * as vscode from 'vscode';
import { type Finding, fixFor, ignoreLine, tokenText } from '../../../leaks/index.ts';
import { editsFor, type LeakGuard, sourceOf } from '../leakGuard.ts';
import type { Variables } from '../variables.ts';
import type { Baselines } from './baselines.ts';
import type { LeakPlace } from './leakStore.ts';
import { findingsOf } from './openFindings.ts';

/** What can be done about one leak from its row. Each reads the file again: the row may be old. */
export class LeakActions {
  readonly #guard: LeakGuard;
  readonly #variables: Variables;
  readonly #baselines: Baselines;

  constructor(guard: LeakGuard, variables: Variables, baselines: Baselines) {
    this.#guard = guard;
    this.#variables = variables;
    this.#baselines = baselines;
  }

  /** Puts the lookup in place of the token and shows it, not yet saved; or says why none can stand there. */
  async fix(place: LeakPlace): Promise<void> {
    const found = await this.#find(place);
    if (!found) return;
    const { document, finding } = found;
    const variable = this.#variables.for(finding, document);
    const text = document.getText();
    const value = tokenText(text, finding);
    const names = await this.#variables.inUse(document);
    const fix = fixFor(text, finding, { ...sourceOf(document), ...names.of([value]) }, variable);
    if ('refused' in fix) {
      void vscode.window.showInformationMessage(vscode.l10n.t(fix.refused));
    } else if (await vscode.workspace.applyEdit(editsFor(document, fix.edits))) {
      this.#variables.remember([this.#variables.given(document, fix.variable, value)]);
    }
    await vscode.window.showTextDocument(document, { selection: startOf(document, finding) });
  }

  /** Asks how to ignore it: the line, by a comment, or the value, by its hash in the baseline. */
  async ignore(place: LeakPlace): Promise<void> {
    const found = await this.#find(place);
    if (!found) return;
    const { document, finding } = found;
    const comment = ignoreLine(document.getText(), finding, sourceOf(document));
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    const line = {
      label: vscode.l10n.t('Ignore this line'),
      detail: vscode.l10n.t('Writes a comment beside it.'),
    };
    const value = {
      label: vscode.l10n.t('Ignore this value everywhere'),
      detail: vscode.l10n.t('Keeps its salted hash in .mileapp-leaks.json, never the value.'),
    };
    const chosen = await vscode.window.showQuickPick(
      [...(comment ? [line] : []), ...(folder ? [value] : [])],
      {
        title: vscode.l10n.t('Ignore a leaked token'),
      },
    );
    if (chosen === line && comment) {
      await vscode.workspace.applyEdit(editsFor(document, [comment]));
      await vscode.window.showTextDocument(document, { selection: startOf(document, finding) });
    } else if (chosen === value && folder) {
      const token = tokenText(document.getText(), finding);
      try {
        await this.#baselines.add(folder.uri, token, vscode.workspace.asRelativePath(document.uri, false));
      } catch (error) {
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      }
    }
  }

  /** The token of a row, for as long as the caller needs it; undefined, after saying so, where it is gone. */
  async token(place: LeakPlace): Promise<string | undefined> {
    const found = await this.#find(place);
    return found && tokenText(found.document.getText(), found.finding);
  }

  async #find(place: LeakPlace): Promise<{ document: vscode.TextDocument; finding: Finding } | undefined> {
    const document = await vscode.workspace.openTextDocument(place.uri);
    const findings = findingsOf(document, this.#guard);
    const finding =
      findings.find(({ start }) => start === place.leak.start) ??
      findings.find(({ reason }) => reason === place.leak.reason);
    if (finding) return { document, finding };
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The file has changed, and this token is not in it any more.'),
    );
    return undefined;
  }
}

function startOf(document: vscode.TextDocument, { start }: Finding): vscode.Range {
  const position = document.positionAt(start);
  return new vscode.Range(position, position);
}
