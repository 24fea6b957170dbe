import * as vscode from 'vscode';
import {
  type Baseline,
  baselineFile,
  emptyBaseline,
  formatBaseline,
  parseBaseline,
  withKnown,
} from '../../../cli/baseline.ts';
import { hashOf } from '../../../cli/leak.ts';
import { readText, writeWhole } from '../wholeFile.ts';

/** The baselines of the workspace's folders, kept as the files say: values that somebody decided to live with. */
export class Baselines implements vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #held = new Map<string, Baseline>();
  /** Folders whose file cannot be understood, with the reason. */
  readonly #broken = new Map<string, string>();
  readonly #watcher = vscode.workspace.createFileSystemWatcher(`**/${baselineFile}`);
  readonly #listeners: vscode.Disposable[];
  #loading: Promise<void>;

  constructor() {
    this.onDidChange = this.#changed.event;
    const reload = () => void this.#reload();
    this.#listeners = [
      this.#watcher.onDidChange(reload),
      this.#watcher.onDidCreate(reload),
      this.#watcher.onDidDelete(reload),
      vscode.workspace.onDidChangeWorkspaceFolders(reload),
    ];
    this.#loading = this.#load();
  }

  /** Resolves when what the files say now is known. */
  loaded(): Promise<void> {
    return this.#loading;
  }

  /** The baseline of a folder, as far as it has been read. */
  of(folder: vscode.Uri): Baseline | undefined {
    return this.#held.get(folder.toString());
  }

  /** What is wrong with baselines that cannot be understood, one sentence each. */
  get troubles(): string[] {
    return [...this.#broken.values()];
  }

  /** Whether the baseline that holds for a file knows the token. */
  knows(file: vscode.Uri, token: () => string): boolean {
    if (this.#held.size === 0) return false;
    const folder = vscode.workspace.getWorkspaceFolder(file);
    const baseline = folder && this.of(folder.uri);
    if (!baseline || baseline.known.length === 0) return false;
    const hash = hashOf(token(), baseline.salt);
    return baseline.known.some((one) => one.hash === hash);
  }

  /**
   * Adds a token to a folder's baseline, as a hash.
   * @param file where it stands, relative to the folder
   * @throws Error with a sentence where the file there is no baseline: it is not overwritten
   */
  async add(folder: vscode.Uri, token: string, file: string): Promise<void> {
    const uri = vscode.Uri.joinPath(folder, baselineFile);
    const text = await readText(uri);
    const baseline = text === '' ? emptyBaseline() : baselineIn(text);
    const next = withKnown(baseline, { hash: hashOf(token, baseline.salt), file });
    await writeWhole(uri, formatBaseline(next), { secret: false });
    await this.#reload();
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#watcher.dispose();
    this.#changed.dispose();
  }

  /** One after the other: what was read first must not be what counts last. */
  #reload(): Promise<void> {
    this.#loading = this.#loading.then(() => this.#load());
    return this.#loading;
  }

  async #load(): Promise<void> {
    const before = JSON.stringify([...this.#held]);
    const folders = vscode.workspace.workspaceFolders ?? [];
    const read = await Promise.all(
      folders.map(async ({ uri }) => {
        try {
          const text = await readText(vscode.Uri.joinPath(uri, baselineFile));
          return { key: uri.toString(), baseline: text === '' ? undefined : baselineIn(text) };
        } catch (error) {
          return { key: uri.toString(), trouble: error instanceof Error ? error.message : String(error) };
        }
      }),
    );
    this.#held.clear();
    this.#broken.clear();
    for (const { key, baseline, trouble } of read) {
      if (baseline) this.#held.set(key, baseline);
      if (trouble !== undefined) this.#broken.set(key, trouble);
    }
    if (JSON.stringify([...this.#held]) !== before) this.#changed.fire();
  }
}

/** @throws Error with a sentence in VS Code's language where the text is no baseline */
function baselineIn(text: string): Baseline {
  try {
    return parseBaseline(text);
  } catch (error) {
    throw new Error(vscode.l10n.t((error as Error).message));
  }
}
