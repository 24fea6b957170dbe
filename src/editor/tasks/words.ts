import * as vscode from 'vscode';
import type { Task } from '../../mileapp/index.ts';
import { assertNever } from '../assertNever.ts';
import { plainText } from '../plainText.ts';
import { type Choice, isEverything, type Range, type TimeKey } from './choice.ts';
import { type Due, distance } from './due.ts';
import type { Grouping, GroupName, StartWindow } from './grouping.ts';

// What things are called, in VS Code's language; text of strangers comes out fit for a label.

// Making one costs more than a thousand uses.
const relative = new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'auto' });
const lengthIn = (unit: string) =>
  new Intl.NumberFormat(vscode.env.language, { style: 'unit', unit, unitDisplay: 'long' });
const lengths = { minute: lengthIn('minute'), hour: lengthIn('hour'), day: lengthIn('day') };

export function statusWord(status: string | undefined): string {
  switch (status) {
    case 'UNASSIGNED':
      return vscode.l10n.t('Unassigned');
    case 'ONGOING':
      return vscode.l10n.t('Ongoing');
    case 'DONE':
      return vscode.l10n.t('Done');
    case undefined:
      return vscode.l10n.t('No status');
    default:
      return plainText(status, 40);
  }
}

export function titleOf(task: Task): string {
  return (
    plainText(task.title ?? '') ||
    plainText(task.flow ?? '') ||
    plainText(task.id) ||
    vscode.l10n.t('Task without a title')
  );
}

export function groupWord(name: GroupName): string {
  switch (name.by) {
    case 'status':
      return statusWord(name.status);
    case 'flow':
    case 'hub':
    case 'assignee':
      return plainText(name.name) || '–';
    case 'nobody':
      return vscode.l10n.t('Nobody yet');
    case 'startTime':
      return windowWord(name.window);
    case 'none':
      return vscode.l10n.t('All tasks');
    default:
      return assertNever(name);
  }
}

function windowWord(window: StartWindow): string {
  switch (window) {
    case 'earlier':
      return vscode.l10n.t('Earlier');
    case 'today':
      return vscode.l10n.t('Today');
    case 'thisWeek':
      return vscode.l10n.t('This week');
    case 'later':
      return vscode.l10n.t('Later');
    default:
      return assertNever(window);
  }
}

export function groupingWord(grouping: Grouping): string {
  switch (grouping) {
    case 'status':
      return vscode.l10n.t('Status');
    case 'flow':
      return vscode.l10n.t('Flow');
    case 'hub':
      return vscode.l10n.t('Hub');
    case 'assignee':
      return vscode.l10n.t('Assignee');
    case 'startTime':
      return vscode.l10n.t('Start time');
    case 'none':
      return vscode.l10n.t('No groups');
    default:
      return assertNever(grouping);
  }
}

/** The choice for the view's head: `Delivery · Hub Bandung · today`; empty for everything. */
export function choiceWords(choice: Choice): string {
  if (isEverything(choice)) return '';
  const { flows, hub, status, assignee, active, time } = choice;
  const words = [
    flows?.map(({ name }) => plainText(name, 40)).join(', '),
    hub && plainText(hub.name, 40),
    status && statusWord(status),
    assignee && plainText(assignee.name, 40),
    active && vscode.l10n.t('active now'),
    time && timeWords(time),
  ];
  return words.filter(Boolean).join(' · ');
}

export function timeWords({ by, range }: NonNullable<Choice['time']>): string {
  const when = rangeWord(range);
  switch (by) {
    case 'createdTime':
      return vscode.l10n.t('created {0}', when);
    case 'startTime':
      return vscode.l10n.t('starts {0}', when);
    case 'doneTime':
      return vscode.l10n.t('done {0}', when);
    default:
      return assertNever(by);
  }
}

export function timeKeyWord(key: TimeKey): string {
  switch (key) {
    case 'createdTime':
      return vscode.l10n.t('When it was created');
    case 'startTime':
      return vscode.l10n.t('When it starts');
    case 'doneTime':
      return vscode.l10n.t('When it was done');
    default:
      return assertNever(key);
  }
}

export function rangeWord(range: Range): string {
  switch (range) {
    case 'today':
      return vscode.l10n.t('today');
    case 'yesterday':
      return vscode.l10n.t('yesterday');
    case 'thisWeek':
      return vscode.l10n.t('this week');
    case 'last7Days':
      return vscode.l10n.t('in the last 7 days');
    case 'last30Days':
      return vscode.l10n.t('in the last 30 days');
    default:
      return range.first === range.last ? range.first : `${range.first} – ${range.last}`;
  }
}

/** `due in 2 hours`, `overdue by 2 hours`, `overdue since yesterday`, `done 3 days ago`. */
export function dueWords({ kind, at }: Due, now: number): string {
  const { amount, unit } = distance(at, now);
  const when = relative.format(amount, unit);
  switch (kind) {
    case 'due':
      return vscode.l10n.t('due {0}', when);
    case 'overdue':
      return unit === 'day' && amount === -1
        ? vscode.l10n.t('overdue since {0}', when)
        : vscode.l10n.t('overdue by {0}', lengthWord(amount, unit));
    case 'done':
      return vscode.l10n.t('done {0}', when);
    default:
      return assertNever(kind);
  }
}

/** `3 hours`, in VS Code's language; never none of them, since something is always over by a little. */
function lengthWord(amount: number, unit: keyof typeof lengths): string {
  return lengths[unit].format(Math.max(1, Math.abs(amount)));
}

/** `10:42`, or `10:42:30`. */
export function clock(moment: number, seconds = false): string {
  const timeStyle = seconds ? 'medium' : 'short';
  return new Date(moment).toLocaleTimeString(vscode.env.language, { timeStyle });
}
