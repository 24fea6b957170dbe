import { type TaskFilter, type TaskStatus, taskStatuses } from '../../mileapp/index.ts';
import type { Account } from '../accounts/vault.ts';
import { assertNever } from '../assertNever.ts';
import { apiTime, daysFrom, startOfDay, startOfWeek } from './days.ts';
import type { Directory } from './directory.ts';

export const groupings = ['status', 'flow', 'hub', 'assignee', 'startTime', 'none'] as const;
/** By what the tree is grouped. */
export type Grouping = (typeof groupings)[number];

const windows = ['earlier', 'today', 'thisWeek', 'later'] as const;
export type StartWindow = (typeof windows)[number];

/** What a group stands for; its words are the view's affair. */
export type GroupName =
  | { by: 'status'; status: TaskStatus }
  | { by: 'flow' | 'hub'; name: string }
  | { by: 'assignee'; name: string; email: string }
  /** Tasks in nobody's hands: the API has no filter for that but the status. */
  | { by: 'nobody' }
  | { by: 'startTime'; window: StartWindow }
  /** The one group of a tree that is not grouped; it has no row of its own. */
  | { by: 'none' };

/** One group: which tasks it asks the server for. */
export type GroupSpec = {
  /** Stable, and unique within its grouping. */
  key: string;
  name: GroupName;
  /** Only documented filters. */
  filter: (now: number) => TaskFilter;
};

/** The groups, and why some may be missing. */
export type Groups = { specs: GroupSpec[]; error?: unknown };

/** Whether the groups of a grouping have names that are asked of the server. */
export function isNamed(grouping: Grouping): boolean {
  return grouping === 'flow' || grouping === 'hub' || grouping === 'assignee';
}

/** The groups of a grouping; those of flows, hubs and people take one request, unless the directory holds them. */
export async function groupsBy(
  grouping: Grouping,
  account: Account,
  directory: Directory,
  signal: AbortSignal,
): Promise<Groups> {
  switch (grouping) {
    case 'status':
      return { specs: taskStatuses.map(byStatus) };
    case 'flow':
      return {
        specs: (await directory.flows(account, signal)).map(({ id, name }) => ({
          key: id,
          name: { by: 'flow', name },
          filter: () => ({ flowId: id }),
        })),
      };
    case 'hub':
      return {
        specs: (await directory.hubs(account, signal)).map(({ id, name }) => ({
          key: id,
          name: { by: 'hub', name },
          filter: () => ({ hubId: id }),
        })),
      };
    case 'assignee':
      return byAssignee(account, directory, signal);
    case 'startTime':
      return { specs: windows.map(byStart) };
    case 'none':
      return { specs: [{ key: 'all', name: { by: 'none' }, filter: () => ({}) }] };
    default:
      return assertNever(grouping);
  }
}

function byStatus(status: TaskStatus): GroupSpec {
  return { key: status, name: { by: 'status', status }, filter: () => ({ status }) };
}

/** Whoever is signed in comes first. A role that may not see the others still has its own tasks, and nobody's. */
async function byAssignee(account: Account, directory: Directory, signal: AbortSignal): Promise<Groups> {
  const me = { id: account.email, name: account.userName };
  const nobody: GroupSpec = {
    key: 'nobody',
    name: { by: 'nobody' },
    filter: () => ({ status: 'UNASSIGNED' }),
  };
  const spec = ({ id, name }: { id: string; name: string }): GroupSpec => ({
    key: id,
    name: { by: 'assignee', name, email: id },
    filter: () => ({ assignee: id }),
  });
  try {
    const others = (await directory.people(account, signal)).filter(({ id }) => id !== me.id);
    return { specs: [me, ...others].map(spec).concat(nobody) };
  } catch (error) {
    if (signal.aborted) throw error;
    return { specs: [spec(me), nobody], error };
  }
}

function byStart(window: StartWindow): GroupSpec {
  return { key: window, name: { by: 'startTime', window }, filter: (now) => windowFilter(window, now) };
}

/** The four windows share no moment and leave none out: `thisWeek` is what follows today in it. */
function windowFilter(window: StartWindow, now: number): TaskFilter {
  const today = startOfDay(now);
  const tomorrow = daysFrom(today, 1);
  const nextWeek = daysFrom(startOfWeek(now), 7);
  const until = (moment: number) => ({ timeTo: apiTime(moment - 1000) });
  const from = (moment: number) => ({ timeFrom: apiTime(moment) });
  const next: TaskFilter = { timeBy: 'startTime', sortBy: 'startTime', sortOrder: 'asc' };
  switch (window) {
    case 'earlier':
      return { ...next, sortOrder: 'desc', ...until(today) };
    case 'today':
      return { ...next, ...from(today), ...until(tomorrow) };
    case 'thisWeek':
      return { ...next, ...from(tomorrow), ...until(nextWeek) };
    case 'later':
      return { ...next, ...from(nextWeek) };
    default:
      return assertNever(window);
  }
}

/** A window that no moment is in: on a Sunday nothing is left of this week. */
export function isEmpty({ timeFrom, timeTo }: TaskFilter): boolean {
  return timeFrom !== undefined && timeTo !== undefined && String(timeFrom) > String(timeTo);
}
