import * as vscode from 'vscode';
import { staleIn } from '../../../cli/baseline.ts';
import { sourceFrom } from '../../../cli/knownHashes.ts';
import { type Leak, leaksIn, type Salts } from '../../../cli/leak.ts';
import { addScanned, nothingScanned, type Scanned } from '../../../cli/scanFiles.ts';
import { scanInThreads } from '../../../cli/scanPool.ts';
import { type Skip, textOf } from '../../../cli/sourceText.ts';
import type { LeakGuard } from '../leakGuard.ts';
import type { Baselines } from './baselines.ts';
import type { LeakStore } from './leakStore.ts';
import { virtualFilesOf } from './virtualFiles.ts';
import { filesOf, ofThese } from './workspaceFiles.ts';

/** What a scan came to. */
export type Summary = {
  files: number;
  bytes: number;
  milliseconds: number;
  /** Files that were not scanned, by reason. */
  skipped: Partial<Record<Skip, number>>;
  /** Where values stood last that a baseline names and no file holds any more. */
  stale: string[];
};

/** How often progress is told, in milliseconds. */
const tellEvery = 250;

/** Scans the folders of the workspace, on this machine in threads, elsewhere file by file. */
export class WorkspaceScan {
  readonly #worker: URL;
  readonly #store: LeakStore;
  readonly #baselines: Baselines;
  readonly #guard: Pick<LeakGuard, 'heard' | 'rulesFor'>;
  #last: Promise<unknown> = Promise.resolve();

  /** @param worker the module of the scan threads */
  constructor(
    worker: URL,
    store: LeakStore,
    baselines: Baselines,
    guard: Pick<LeakGuard, 'heard' | 'rulesFor'>,
  ) {
    this.#worker = worker;
    this.#store = store;
    this.#baselines = baselines;
    this.#guard = guard;
  }

  /**
   * Scans everything. Rejects with the signal's reason; what was found until then stays. Where a baseline or a rule changes
   * in the meantime, it is to be called again: some files were judged by the old one.
   */
  all(signal: AbortSignal, progress: (soFar: Summary, total: number) => void): Promise<Summary> {
    return this.#alone(() => this.#all(signal, progress));
  }

