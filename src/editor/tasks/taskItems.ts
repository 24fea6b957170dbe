import * as vscode from 'vscode';
import type { Task } from '../../mileapp/index.ts';
import { assertNever } from '../assertNever.ts';
import { explain } from '../explain.ts';
import { longDate } from '../longDate.ts';
import { commands } from '../names.ts';
import { count } from '../numbers.ts';
import { plainText } from '../plainText.ts';
import type { Directory } from './directory.ts';
import { type Due, dueOf } from './due.ts';
import type { GroupName } from './grouping.ts';
import type { GroupNode, TaskNode } from './taskNode.ts';
import { choiceWords, clock, dueWords, groupWord, statusWord, titleOf } from './words.ts';

/** A colour that high-contrast themes have too: `list.warningForeground` is none there. */
const warning = 'problemsWarningIcon.foreground';

/** How rows look: label, description, icon, and what a screen reader says. */
export class TaskItems {
  readonly #directory: Directory;
  readonly #now: () => number;

  constructor(directory: Directory, now: () => number) {
    this.#directory = directory;
    this.#now = now;
  }

  of(node: TaskNode): vscode.TreeItem {
    switch (node.kind) {
      case 'group':
        return groupItem(node);
      case 'task':
        return this.#taskItem(node);
      case 'more':
        return moreItem(node.group);
      case 'empty':
        return emptyItem(node);
      case 'filter':
        return filterItem(node);
      case 'token':
        return tokenItem(node);
      case 'twoTimes':
        return twoTimesItem(node);
      case 'problem':
        return problemItem(node);
      default:
        return assertNever(node);
    }
  }

  #taskItem(node: Extract<TaskNode, { kind: 'task' }>): vscode.TreeItem {
    const { group, key, task } = node;
    const now = this.#now();
    const due = dueOf(task, now);
    const title = titleOf(task);
    const when = due && dueWords(due, now);
    const assignee = this.#assignee(group, task);
    const item = new vscode.TreeItem(title);
    item.id = `${group.id}/${key}`;
    item.contextValue = task.id === '' ? 'task nameless' : 'task';
    item.iconPath = iconOf(task.status, due);
    // What its group says already needs no room; of an address, the part before the @ is enough.
    const shown = group.spec.name.by === 'assignee' ? '' : assignee.replace(/@\S+/, '');
    item.description = [when, shown].filter(Boolean).join(' · ');
    const parts = [
      statusWord(task.status),
      assignee && vscode.l10n.t('assigned to {0}', assignee),
      when,
    ].filter(Boolean);
    item.accessibilityInformation = { label: `${title}. ${parts.join(', ')}.` };
    if (task.id !== '')
      item.command = {
        command: commands.openTask,
        title: vscode.l10n.t('Open Task'),
        arguments: [node],
      };
    return item;
  }

  #assignee({ account }: GroupNode, { assignee = [] }: Task): string {
    const [first, ...others] = assignee;
    if (first === undefined) return '';
    const name = plainText(this.#directory.nameOf(account, 'people', first) ?? first, 60);
    return others.length > 0 ? vscode.l10n.t('{0} and {1} more', name, count(others.length)) : name;
  }
}

/** The status as a shape; colour says it again, and where the end has passed that comes first. */
export function iconOf(status: string | undefined, due?: Due): vscode.ThemeIcon {
  const overdue = due?.kind === 'overdue' ? new vscode.ThemeColor(warning) : undefined;
  switch (status) {
    case 'UNASSIGNED':
      return new vscode.ThemeIcon('circle-large-outline', overdue);
    case 'ONGOING':
      return new vscode.ThemeIcon('play-circle', overdue ?? new vscode.ThemeColor('charts.blue'));
    case 'DONE':
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('charts.green'));
    default:
      return new vscode.ThemeIcon('question', overdue);
  }
}

function groupIcon(name: GroupName): vscode.ThemeIcon {
  switch (name.by) {
    case 'status':
      return iconOf(name.status);
    case 'flow':
      return new vscode.ThemeIcon('type-hierarchy');
    case 'hub':
      return new vscode.ThemeIcon('home');
    case 'assignee':
      return new vscode.ThemeIcon('person');
    case 'nobody':
      return new vscode.ThemeIcon('circle-large-outline');
    case 'startTime':
      return new vscode.ThemeIcon('calendar');
    case 'none':
      return new vscode.ThemeIcon('list-unordered');
    default:
      return assertNever(name);
  }
}

