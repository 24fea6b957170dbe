import * as vscode from 'vscode';
import type { Accounts } from '../accounts/accounts.ts';
import type { Account } from '../accounts/vault.ts';
import { assertNever } from '../assertNever.ts';
import { commands, contexts, settings, type TaskCommand, taskScheme, views } from '../names.ts';
import { count } from '../numbers.ts';
import { AutoRefresh } from './autoRefresh.ts';
import { CopyAs } from './copyAs.ts';
import { Directory } from './directory.ts';
import { FilterCommands } from './filterCommands.ts';
import { GoToTask } from './goToTask.ts';
import { HoverCards } from './hoverCards.ts';
import type { ViewFace } from './lazyView.ts';
import { LookUp } from './lookUp.ts';
import { RecentTasks } from './recentTasks.ts';
import { report } from './report.ts';
import { SavedFilters } from './savedFilters.ts';
import { TaskDetails } from './taskDetails.ts';
import { TaskDocuments } from './taskDocuments.ts';
import { TaskItems } from './taskItems.ts';
import { TaskLinks } from './taskLinks.ts';
import { TaskModel } from './taskModel.ts';
import type { GroupNode, TaskNode } from './taskNode.ts';
import { TaskPanels } from './taskPanels.ts';
import type { TaskRef } from './taskRef.ts';
import { TaskTree } from './taskTree.ts';
import { ViewMessage } from './viewMessage.ts';
import { choiceWords, titleOf } from './words.ts';

/** What the view needs from outside. */
export type ViewParts = {
  accounts: Accounts;
  face: ViewFace;
  /** What this workspace remembers: grouping, filter, recent tasks. */
  workspace: vscode.Memento;
  /** What every window remembers: saved filters. */
  everywhere: vscode.Memento;
  /** Until when MileApp asks everybody to wait. */
  pauses: { readonly onDidChange: vscode.Event<number | undefined>; until(): number | undefined };
  /** Milliseconds since the epoch, by which tasks are due. */
  now: () => number;
};

/** The view “Tasks”: its tree, the documents it opens, and what a person can ask of both. */
export class TaskView implements vscode.Disposable {
  readonly onDidChange: vscode.Event<TaskNode | undefined>;
  readonly tree: TaskTree;
  readonly lookUp: LookUp;
  readonly #accounts: Accounts;
  readonly #face: ViewFace;
  readonly #pauses: ViewParts['pauses'];
  readonly #model: TaskModel;
  readonly #details: TaskDetails;
  readonly #documents: TaskDocuments;
  readonly #panels: TaskPanels;
  readonly #recent: RecentTasks;
  readonly #goTo: GoToTask;
  readonly #copy: CopyAs;
  readonly #filters: FilterCommands;
  readonly #links: TaskLinks;
  readonly #refreshing: AutoRefresh;
  readonly #message: ViewMessage;
  readonly #parts: vscode.Disposable[] = [];

