import type { RowReader, Tally } from './page.ts';
import { idOf, isObject, type JsonObject, type Reader } from './values.ts';

/** The named fields of a row, and how each is read: whatever is not named here does not survive. */
export type Shape = Readonly<Record<string, Reader<unknown>>>;

/** What reading by a shape gives: every field is optional, as the documents promise none. */
export type ReadBy<S extends Shape> = { -readonly [K in keyof S]?: S[K] extends Reader<infer T> ? T : never };

/** Like a row of the API, with its `_id` or `id` under `id`: '' where it had none. */
export type Identified<S extends Shape> = { id: string } & ReadBy<S>;

/** Reads the fields of a shape out of an object; `complete` is false when one was there but could not be read. */
export function readFields<S extends Shape>(
  shape: S,
  row: JsonObject,
): { fields: ReadBy<S>; complete: boolean } {
  const fields: JsonObject = {};
  let complete = true;
  for (const key of Object.keys(shape)) {
    const raw = Object.hasOwn(row, key) ? row[key] : undefined;
    if (raw === undefined || raw === null) continue;
    const value = shape[key]!(raw);
    if (value === undefined) complete = false;
    else fields[key] = value;
  }
  return { fields: fields as ReadBy<S>, complete };
}

/** Reads rows by a shape. A row that is none is kept as one without fields, so that it is seen, and counted. */
export function rowReader<S extends Shape>(shape: S): RowReader<Identified<S>> {
  return (row: unknown, tally: Tally) => {
    const object = isObject(row) ? row : {};
    const { fields, complete } = readFields(shape, object);
    const id = idOf(object);
    if (!complete || id === undefined) tally.unreadable++;
    return { id: id ?? '', ...fields };
  };
}

/** Reads an object inside another by a shape, with its id if it has one. */
export function part<S extends Shape>(shape: S): Reader<ReadBy<S> & { id?: string }> {
  return (value) => {
    if (!isObject(value)) return undefined;
    const { fields } = readFields(shape, value);
    const id = idOf(value);
    return id === undefined ? fields : { id, ...fields };
  };
}
