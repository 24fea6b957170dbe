import * as vscode from 'vscode';
import type { Setting } from '../settings.ts';
import { idAt } from './idAt.ts';
import type { LookUp } from './lookUp.ts';

/**
 * Shows what an id in an open file names: on hovering, where the setting says so, and at a command. Nothing is loaded,
 * and nothing is asked, before that.
 */
export class IdHover implements vscode.HoverProvider {
  readonly #setting: Setting<boolean>;
  readonly #lookUp: () => Promise<LookUp>;
  /** What the command asked for: it is shown whatever the setting says. */
  #asked: { uri: string; id: string } | undefined;

  constructor(setting: Setting<boolean>, lookUp: () => Promise<LookUp>) {
    this.#setting = setting;
    this.#lookUp = lookUp;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    if (!this.#setting.value && !this.#asked) return undefined;
    const line = document.lineAt(position.line);
    const found = idAt(line.text, position.character);
    if (!found) return undefined;
    const asked = this.#asked?.id === found.id && this.#asked.uri === document.uri.toString();
    if (!this.#setting.value && !asked) return undefined;
    const abort = new AbortController();
    const listener = token.onCancellationRequested(() => abort.abort());
    try {
      const card = await (await this.#lookUp()).card(found.id, abort.signal);
      const range = new vscode.Range(position.line, found.start, position.line, found.end);
      return new vscode.Hover(card, range);
    } finally {
      listener.dispose();
    }
  }

  /** Looks up the id at the cursor and shows what it names as a hover, which the keyboard reaches. */
  async showAtCursor(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const found =
      editor &&
      idAt(editor.document.lineAt(editor.selection.active.line).text, editor.selection.active.character);
    if (!editor || !found) {
      await vscode.window.showInformationMessage(
        vscode.l10n.t('There is no MileApp id at the cursor: 24 digits of 0–9 and a–f.'),
      );
      return;
    }
    this.#asked = { uri: editor.document.uri.toString(), id: found.id };
    await vscode.commands.executeCommand('editor.action.showHover');
  }
}
