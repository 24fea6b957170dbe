import * as vscode from 'vscode';
import { type Finding, tokenText } from '../../../leaks/index.ts';
import { assertNever } from '../../assertNever.ts';
import { contexts, type LeakCommand, leakCommands } from '../../names.ts';
import type { LeakGuard } from '../leakGuard.ts';
import type { Variables } from '../variables.ts';
import type { Baselines } from './baselines.ts';
import { ChangedFiles } from './changedFiles.ts';
import { fixWorkspace } from './fixWorkspace.ts';
import { LeakActions } from './leakActions.ts';
import { historyOf, historyText } from './leakHistory.ts';
import { type LeakPlace, LeakStore } from './leakStore.ts';
import { type LeakNode, LeaksTree, openLeak } from './leaksTree.ts';
import { type Rotated, type RotationParts, rotate } from './rotation.ts';
import { progressText, summaryText } from './summaryText.ts';
import { type Summary, WorkspaceScan } from './workspaceScan.ts';

/** What the view “Leaks” needs from outside. */
export type LeaksViewParts = {
  guard: LeakGuard;
  variables: Variables;
  baselines: Baselines;
  /** The module of the scan threads. */
  worker: URL;
  face: vscode.TreeView<LeakNode>;
  /** What the flow for a leaked token needs of the accounts. */
  rotation: Omit<RotationParts, 'replace'>;
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
  readonly #variables: Variables;
  readonly #rotation: Omit<RotationParts, 'replace'>;
  readonly #listeners: vscode.Disposable[];
  #changed: ChangedFiles | undefined;
  #scanning: Promise<void> | undefined;
  /** What the last scan came to, while its places are kept up to date. */
  #summary: Summary | undefined;
  /** Whether what decides on leaks has changed since the scan began. */
  #isOutdated = false;

  constructor({ guard, variables, baselines, worker, face, rotation }: LeaksViewParts) {
    this.#variables = variables;
    this.#rotation = rotation;
    this.#face = face;
    this.#guard = guard;
    this.#baselines = baselines;
    this.#store = new LeakStore(guard, baselines);
    this.#scan = new WorkspaceScan(worker, this.#store, baselines, guard);
    this.#actions = new LeakActions(guard, variables, baselines);
    this.tree = new LeaksTree(this.#store);
    this.#listeners = [
      this.#store.onDidChange(() => this.#show()),
      baselines.onDidChange(() => this.#scanAgain()),
      guard.onDidChangeRules(() => this.#scanAgain()),
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
      case leakCommands.leakHistory:
        if (place) await this.#showHistory(place);
        return;
      case leakCommands.handleLeak:
        await this.#handle(place);
        return;
      case leakCommands.fixAllInWorkspace:
        await this.#fixAll();
        return;
      default:
        assertNever(id);
    }
  }

  /**
   * Scans the workspace, with progress, until it is through or cancelled; again where a setting or a baseline has
   * changed before it was. A second call joins the first.
   */
  scan(): Promise<void> {
    this.#scanning ??= this.#scanUntilCurrent().finally(() => {
      this.#scanning = undefined;
    });
    return this.#scanning;
  }

  /** The places found so far, with what changed on disk since. */
  async places(): Promise<readonly LeakPlace[]> {
    await this.#changed?.settle();
    return this.#store.places;
  }

  async #showHistory(place: LeakPlace): Promise<void> {
    const token = await this.#actions.token(place);
    if (token === undefined) return;
    const history = await historyOf(place.uri, token, this.#guard.rulesFor(place.uri));
    this.tree.tellHistory(place, historyText(history));
  }

  /** Leads through what to do about a token: the row's, or one that is chosen or pasted. */
  async #handle(place: LeakPlace | undefined): Promise<void> {
    const chosen = place ?? (await this.#pickToken());
    if (!chosen) return;
    const token = await this.#actions.token(chosen);
    const { masked, isMileApp } = chosen.leak;
    await rotate({ token, masked, isMileApp }, { ...this.#rotation, replace: (one) => this.#replace(one) });
  }

  async #pickToken(): Promise<LeakPlace | undefined> {
    if (!this.#changed) await this.scan();
    const byToken = Map.groupBy(await this.places(), ({ leak }) => leak.identity);
    const items = [...byToken.values()].map((places) => ({
      label: places[0]!.leak.masked,
      description: vscode.workspace.asRelativePath(places[0]!.uri),
      place: places[0]!,
    }));
    if (items.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('No leaked tokens.'));
      return undefined;
    }
    const title = vscode.l10n.t('Handle a leaked token');
    return (await vscode.window.showQuickPick(items, { title }))?.place;
  }

  /** Offers to replace one token everywhere. */
  async #replace({ token }: Rotated): Promise<boolean> {
    if (!this.#changed) await this.scan();
    const isIt = (text: string, finding: Finding) => tokenText(text, finding) === token;
    return this.#offer(token === undefined ? undefined : isIt);
  }

  async #fixAll(): Promise<void> {
    if (!this.#changed) await this.scan();
    await this.#offer();
  }

  /** Shows the preview and says what came of it. @returns whether a file was changed */
  async #offer(wanted?: (text: string, finding: Finding) => boolean): Promise<boolean> {
    const places = await this.places();
    if (places.length > 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Tick what is to be replaced in the Refactor Preview, then press Apply.'),
      );
    }
    const { offered, refused, changedFiles } = await fixWorkspace(
      places,
      this.#guard,
      this.#variables,
      wanted,
    );
    void vscode.window.showInformationMessage(
      [
        offered === 0
          ? vscode.l10n.t('There is nothing that a lookup could replace.')
          : changedFiles === 0
            ? vscode.l10n.t('Nothing was ticked, so nothing was changed.')
            : vscode.l10n.t('Files changed: {0}. One undo takes all of it back.', changedFiles),
        refused > 0 ? vscode.l10n.t('Places where no lookup can stand: {0}.', refused) : '',
      ]
        .filter(Boolean)
        .join(' '),
    );
    return changedFiles > 0;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#changed?.dispose();
    this.tree.dispose();
    this.#store.dispose();
  }

  /** What was decided by what holds no more is decided anew, where there has been a scan. */
  #scanAgain(): void {
    this.#isOutdated = true;
    if (this.#changed) void this.scan();
  }

  async #scanUntilCurrent(): Promise<void> {
    if (!vscode.workspace.workspaceFolders?.length) {
      this.#face.message = vscode.l10n.t('Open a folder to scan it.');
      return;
    }
    let isThrough: boolean;
    do {
      await this.#baselines.loaded();
      this.#isOutdated = false;
      isThrough = await this.#scanWithProgress();
    } while (isThrough && this.#isOutdated);
  }

  /** @returns whether it is through, and was not cancelled */
  async #scanWithProgress(): Promise<boolean> {
    this.#changed ??= new ChangedFiles(this.#guard, this.#store, this.#scan);
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Scanning for leaked tokens'),
      cancellable: true,
    };
    const isThrough = await vscode.window.withProgress(options, async (progress, cancellation) => {
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
        this.#summary = summary;
        return true;
      } catch (error) {
        if (!abort.signal.aborted) throw error;
        this.#summary = undefined;
        this.#face.message = vscode.l10n.t('The scan was cancelled: this is what it found until then.');
        return false;
      }
    });
    // What is open is the guard's to say: it may differ from the disk.
    this.#changed.takeOpenDocuments();
    this.#show();
    return isThrough;
  }

  #show(): void {
    const { places } = this.#store;
    if (this.#summary) this.#face.message = summaryText(this.#summary, places, this.#baselines.troubles);
    const count = places.length;
    this.#face.badge =
      count === 0 ? undefined : { value: count, tooltip: vscode.l10n.t('Leaked tokens: {0}', count) };
  }
}

/** The places a row stands for. */
export function placesOf(node: LeakNode): readonly LeakPlace[] {
  return node.kind === 'place' ? [node.place] : node.places;
}
