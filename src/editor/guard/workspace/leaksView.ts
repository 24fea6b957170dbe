import * as vscode from 'vscode';
import { assertNever } from '../../assertNever.ts';
import { contexts, type LeakCommand, leakCommands } from '../../names.ts';
import type { LeakGuard } from '../leakGuard.ts';
import type { Variables } from '../variables.ts';
import type { Baselines } from './baselines.ts';
import { ChangedFiles } from './changedFiles.ts';
import { LeakActions } from './leakActions.ts';
import { type LeakPlace, LeakStore } from './leakStore.ts';
import { type LeakNode, LeaksTree, openLeak } from './leaksTree.ts';
import { progressText, summaryText } from './summaryText.ts';
import { WorkspaceScan } from './workspaceScan.ts';

/** What the view “Leaks” needs from outside. */
export type LeaksViewParts = {
  guard: LeakGuard;
  variables: Variables;
  baselines: Baselines;
  /** The module of the scan threads. */
  worker: URL;
  face: vscode.TreeView<LeakNode>;
};

/** The view “Leaks” and its commands: the scan of the workspace and what can be done about what it found. */
export class LeaksView implements vscode.Disposable {
  readonly tree: LeaksTree;
  readonly #face: vscode.TreeView<LeakNode>;
  readonly #baselines: Baselines;
  readonly #store: LeakStore;
  readonly #scan: WorkspaceScan;
  readonly #actions: LeakActions;
  readonly #guard: LeakGuard;
  readonly #listeners: vscode.Disposable[];
  #changed: ChangedFiles | undefined;
  #scanning: Promise<void> | undefined;

  constructor({ guard, variables, baselines, worker, face }: LeaksViewParts) {
    this.#face = face;
    this.#guard = guard;
    this.#baselines = baselines;
    this.#store = new LeakStore(guard, baselines);
    this.#scan = new WorkspaceScan(worker, this.#store, baselines);
    this.#actions = new LeakActions(guard, variables, baselines);
    this.tree = new LeaksTree(this.#store);
    this.#listeners = [
      this.#store.onDidChange(() => this.#showCount()),
      baselines.onDidChange(() => {
        if (this.#changed) void this.scan();
      }),
    ];
  }

  /** Runs one of the view's commands. @param node the row it was given on */
  async run(id: LeakCommand, node: LeakNode | undefined): Promise<void> {
    const place = node && placesOf(node)[0];
    switch (id) {
      case leakCommands.scanWorkspace:
        await this.scan();
        return;
      case leakCommands.groupByFile:
      case leakCommands.groupByToken:
        this.tree.grouping = id === leakCommands.groupByFile ? 'file' : 'token';
        await vscode.commands.executeCommand('setContext', contexts.leaksBy, this.tree.grouping);
        return;
      case leakCommands.openLeak:
        if (place) await openLeak(place);
        return;
      case leakCommands.fixLeak:
        if (place) await this.#actions.fix(place);
        return;
      case leakCommands.ignoreLeak:
        if (place) await this.#actions.ignore(place);
        return;
      default:
        assertNever(id);
    }
  }

  /** Scans the workspace, with progress, until it is through or cancelled. A second call joins the first. */
  scan(): Promise<void> {
    this.#scanning ??= this.#scanWithProgress().finally(() => {
      this.#scanning = undefined;
    });
    return this.#scanning;
  }

  /** The places found so far, with what changed on disk since. */
  async places(): Promise<readonly LeakPlace[]> {
    await this.#changed?.settle();
    return this.#store.places;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#changed?.dispose();
    this.tree.dispose();
    this.#store.dispose();
  }

  async #scanWithProgress(): Promise<void> {
    if (!vscode.workspace.workspaceFolders?.length) {
      this.#face.message = vscode.l10n.t('Open a folder to scan it.');
      return;
    }
    this.#changed ??= new ChangedFiles(this.#guard, this.#store, this.#scan);
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Scanning for leaked tokens'),
      cancellable: true,
    };
    await vscode.window.withProgress(options, async (progress, cancellation) => {
      const abort = new AbortController();
      cancellation.onCancellationRequested(() => abort.abort());
      let reported = 0;
      try {
        const summary = await this.#scan.all(abort.signal, (soFar, total) => {
          const done = total > 0 ? (100 * soFar.files) / total : 0;
          const message = progressText(soFar, total, this.#store.places.length);
          progress.report({ message, increment: Math.max(0, done - reported) });
          reported = Math.max(reported, done);
        });
        this.#face.message = summaryText(summary, this.#store.places, this.#baselines.troubles);
      } catch (error) {
        if (!abort.signal.aborted) throw error;
        this.#face.message = vscode.l10n.t('The scan was cancelled: this is what it found until then.');
      }
    });
    // What is open is the guard's to say: it may differ from the disk.
    this.#changed.takeOpenDocuments();
  }

  #showCount(): void {
    const count = this.#store.places.length;
    this.#face.badge =
      count === 0 ? undefined : { value: count, tooltip: vscode.l10n.t('Leaked tokens: {0}', count) };
  }
}

/** The places a row stands for. */
export function placesOf(node: LeakNode): readonly LeakPlace[] {
  return node.kind === 'place' ? [node.place] : node.places;
}
