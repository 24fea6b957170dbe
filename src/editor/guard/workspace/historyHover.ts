import * as vscode from 'vscode';
import { tokenText } from '../../../leaks/detection.ts';
import { type LeakGuard, rangeOf } from '../leakGuard.ts';

/**
 * The part of a leak's hover that takes time: whether the token has left this machine. VS Code shows the rest first and
 * adds this when it is there.
 */
export class HistoryHover implements vscode.HoverProvider {
  readonly #guard: LeakGuard;

  constructor(guard: LeakGuard) {
    this.#guard = guard;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    cancellation: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const finding = this.#guard.findings(document).find((one) => rangeOf(document, one).contains(position));
    if (!finding || document.uri.scheme !== 'file') return undefined;
    const range = rangeOf(document, finding);
    const token = tokenText(document.getText(), finding);
    const abort = new AbortController();
    cancellation.onCancellationRequested(() => abort.abort());
    const { historyOf, historyText } = await import('./leakHistory.ts');
    const rules = this.#guard.rulesFor(document.uri);
    const history = await historyOf(document.uri, token, rules, abort.signal).catch(() => undefined);
    if (!history || history.kind === 'noRepository') return undefined;
    return new vscode.Hover(new vscode.MarkdownString().appendText(historyText(history)), range);
  }
}
