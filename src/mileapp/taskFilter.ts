import { list, type OneOrMore, type Query, withId } from './query.ts';
import type { TaskStatus } from './task.ts';

/** A moment: milliseconds since the epoch, a Date, or the API's own `YYYY-MM-DD HH:mm:ss`, which is sent as it is. */
export type Moment = number | Date | string;

/** The documented query of GET /tasks (mileapp-api.md, §3.2). There is no free-text search. */
export type TaskFilter = {
  /** From 1; without effect in cursor mode. */
  page?: number;
  /** 1 … 1000; the server's default is 20. */
  limit?: number;
  /** Keys to return; `_id` is added where it is missing. */
  fields?: OneOrMore;
  /** Names of flows. */
  flow?: OneOrMore;
  flowId?: OneOrMore;
  doneBy?: string;
  /** An e-mail address. */
  assignee?: string;
  status?: TaskStatus;
  hubId?: OneOrMore;
  /** Only tasks whose start and end have now between them. */
  active?: boolean;
  /** Only tasks whose end still matters to routing. */
  isVisit?: boolean;
  routingResultId?: string;
  /** `createdTime` unless told; others are orderIndex, startTime, doneTime. */
  sortBy?: string;
  /** `desc` unless told. */
  sortOrder?: 'asc' | 'desc';
  /** The field of the range; without it the range has no effect. */
  timeBy?: 'createdTime' | 'startTime' | 'doneTime';
  /** Sent as UTC: which zone the server reads is not documented. */
  timeFrom?: Moment;
  timeTo?: Moment;
  /** Cursor mode: `next` of a page is a cursor. For reading everything in the default order. */
  lazyLoad?: boolean | 0 | 1;
  /** `next` of the page before, in cursor mode. */
  cursor?: string;
};

export function isCursorMode(filter: TaskFilter): boolean {
  return filter.lazyLoad === true || filter.lazyLoad === 1;
}

export function taskQuery(filter: TaskFilter): Query {
  const cursorMode = isCursorMode(filter);
  return {
    page: cursorMode ? undefined : filter.page,
    limit: filter.limit,
    fields: withId(filter.fields),
    flow: list(filter.flow),
    flowId: list(filter.flowId),
    doneBy: filter.doneBy,
    assignee: filter.assignee,
    status: filter.status,
    hubId: list(filter.hubId),
    active: filter.active,
    isVisit: filter.isVisit,
    routingResultId: filter.routingResultId,
    sortBy: filter.sortBy,
    sortOrder: filter.sortOrder,
    timeBy: filter.timeBy,
    timeFrom: moment(filter.timeFrom),
    timeTo: moment(filter.timeTo),
    lazyLoad: cursorMode ? 1 : undefined,
    cursor: cursorMode ? filter.cursor : undefined,
  };
}

function moment(value: Moment | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  return new Date(value).toISOString().slice(0, 19).replace('T', ' ');
}
