import * as vscode from 'vscode';
import type { RequestLine } from '../mileapp/index.ts';
import { maskAll } from './mask.ts';

/** The output channel “MileApp”: one line for each request. Whatever reaches it is masked first. */
export class Log implements vscode.Disposable {
  readonly #channel: vscode.LogOutputChannel;

  constructor() {
    this.#channel = vscode.window.createOutputChannel('MileApp', { log: true });
  }

  request(line: RequestLine): void {
    const { method, path, status, kind, milliseconds, unreadableRows } = line;
    const text = maskAll(
      [
        method,
        path,
        status ?? '–',
        kind ?? 'ok',
        `${Math.round(milliseconds)} ms`,
        unreadableRows ? `${unreadableRows} rows not read whole` : '',
      ]
        .filter(Boolean)
        .join(' '),
    );
    if (kind) this.#channel.warn(text);
    else this.#channel.info(text);
  }

  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
