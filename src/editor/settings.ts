import * as vscode from 'vscode';

/** One setting: its value now, an event when that changes, and an end. */
export class Setting<T> implements vscode.Disposable {
  readonly onDidChange: vscode.Event<T>;
  readonly #key: string;
  readonly #fallback: T;
  readonly #changed = new vscode.EventEmitter<T>();
  readonly #listener: vscode.Disposable;

  /** @param key the whole key, as in package.json  @param fallback what an absent value means */
  constructor(key: string, fallback: T) {
    this.#key = key;
    this.#fallback = fallback;
    this.onDidChange = this.#changed.event;
    this.#listener = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(key)) this.#changed.fire(this.value);
    });
  }

  get value(): T {
    return vscode.workspace.getConfiguration().get<T>(this.#key, this.#fallback);
  }

  /** The value where a document or a file is: folders of a workspace can differ. */
  in(scope: vscode.ConfigurationScope): T {
    return vscode.workspace.getConfiguration(undefined, scope).get<T>(this.#key, this.#fallback);
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}
