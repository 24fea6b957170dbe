import * as vscode from 'vscode';
import { leaksFrom } from '../../../cli/leak.ts';
import type { LeakGuard } from '../leakGuard.ts';
import type { LeakStore } from './leakStore.ts';
import type { WorkspaceScan } from './workspaceScan.ts';

/** How long files must be quiet before they are scanned again, in milliseconds: a checkout changes many at once. */
const quiet = 300;

/** Keeps what a scan found up to date: files that change on disk, documents that are edited, opened and closed. */
export class ChangedFiles implements vscode.Disposable {
  readonly #guard: LeakGuard;
  readonly #store: LeakStore;
  readonly #scan: WorkspaceScan;
  readonly #waiting = new Map<string, vscode.Uri>();
  readonly #watcher = vscode.workspace.createFileSystemWatcher('**/*');
  readonly #listeners: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();

  constructor(guard: LeakGuard, store: LeakStore, scan: WorkspaceScan) {
    this.#guard = guard;
    this.#store = store;
    this.#scan = scan;
    const later = (uri: vscode.Uri) => this.#later(uri);
    this.#listeners = [
      this.#watcher.onDidChange(later),
      this.#watcher.onDidCreate(later),
      this.#watcher.onDidDelete(later),
      guard.onDidChange((document) => {
        this.#takeOpen(document);
        this.#later(document.uri);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => this.#takeOpen(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => later(uri)),
    ];
  }

  /** Scans now what has changed since it was scanned last. */
  async settle(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changed = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#working = this.#working.then(() => this.#rescan(changed)).catch(() => {});
    await this.#working;
  }

  /** Takes what the guard knows of all open documents. */
  takeOpenDocuments(): void {
    for (const document of vscode.workspace.textDocuments) this.#takeOpen(document);
    this.#store.tell();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener.dispose();
    this.#watcher.dispose();
  }

  #later(uri: vscode.Uri): void {
    if (uri.scheme !== 'file') return;
    this.#waiting.set(uri.toString(), uri);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.settle(), quiet);
  }

  /** Of an open document the guard knows more than the disk. */
  #takeOpen(document: vscode.TextDocument): boolean {
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    if (!folder || !this.#guard.watches(document.uri)) return false;
    const salts = this.#store.saltsFor(folder.uri);
    this.#store.put(document.uri, leaksFrom(document.getText(), this.#guard.findings(document), salts));
    return true;
  }

  async #rescan(changed: readonly vscode.Uri[]): Promise<void> {
    const onDisk: vscode.Uri[] = [];
    for (const uri of changed) {
      const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
      if (!open || !this.#takeOpen(open)) onDisk.push(uri);
    }
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const inside = onDisk.filter(
        (uri) => vscode.workspace.getWorkspaceFolder(uri)?.uri.toString() === folder.uri.toString(),
      );
      if (inside.length === 0) continue;
      const paths = inside.map((uri) => vscode.workspace.asRelativePath(uri, false));
      await this.#scan.some(folder.uri, paths);
    }
    // A folder may have held some of them.
    this.takeOpenDocuments();
  }
}
