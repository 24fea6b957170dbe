import { idOf, isObject, type JsonObject, number } from './values.ts';

/** One page of a list. */
export type Page<T> = {
  items: T[];
  /** How many there are in all, where the server says so. */
  total?: number;
  /** What to ask for next: a page number, or in cursor mode a cursor. Undefined at the end. */
  next?: number | string;
};

/** Counts rows of an answer that could not be read whole. */
export type Tally = { unreadable: number };

/** Reads a row as far as it goes, and counts it where that is not all the way. */
export type RowReader<T> = (row: unknown, tally: Tally) => T;

/** The rows of a list answer, and the paginator around them: some lists have none. */
type Rows = { rows: unknown[]; paging: JsonObject };

/** Unwraps `body[key]`, `body.data` or the body itself: a list, or a paginator with its list (mileapp-api.md, §3.0). */
export function rowsOf(body: unknown, key: string): Rows | undefined {
  if (Array.isArray(body))
    return body.length === 0 || body.some(hasId) ? { rows: body, paging: {} } : undefined;
  if (!isObject(body)) return undefined;
  for (const candidate of [body[key], body.data, body]) {
    // A bare list under a key may still be inside a paginator: the body itself.
    if (Array.isArray(candidate)) return { rows: candidate, paging: body };
    if (isObject(candidate) && Array.isArray(candidate.data))
      return { rows: candidate.data, paging: candidate };
  }
  return undefined;
}

function hasId(row: unknown): boolean {
  return isObject(row) && idOf(row) !== undefined;
}

/** The object of an answer about one thing: under its key, under `data`, or bare. */
export function objectOf(body: unknown, key: string): JsonObject | undefined {
  if (!isObject(body)) return undefined;
  for (const candidate of [body[key], body.data]) if (isObject(candidate)) return candidate;
  return 'status' in body && 'message' in body && !('_id' in body) ? undefined : body;
}

/**
 * Reads a list page. The next page is computed, never taken from the addresses in the answer, which are wrong by
 * the documents' own examples.
 * @param asked the page and the limit that were asked for
 */
export function readPage<T>(
  key: string,
  read: RowReader<T>,
  asked: { page: number; limit: number | undefined },
): (body: unknown, tally: Tally) => Page<T> | undefined {
  return (body, tally) => {
    const found = rowsOf(body, key);
    if (!found) return undefined;
    const { rows, paging } = found;
    const page: Page<T> = { items: rows.map((row) => read(row, tally)) };
    const total = number(paging.total);
    if (total !== undefined) page.total = total;
    const last = number(paging.last_page);
    const limit = number(paging.per_page) ?? asked.limit;
    const more = last === undefined ? limit !== undefined && rows.length >= limit : asked.page < last;
    if (more && rows.length > 0) page.next = asked.page + 1;
    return page;
  };
}
