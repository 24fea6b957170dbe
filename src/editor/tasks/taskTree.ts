import * as vscode from 'vscode';
import type { Task } from '../../mileapp/index.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Account } from '../accounts/vault.ts';
import { assertNever } from '../assertNever.ts';
import { explain } from '../explain.ts';
import { longDate } from '../longDate.ts';
import { commands } from '../names.ts';
import { plainText } from '../plainText.ts';
import { TaskPages } from './taskPages.ts';

export type TaskNode =
  | { kind: 'group'; account: Account; status: TaskStatus; pages: TaskPages }
  | { kind: 'task'; account: Account; status: TaskStatus; key: string; task: Task }
  | { kind: 'more'; group: GroupNode }
  | { kind: 'empty'; group: GroupNode }
  /** The token is of no use any more: what is held stays, and this row says so. */
  | { kind: 'token'; account: Account; why: 'rejected' | 'expired' }
  /** Without a group: the accounts themselves could not be read. */
  | { kind: 'problem'; group?: GroupNode; error: unknown };

export type GroupNode = Extract<TaskNode, { kind: 'group' }>;

const statuses = ['UNASSIGNED', 'ONGOING', 'DONE'] as const;
type TaskStatus = (typeof statuses)[number];

/** Rows asked for at once. */
const pageSize = 50;

/**
 * The tree “Tasks”: the groups are there at once, a group asks for its first page when it is opened, and a failure is
 * a row beside the rows that are held.
 */