function groupItem({ id, spec, pages }: GroupNode): vscode.TreeItem {
  const item = new vscode.TreeItem(groupWord(spec.name), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = id;
  // Reading all of a group goes by the server's own order.
  item.contextValue = spec.name.by === 'startTime' ? 'group sorted' : 'group';
  item.iconPath = groupIcon(spec.name);
  const stale = pages.stale && pages.error !== undefined && pages.readAt !== undefined;
  const about = [
    pages.total === undefined ? '' : count(pages.total),
    stale ? vscode.l10n.t('as of {0}', clock(pages.readAt)) : '',
  ].filter(Boolean);
  if (about.length > 0) item.description = about.join(' · ');
  if (spec.name.by === 'assignee') item.tooltip = plainText(spec.name.email);
  const word = groupWord(spec.name);
  const sentence =
    pages.total === undefined
      ? vscode.l10n.t('{0}: a group of tasks.', word)
      : vscode.l10n.t('{0}: {1} tasks.', word, count(pages.total));
  const age = stale ? ` ${vscode.l10n.t('As of {0}.', clock(pages.readAt))}` : '';
  item.accessibilityInformation = { label: sentence + age };
  return item;
}

function moreItem(group: GroupNode): vscode.TreeItem {
  const { pages } = group;
  const label = pages.loading ? vscode.l10n.t('Loading…') : vscode.l10n.t('Load more…');
  const item = new vscode.TreeItem(label);
  item.id = `${group.id}/more`;
  item.contextValue = 'more';
  item.iconPath = new vscode.ThemeIcon(pages.loading ? 'loading~spin' : 'ellipsis');
  if (pages.total !== undefined)
    item.description = vscode.l10n.t('{0} of {1}', count(pages.rows.size), count(pages.total));
  item.command = { command: commands.loadMore, title: vscode.l10n.t('Load More'), arguments: [group] };
  const word = groupWord(group.spec.name);
  const sentence = pages.loading
    ? vscode.l10n.t('More tasks of {0} are being loaded.', word)
    : vscode.l10n.t('Load more tasks of {0}.', word);
  item.accessibilityInformation = { label: item.description ? `${sentence} ${item.description}.` : sentence };
  return item;
}

function emptyItem({ group, filtered }: Extract<TaskNode, { kind: 'empty' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(
    filtered ? vscode.l10n.t('No task meets the filters') : vscode.l10n.t('No tasks here'),
  );
  item.id = `${group.id}/empty`;
  item.contextValue = 'empty';
  if (filtered) {
    item.description = vscode.l10n.t('Clear Filters');
    item.command = { command: commands.clearFilters, title: item.description };
  }
  item.accessibilityInformation = { label: spoken(`${item.label}.`, item.command) };
  return item;
}

function filterItem(node: Extract<TaskNode, { kind: 'filter' }>): vscode.TreeItem {
  const { account, saved, active } = node;
  const item = new vscode.TreeItem(plainText(saved.name, 60));
  item.id = `${account.id}/filter/${saved.name}`;
  item.contextValue = saved.counted ? 'filter counted' : 'filter';
  item.iconPath = new vscode.ThemeIcon(
    active ? 'filter-filled' : 'filter',
    active ? new vscode.ThemeColor('charts.blue') : undefined,
  );
  const words = choiceWords(saved.choice);
  item.description = [node.count === undefined ? '' : count(node.count), words].filter(Boolean).join(' · ');
  item.tooltip = words;
  item.accessibilityInformation = {
    label: active
      ? vscode.l10n.t('Saved filter {0}, in use: {1}.', saved.name, item.description)
      : vscode.l10n.t('Saved filter {0}: {1}.', saved.name, item.description),
  };
  item.command = { command: commands.applyFilter, title: vscode.l10n.t('Apply Filter'), arguments: [node] };
  return item;
}

function tokenItem({ account, why }: Extract<TaskNode, { kind: 'token' }>): vscode.TreeItem {
  const sentence =
    why === 'expired'
      ? vscode.l10n.t('Your MileApp token expired on {0}.', longDate(account.expiresAt))
      : vscode.l10n.t('MileApp no longer accepts your token.');
  const replace = vscode.l10n.t('Replace Token');
  const item = new vscode.TreeItem(sentence);
  item.id = `${account.id}/token`;
  item.contextValue = 'token';
  item.description = replace;
  item.tooltip = `${sentence}\n${replace}`;
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
  item.command = { command: commands.signIn, title: replace };
  item.accessibilityInformation = { label: spoken(sentence, item.command) };
  return item;
}

function twoTimesItem({ account }: Extract<TaskNode, { kind: 'twoTimes' }>): vscode.TreeItem {
  const sentence = vscode.l10n.t('MileApp cannot group by start time while another time is filtered.');
  const item = new vscode.TreeItem(sentence);
  item.id = `${account.id}/twoTimes`;
  item.contextValue = 'twoTimes';
  item.description = vscode.l10n.t('Group By…');
  item.tooltip = sentence;
  item.iconPath = new vscode.ThemeIcon('info');
  item.command = { command: commands.groupBy, title: item.description };
  item.accessibilityInformation = { label: spoken(sentence, item.command) };
  return item;
}

/** One row: what happened, and what to do about it at a click. */
function problemItem({ group, error }: Extract<TaskNode, { kind: 'problem' }>): vscode.TreeItem {
  const { sentence, remedy } = explain(error);
  const item = new vscode.TreeItem(sentence);
  item.id = group ? `${group.id}/problem` : 'problem';
  item.contextValue = 'problem';
  item.description = remedy.title;
  item.tooltip = `${sentence}\n${remedy.title}`;
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor(warning));
  item.command =
    remedy.command === commands.refresh && group
      ? { command: commands.loadMore, title: remedy.title, arguments: [group] }
      : remedy;
  item.accessibilityInformation = { label: spoken(sentence, item.command) };
  return item;
}

/** What a row says, and what pressing it does: a screen reader tells no description apart from a label. */
function spoken(sentence: string, remedy: vscode.Command | undefined): string {
  return remedy ? `${sentence} ${remedy.title.replace(/…$/, '')}.` : sentence;
}
