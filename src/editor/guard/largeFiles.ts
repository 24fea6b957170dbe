import * as vscode from 'vscode';
import { commands } from '../names.ts';
import type { LeakGuard } from './leakGuard.ts';

/** Says of a file over the size that it is not looked at, where the language's state is shown, with the way to do it. */
export class LargeFiles implements vscode.Disposable {
  readonly #guard: LeakGuard;
  readonly #item: vscode.LanguageStatusItem;
  readonly #listener: vscode.Disposable;

  constructor(guard: LeakGuard) {
    this.#guard = guard;
    this.#item = vscode.languages.createLanguageStatusItem('mileapp.largeFile', []);
    this.#item.name = vscode.l10n.t('MileApp Leak Detection');
    this.#item.text = vscode.l10n.t('Not scanned for tokens: the file is too large');
    this.#item.accessibilityInformation = {
      label: vscode.l10n.t('MileApp did not scan this file for tokens: it is too large.'),
    };
    this.#item.severity = vscode.LanguageStatusSeverity.Warning;
    this.#item.command = { command: commands.scanLargeFile, title: vscode.l10n.t('Scan Now') };
    this.#listener = vscode.window.onDidChangeActiveTextEditor(() => this.#show());
    this.#show();
  }

  /** Looks at the file in the active editor, whatever its size. */
  scanActive(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document) this.#guard.askFor(document);
    this.#show();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const document = vscode.window.activeTextEditor?.document;
    const tooLarge = document !== undefined && this.#guard.isTooLarge(document);
    // A status item shows for the documents its selector meets: this one, or none.
    this.#item.selector = tooLarge
      ? {
          scheme: document.uri.scheme,
          pattern: new vscode.RelativePattern(
            vscode.Uri.joinPath(document.uri, '..'),
            document.uri.path.split('/').at(-1) ?? '',
          ),
        }
      : [];
  }
}