  constructor({ accounts, face, workspace, everywhere, pauses, now }: ViewParts) {
    this.#accounts = accounts;
    this.#face = face;
    this.#pauses = pauses;
    const changed = this.#own(new vscode.EventEmitter<TaskNode | undefined>());
    this.onDidChange = changed.event;
    const directory = new Directory(accounts, now);
    const saved = new SavedFilters(everywhere);
    this.#filters = new FilterCommands(directory, saved, workspace);
    this.#model = new TaskModel(
      { accounts, directory, saved, pageSize, now, changed: (node) => changed.fire(node) },
      this.#filters.grouping,
      this.#filters.choice(accounts.state),
    );
    this.#own({ dispose: () => this.#model.dispose() });
    this.#details = new TaskDetails(accounts);
    const cards = new HoverCards(this.#details, directory, now);
    this.tree = new TaskTree(this.#model, new TaskItems(directory, now), cards);
    this.lookUp = new LookUp(accounts, directory, this.#details, cards);
    this.#documents = this.#own(new TaskDocuments(accounts, this.#details));
    this.#panels = new TaskPanels(accounts, this.#details, now);
    this.#recent = new RecentTasks(workspace);
    this.#goTo = new GoToTask(accounts, this.#details, this.#recent);
    this.#copy = new CopyAs(accounts, this.#details, directory);
    this.#links = new TaskLinks(accounts, (account, id) => this.#show({ account, id, title: id }));
    this.#refreshing = this.#own(new AutoRefresh(() => this.#refresh()));
    this.#message = this.#own(new ViewMessage((message) => this.#say(message)));
    this.#own(vscode.workspace.registerTextDocumentContentProvider(taskScheme, this.#documents));
    this.#listen();
    this.#model.follow(accounts.state);
    this.#look();
  }

  collapsed(node: TaskNode): void {
    this.#model.collapsed(node);
  }

  /** Does what a command of the view says; a failure answers whoever gave it. */
  async run(command: TaskCommand, argument: unknown): Promise<void> {
    try {
      await this.#run(command, isNode(argument) ? argument : undefined);
    } catch (error) {
      await report(error);
    }
  }

  /** Opens the task that a link from outside names. */
  async follow(uri: vscode.Uri): Promise<void> {
    try {
      await this.#links.follow(uri);
    } catch (error) {
      await report(error);
    }
  }

  /** Fills the page of a task that VS Code kept through a reload. */
  restore(panel: vscode.WebviewPanel): Promise<void> {
    return this.#panels.restore(panel);
  }

  dispose(): void {
    for (const part of this.#parts) part.dispose();
  }

  async #run(command: TaskCommand, node: TaskNode | undefined): Promise<void> {
    switch (command) {
      case commands.refresh:
        return this.#refresh();
      case commands.loadMore:
        return this.#withGroup(node, (group) => this.#loadMore(group));
      case commands.loadAll:
        return this.#withGroup(node, (group) => this.#model.loadAll(group));
      case commands.openTask:
        return this.#withTask(node, (task) => this.#show(task));
      case commands.openTaskAsJson:
        return this.#withTask(node, (task) => this.#documents.show(task));
      case commands.goToTask:
        return this.#withAccount(async (account) => {
          const task = await this.#goTo.pick(account);
          if (task) await this.#show(task);
        });
      case commands.copyId:
        return this.#withTask(node, (task) => this.#copy.id(task));
      case commands.copyTitle:
        return this.#withTask(node, (task) => this.#copy.title(task));
      case commands.copyJson:
        return this.#withTask(node, (task) => this.#copy.json(task));
      case commands.copyTaskRequest:
        return this.#withTask(node, (task) => this.#copy.oneTask(task));
      case commands.copyListRequest: {
        const group = node?.kind === 'group' ? node : undefined;
        return this.#withAccount((account) => this.#copy.list(account, this.#model.filter(group)));
      }
      case commands.copyNewTaskRequest:
        return this.#withAccount((account) => this.#copy.newTask(account));
      case commands.groupBy:
        await this.#filters.askGrouping();
        return this.#apply();
      case commands.filter:
        return this.#withAccount(async (account) => {
          await this.#filters.askChoice(account);
          this.#apply();
        });
      case commands.clearFilters:
        return this.#withAccount(async (account) => {
          await this.#filters.clear(account);
          this.#apply();
        });
      case commands.saveFilter:
      case commands.applyFilter:
      case commands.countFilter:
      case commands.removeFilter:
        return this.#withAccount(async (account) => {
          await this.#filters.runSaved(command, account, node?.kind === 'filter' ? node.saved : undefined);
          this.#apply();
        });
      default:
        return assertNever(command);
    }
  }

  /** Shows what the filters say now. */
  #apply(): void {
    this.#model.show(this.#filters.grouping, this.#filters.choice(this.#accounts.state));
    this.#model.recount();
    this.#look();
  }

  async #loadMore(group: GroupNode): Promise<void> {
    const pressed = this.#face.tree.selection[0]?.kind === 'more';
    const known = new Set(group.pages.rows.keys());
    await this.#model.loadMore(group);
    const next = (await this.#model.children(group)).find(
      (row) => row.kind === 'task' && !known.has(row.key),
    );
    // The row that was pressed has moved or is gone: whoever goes by keyboard goes on from what it brought.
    if (pressed && next) await this.#face.tree.reveal(next, { select: true, focus: true });
  }

  #refresh(): void {
    this.#details.forget();
    this.lookUp.forget();
    this.#model.refresh();
  }

  async #show(task: TaskRef): Promise<void> {
    const shown = await vscode.window.withProgress({ location: { viewId: views.tasks } }, () =>
      this.#panels.show(task),
    );
    await this.#recent.add(shown);
  }

  async #withAccount(run: (account: Account) => Promise<void>): Promise<void> {
    const state = await this.#accounts.load();
    if (state.kind !== 'signedOut') return run(state.account);
    const signIn = vscode.l10n.t('Sign In');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('Sign in to MileApp first.'),
      signIn,
    );
    if (chosen) await vscode.commands.executeCommand(commands.signIn);
  }

  /** The row the command was given on; else the page or the row that has the focus; else one that is asked for. */
  async #withTask(node: TaskNode | undefined, run: (task: TaskRef) => Promise<void>): Promise<void> {
    const [selected] = this.#face.tree.selection;
    const known = refOf(node) ?? this.#panels.active ?? refOf(selected);
    if (known) return run(known);
    await this.#withAccount(async (account) => {
      const found = await this.#goTo.pick(account);
      if (found) await run(found);
    });
  }

  async #withGroup(node: TaskNode | undefined, run: (group: GroupNode) => Promise<void>): Promise<void> {
    const found = node ?? this.#face.tree.selection[0];
    if (found?.kind === 'group') await run(found);
    else if (found?.kind === 'more' || found?.kind === 'task') await run(found.group);
  }

  #listen(): void {
    const { tree } = this.#face;
    const accounts = this.#accounts;
    this.#own(
      accounts.onDidChange((state) => {
        this.#model.show(this.#filters.grouping, this.#filters.choice(state));
        this.#model.follow(state);
        void this.#panels.follow();
        this.#documents.follow();
        this.#look();
      }),
    );
    this.#own(this.onDidChange(() => this.#look()));
    this.#own(tree.onDidChangeVisibility(() => this.#look()));
    this.#own(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        this.#look();
        // Another window may have saved a filter, or taken one away.
        if (focused) this.#model.recount();
      }),
    );
    this.#own(
      this.#pauses.onDidChange((until) => {
        if (until === undefined) this.#model.resume('rateLimited');
        this.#look();
      }),
    );
    this.#own(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settings.pageSize)) this.#refresh();
        if (event.affectsConfiguration(settings.refreshMinutes)) this.#look();
      }),
    );
  }

  /** Brings the view's head, and what runs beside the tree, up to what is so now. */
  #look(): void {
    const { tree } = this.#face;
    const words = choiceWords(this.#model.choice);
    const { visible } = tree;
    const pausedUntil = this.#pauses.until();
    const asks = this.#accounts.state.kind === 'signedIn' && pausedUntil === undefined;
    tree.description = words === '' ? '' : words;
    this.#message.follow({ visible, pausedUntil, staleSince: this.#model.staleSince });
    this.#refreshing.follow(minutes(), asks && visible && vscode.window.state.focused);
    const { counted } = this.#model;
    this.#face.count(
      counted && {
        value: counted.total,
        tooltip: vscode.l10n.t('{0}: {1} tasks', counted.name, count(counted.total)),
      },
    );
    this.#setContext(contexts.filtered, words !== '');
    this.#setContext(contexts.empty, this.#model.empty ?? '');
  }

  #say(message: string | undefined): void {
    if (this.#face.tree.message !== message) this.#face.tree.message = message as string;
  }

  readonly #told = new Map<string, unknown>();

  #setContext(key: string, value: unknown): void {
    if (this.#told.get(key) === value) return;
    this.#told.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }

  #own<T extends vscode.Disposable>(part: T): T {
    this.#parts.push(part);
    return part;
  }
}

function refOf(node: TaskNode | undefined): TaskRef | undefined {
  if (node?.kind !== 'task' || node.task.id === '') return undefined;
  return { account: node.group.account, id: node.task.id, title: titleOf(node.task) };
}

/** Commands are given a row, or from the palette nothing, or by a webview's title bar something of VS Code's own. */
function isNode(value: unknown): value is TaskNode {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}

/** Rows of a page, as the setting says; settings written by hand may say anything. */
function pageSize(): number {
  return Math.round(Math.min(1000, Math.max(10, numberOf(settings.pageSize, 50))));
}

/** Minutes between two refreshes; 0 for never. */
function minutes(): number {
  const value = numberOf(settings.refreshMinutes, 0);
  return value <= 0 ? 0 : Math.min(1440, Math.max(1, value));
}

function numberOf(setting: string, fallback: number): number {
  const value = vscode.workspace.getConfiguration().get<unknown>(setting);
  return typeof value === 'number' && Number.isFinite(value) ? value : fallback;
}