  async #all(signal: AbortSignal, progress: (soFar: Summary, total: number) => void): Promise<Summary> {
    const began = performance.now();
    const summary: Summary = { files: 0, bytes: 0, milliseconds: 0, skipped: {}, stale: [] };
    let told = began;
    let total = 0;
    const tell = () => {
      const now = performance.now();
      if (now - told < tellEvery) return;
      told = now;
      summary.milliseconds = now - began;
      this.#store.tell();
      progress(summary, total);
    };
    await this.#baselines.loaded();
    const seen = new Set<string>();
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const met = new Set<string>();
      const take = (scanned: Scanned) => {
        this.#take(uri, scanned, summary, met, seen);
        tell();
      };
      const isHere = uri.scheme === 'file';
      const found = isHere ? await filesOf(uri, this.#worker, signal) : await virtualFilesOf(uri, signal);
      const { names, unreadable, special } = found;
      total += names.length;
      if (special > 0) count(summary, 'special', special);
      if (unreadable.length > 0) count(summary, 'unreadable', unreadable.length);
      if (isHere) await this.#scan(uri, names, this.#store.saltsFor(uri), take, signal);
      else await this.#scanVirtual(uri, names, take, signal);
      const baseline = this.#baselines.of(uri);
      if (baseline) summary.stale.push(...staleIn(baseline, met).map(({ file }) => file));
    }
    this.#store.retain((uri) => seen.has(uri.toString()));
    this.#store.tell();
    summary.milliseconds = performance.now() - began;
    return summary;
  }

  /** Scans some paths of a folder again, each a file or a folder of files; what is deleted or ignored by now has no leaks. */
  some(folder: vscode.Uri, paths: readonly string[]): Promise<void> {
    return this.#alone(async () => {
      const names = await ofThese(folder, paths, this.#worker);
      const scanned = new Set(names.map((name) => uriOf(folder, name).toString()));
      const gone = paths
        .flatMap((name) => this.#store.heldWithin(uriOf(folder, name)))
        .filter((uri) => !scanned.has(uri.toString()));
      await this.#some(folder, names, gone);
    });
  }

  async #some(folder: vscode.Uri, names: readonly string[], gone: readonly vscode.Uri[]): Promise<void> {
    await this.#baselines.loaded();
    let salts: Salts;
    let scanned: Scanned;
    do {
      salts = this.#store.saltsFor(folder);
      scanned = nothingScanned();
      const take = (more: Scanned) => addScanned(scanned, more);
      await this.#scan(folder, names, salts, take);
      // A baseline that came in the meantime could not tell what it knows by hashes of another salt, or of none.
    } while (this.#store.saltsFor(folder).baseline !== salts.baseline);
    const found = new Map(scanned.leaks.map(({ path, leaks }) => [path, leaks]));
    // All at once: nobody is to see a file without the leaks it still has.
    for (const path of names) this.#put(uriOf(folder, path), found.get(path) ?? []);
    for (const uri of gone) this.#store.put(uri, []);
    this.#store.tell();
  }

  /** One scan after the other: the end of a long one would undo what a short one found meanwhile. */
  #alone<T>(scan: () => Promise<T>): Promise<T> {
    const done = this.#last.then(scan);
    this.#last = done.catch(() => {});
    return done;
  }

  async #scan(
    folder: vscode.Uri,
    names: readonly string[],
    salts: Salts,
    onScanned: (scanned: Scanned) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const about = { root: folder.fsPath, salts, now: Date.now(), rules: this.#guard.rulesFor(folder) };
    await scanInThreads(names, about, { worker: this.#worker, onScanned, ...(signal ? { signal } : {}) });
  }

  /** A file system that is not this machine's is slower than any scan: its files are read one by one. */
  async #scanVirtual(
    folder: vscode.Uri,
    names: readonly string[],
    onScanned: (scanned: Scanned) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const salts = this.#store.saltsFor(folder);
    const about = { now: Date.now(), ...sourceFrom(this.#guard.rulesFor(folder)) };
    for (const path of names) {
      signal.throwIfAborted();
      const uri = uriOf(folder, path);
      const bytes = await Promise.resolve(vscode.workspace.fs.readFile(uri)).catch(() => undefined);
      const read = bytes ? textOf(bytes) : { skip: 'unreadable' as const };
      if ('skip' in read) {
        onScanned({ files: 0, bytes: 0, leaks: [], skipped: [{ path, skip: read.skip }] });
        continue;
      }
      const leaks = leaksIn(read.text, { path, ...about }, salts);
      onScanned({ files: 1, bytes: bytes?.length ?? 0, leaks: [{ path, leaks }], skipped: [] });
    }
  }

  #take(folder: vscode.Uri, scanned: Scanned, into: Summary, met: Set<string>, seen: Set<string>): void {
    into.files += scanned.files;
    into.bytes += scanned.bytes;
    // What git follows and nobody has any more is no file.
    for (const { skip } of scanned.skipped) if (skip !== 'gone') count(into, skip, 1);
    for (const { path, leaks } of scanned.leaks) {
      const uri = uriOf(folder, path);
      seen.add(uri.toString());
      for (const { baselineHash } of leaks) if (baselineHash !== undefined) met.add(baselineHash);
      this.#put(uri, leaks);
    }
  }

  #put(uri: vscode.Uri, leaks: readonly Leak[]): void {
    this.#store.put(uri, this.#guard.heard(uri, leaks));
  }
}

const uriOf = (folder: vscode.Uri, path: string) => vscode.Uri.joinPath(folder, ...path.split('/'));

function count({ skipped }: Summary, skip: Skip, more: number): void {
  skipped[skip] = (skipped[skip] ?? 0) + more;
}