export class TaskTree implements vscode.TreeDataProvider<TaskNode>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<TaskNode | undefined>;
  readonly #accounts: Accounts;
  readonly #changed = new vscode.EventEmitter<TaskNode | undefined>();
  readonly #listener: vscode.Disposable;
  #groups: GroupNode[] = [];
  /** Names the account and the token the groups were made for. */
  #shown = '';

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
    this.onDidChangeTreeData = this.#changed.event;
    this.#listener = accounts.onDidChange(() => this.#follow());
    this.#follow();
  }

  async getChildren(node?: TaskNode): Promise<TaskNode[]> {
    if (node) return node.kind === 'group' ? this.#open(node) : [];
    try {
      const state = await this.#accounts.load();
      return state.kind === 'rejected' || state.kind === 'expired'
        ? [{ kind: 'token', account: state.account, why: state.kind }, ...this.#groups]
        : this.#groups;
    } catch (error) {
      return [{ kind: 'problem', error }];
    }
  }

  getParent(node: TaskNode): TaskNode | undefined {
    switch (node.kind) {
      case 'group':
      case 'token':
        return undefined;
      case 'task':
        return this.#groups.find(({ status }) => status === node.status);
      case 'more':
      case 'empty':
      case 'problem':
        return node.group;
      default:
        return assertNever(node);
    }
  }

  getTreeItem(node: TaskNode): vscode.TreeItem {
    switch (node.kind) {
      case 'group':
        return groupItem(node);
      case 'task':
        return taskItem(node);
      case 'more':
        return moreItem(node.group);
      case 'empty':
        return emptyItem(node.group);
      case 'token':
        return tokenItem(node.account, node.why);
      case 'problem':
        return problemItem(node);
      default:
        return assertNever(node);
    }
  }

  /** Asks again for the groups that are open; the others ask when they are opened. */
  refresh(): void {
    for (const { pages } of this.#groups) pages.refresh();
    this.#changed.fire(undefined);
  }

  /** Reads the next page of a group, or the same one again where that failed. */
  async loadMore(group: GroupNode): Promise<void> {
    const done = group.pages.more();
    this.#changed.fire(group);
    await done;
    this.#changed.fire(group);
  }

  /** A closed group needs no answer; opened again, it asks again. */
  collapsed(node: TaskNode): void {
    if (node.kind !== 'group' || !node.pages.loading) return;
    node.pages.abort();
    this.#changed.fire(node);
  }

  dispose(): void {
    this.#listener.dispose();
    for (const { pages } of this.#groups) pages.abort();
    this.#changed.dispose();
  }

  async #open(group: GroupNode): Promise<TaskNode[]> {
    const { account, status, pages } = group;
    const wasLoaded = pages.loaded;
    await pages.open();
    // The group's own row shows how many tasks the server counts, which is known only now.
    if (!wasLoaded && pages.loaded) queueMicrotask(() => this.#changed.fire(group));
    const rows: TaskNode[] = [...pages.rows].map(([key, task]) => ({
      kind: 'task',
      account,
      status,
      key,
      task,
    }));
    if (pages.error !== undefined) rows.push({ kind: 'problem', group, error: pages.error });
    else if (pages.hasMore) rows.push({ kind: 'more', group });
    else if (pages.loaded && rows.length === 0) rows.push({ kind: 'empty', group });
    return rows;
  }

  #follow(): void {
    const state = this.#accounts.state;
    const shown = state.kind === 'signedOut' ? '' : `${state.account.id}@${state.account.savedAt}`;
    if (shown === this.#shown) this.#changed.fire(undefined);
    else {
      this.#shown = shown;
      this.#rebuild();
    }
  }

  #rebuild(): void {
    for (const { pages } of this.#groups) pages.abort();
    const state = this.#accounts.state;
    this.#groups =
      state.kind === 'signedOut' ? [] : statuses.map((status) => this.#group(state.account, status));
    this.#changed.fire(undefined);
  }

  #group(account: Account, status: TaskStatus): GroupNode {
    const pages = new TaskPages((page, signal) => {
      const filter = { status, limit: pageSize, ...(typeof page === 'number' ? { page } : {}) };
      return this.#accounts.ask(account, (client) => client.tasks(filter, signal));
    });
    return { kind: 'group', account, status, pages };
  }
}

function groupItem({ account, status, pages }: GroupNode): vscode.TreeItem {
  const item = new vscode.TreeItem(nameOf(status), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${account.id}/${status}`;
  item.contextValue = 'group';
  item.iconPath = iconOf(status);
  if (pages.total !== undefined) item.description = pages.total.toLocaleString(vscode.env.language);
  return item;
}

function taskItem(node: Extract<TaskNode, { kind: 'task' }>): vscode.TreeItem {
  const { account, status, key, task } = node;
  const title = titleOf(task);
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.None);
  item.id = `${account.id}/${status}/${key}`;
  item.contextValue = 'task';
  item.iconPath = iconOf(status);
  item.description = plainText([task.flow, task.assignee?.[0]].filter(Boolean).join(' · '));
  item.tooltip = title;
  item.command = {
    command: commands.openTask,
    title: vscode.l10n.t('Open Task'),
    arguments: [node],
  };
  return item;
}

function moreItem(group: GroupNode): vscode.TreeItem {
  const { pages } = group;
  const label = pages.loading ? vscode.l10n.t('Loading…') : vscode.l10n.t('Load more…');
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.id = `${group.account.id}/${group.status}/more`;
  item.contextValue = 'more';
  item.iconPath = new vscode.ThemeIcon(pages.loading ? 'loading~spin' : 'ellipsis');
  if (pages.total !== undefined) {
    const [held, all] = [pages.rows.size, pages.total].map((count) =>
      count.toLocaleString(vscode.env.language),
    );
    item.description = vscode.l10n.t('{0} of {1}', held ?? '', all ?? '');
  }
  item.command = { command: commands.loadMore, title: vscode.l10n.t('Load More'), arguments: [group] };
  return item;
}

function emptyItem(group: GroupNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('No tasks here'), vscode.TreeItemCollapsibleState.None);
  item.id = `${group.account.id}/${group.status}/empty`;
  item.contextValue = 'empty';
  return item;
}

function tokenItem(account: Account, why: 'rejected' | 'expired'): vscode.TreeItem {
  const sentence =
    why === 'expired'
      ? vscode.l10n.t('Your MileApp token expired on {0}.', longDate(account.expiresAt))
      : vscode.l10n.t('MileApp no longer accepts your token.');
  const replace = vscode.l10n.t('Replace Token');
  const item = new vscode.TreeItem(sentence, vscode.TreeItemCollapsibleState.None);
  item.id = `${account.id}/token`;
  item.contextValue = 'token';
  item.description = replace;
  item.tooltip = `${sentence}\n${replace}`;
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.command = { command: commands.signIn, title: replace };
  return item;
}

/** One row: what happened, and what to do about it at a click. */
function problemItem({ group, error }: Extract<TaskNode, { kind: 'problem' }>): vscode.TreeItem {
  const { sentence, remedy } = explain(error);
  const item = new vscode.TreeItem(sentence, vscode.TreeItemCollapsibleState.None);
  item.id = group ? `${group.account.id}/${group.status}/problem` : 'problem';
  item.contextValue = 'problem';
  item.description = remedy.title;
  item.tooltip = `${sentence}\n${remedy.title}`;
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.command =
    remedy.command === commands.refresh && group
      ? { command: commands.loadMore, title: remedy.title, arguments: [group] }
      : remedy;
  return item;
}

/** What a task is called in the tree and on its tab. */
export function titleOf(task: Task): string {
  return plainText(task.title ?? '') || plainText(task.flow ?? '') || task.id;
}

function nameOf(status: TaskStatus): string {
  switch (status) {
    case 'UNASSIGNED':
      return vscode.l10n.t('Unassigned');
    case 'ONGOING':
      return vscode.l10n.t('Ongoing');
    case 'DONE':
      return vscode.l10n.t('Done');
    default:
      return assertNever(status);
  }
}

function iconOf(status: TaskStatus): vscode.ThemeIcon {
  switch (status) {
    case 'UNASSIGNED':
      return new vscode.ThemeIcon('circle-outline');
    case 'ONGOING':
      return new vscode.ThemeIcon('play-circle', new vscode.ThemeColor('charts.blue'));
    case 'DONE':
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('charts.green'));
    default:
      return assertNever(status);
  }
}
