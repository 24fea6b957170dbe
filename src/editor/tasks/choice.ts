import type { TaskFilter, TaskStatus } from '../../mileapp/index.ts';
import { apiTime, daysFrom, startOfDay, startOfWeek } from './days.ts';

/** Something of the organisation, with the name it had when it was chosen: a choice can be read without a request. */
export type Named = { readonly id: string; readonly name: string };

/** A stretch of days in this machine's zone; both days of a pair count, as `YYYY-MM-DD`. */
export type Range =
  | 'today'
  | 'yesterday'
  | 'thisWeek'
  | 'last7Days'
  | 'last30Days'
  | { readonly first: string; readonly last: string };

export const rangeNames = ['today', 'yesterday', 'thisWeek', 'last7Days', 'last30Days'] as const;

/** The times by which GET /tasks can be cut. */
export const timeKeys = ['createdTime', 'startTime', 'doneTime'] as const;
export type TimeKey = (typeof timeKeys)[number];

/** What a person chose to see; nothing chosen is everything. Plain data: it is stored as it is. */
export type Choice = {
  readonly flows?: readonly Named[];
  /** One: a list of hubs is not documented for tasks (mileapp-api.md, §3.2). */
  readonly hub?: Named;
  readonly status?: TaskStatus;
  /** The id is the e-mail address. */
  readonly assignee?: Named;
  /** Only tasks whose start and end have now between them. */
  readonly active?: true;
  readonly time?: { readonly by: TimeKey; readonly range: Range };
};

export function isEverything(choice: Choice): boolean {
  return Object.keys(choice).length === 0;
}

/** The choice as the query of GET /tasks. Times are sent as UTC (mileapp-api.md, §2.5). */
export function filterOf(choice: Choice, now: number): TaskFilter {
  const { flows, hub, status, assignee, active, time } = choice;
  return {
    ...(flows && flows.length > 0 ? { flowId: flows.map(({ id }) => id).join(',') } : {}),
    ...(hub ? { hubId: hub.id } : {}),
    ...(status ? { status } : {}),
    ...(assignee ? { assignee: assignee.id } : {}),
    ...(active ? { active } : {}),
    ...(time ? { timeBy: time.by, ...boundsOf(time.range, now) } : {}),
  };
}

/** The filter of a group inside a choice; undefined where no task can be in both. */
export function combine(choice: TaskFilter, group: TaskFilter): TaskFilter | undefined {
  for (const key of ['hubId', 'status', 'assignee'] as const) {
    if (choice[key] !== undefined && group[key] !== undefined && choice[key] !== group[key]) return undefined;
  }
  if (choice.flowId !== undefined && group.flowId !== undefined) {
    if (!String(choice.flowId).split(',').includes(String(group.flowId))) return undefined;
  }
  const both = { ...choice, ...group };
  if (choice.timeBy === undefined || group.timeBy === undefined) return both;
  // The API's own format sorts as text.
  const from = [choice.timeFrom, group.timeFrom].filter((one) => one !== undefined).map(String);
  const to = [choice.timeTo, group.timeTo].filter((one) => one !== undefined).map(String);
  const [latest, earliest] = [from.sort().at(-1), to.sort()[0]];
  if (latest !== undefined && earliest !== undefined && latest > earliest) return undefined;
  return {
    ...both,
    ...(latest === undefined ? {} : { timeFrom: latest }),
    ...(earliest === undefined ? {} : { timeTo: earliest }),
  };
}

/** Reads a pair of days as a person types it: `2026-11-01 2026-11-07`, or one day alone. */
export function readRange(typed: string): Range | undefined {
  const days = typed.trim().split(/[\s,;…]+|\.\.+/, 3);
  const [first = '', last = first] = days;
  if (days.length > 2 || !isDay(first) || !isDay(last)) return undefined;
  return first <= last ? { first, last } : { first: last, last: first };
}

function boundsOf(range: Range, now: number): { timeFrom: string; timeTo: string } {
  const [from, to] = daysOf(range, now);
  return { timeFrom: apiTime(from), timeTo: apiTime(to - 1000) };
}

/** From the first moment to the first that no longer counts. */
function daysOf(range: Range, now: number): [number, number] {
  const today = startOfDay(now);
  switch (range) {
    case 'today':
      return [today, daysFrom(today, 1)];
    case 'yesterday':
      return [daysFrom(today, -1), today];
    case 'thisWeek':
      return [startOfWeek(now), daysFrom(startOfWeek(now), 7)];
    case 'last7Days':
      return [daysFrom(today, -6), daysFrom(today, 1)];
    case 'last30Days':
      return [daysFrom(today, -29), daysFrom(today, 1)];
    default:
      return [Date.parse(`${range.first}T00:00:00`), daysFrom(Date.parse(`${range.last}T00:00:00`), 1)];
  }
}

/** A day of the calendar: not every eight digits are one. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
