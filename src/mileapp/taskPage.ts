import { type Page, readPage, rowsOf, type Tally } from './page.ts';
import { readTask, type Task } from './task.ts';
import { isCursorMode, type TaskFilter } from './taskFilter.ts';

/** How to read the answer to a filter: page by page, or by cursor. */
export function taskPageReader(filter: TaskFilter): (body: unknown, tally: Tally) => Page<Task> | undefined {
  if (!isCursorMode(filter))
    return readPage('tasks', readTask, { page: filter.page ?? 1, limit: filter.limit });
  return (body, tally) => readBatch(filter, body, tally);
}

/** The documents give the server's default, not a way to know it. */
const defaultLimit = 20;

/**
 * A batch of cursor mode, of which only the request is documented: the next cursor is the id of the last task, and
 * the end is an empty batch, one shorter than the limit, or one that would lead to the same cursor again.
 */
function readBatch(filter: TaskFilter, body: unknown, tally: Tally): Page<Task> | undefined {
  const found = rowsOf(body, 'tasks');
  if (!found) return undefined;
  const items = found.rows.map((row) => readTask(row, tally));
  const last = items.findLast((task) => task.id !== '')?.id;
  const whole = items.length >= (filter.limit ?? defaultLimit);
  return whole && last !== undefined && last !== filter.cursor ? { items, next: last } : { items };
}
