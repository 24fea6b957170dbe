import { readTime } from './time.ts';

/** A value as JSON has it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: unknown };

/** Takes out of any value what it reads; undefined where the value is not that. */
export type Reader<T> = (value: unknown) => T | undefined;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const text: Reader<string> = (value) =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

/** A text, or several in one: a label that comes from a select is a list. */
export const joined: Reader<string> = (value) =>
  Array.isArray(value) && value.every((part) => text(part) !== undefined) ? value.join(', ') : text(value);

/** Numbers, also those that the documents type as strings. */
export const number: Reader<number> = (value) => {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^-?\d{1,15}(\.\d{1,15})?$/.test(value.trim())) return undefined;
  return Number(value);
};

export const flag: Reader<boolean> = (value) => {
  if (typeof value === 'boolean') return value;
  return value === 'true' || value === 1 ? true : value === 'false' || value === 0 ? false : undefined;
};

/** A list of texts, or one text alone: a list of one. */
export const texts: Reader<string[]> = (value) => {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.map(text).filter((one) => one !== undefined) : undefined;
};

/** A moment as ISO 8601 with its zone: see readTime. */
export const time: Reader<string> = readTime;

export function listOf<T>(read: Reader<T>): Reader<T[]> {
  return (value) => (Array.isArray(value) ? value.map(read).filter((one) => one !== undefined) : undefined);
}

/** `_id` or `id`: the documents use both (mileapp-api.md, §7). */
export function idOf(row: JsonObject): string | undefined {
  return text(row._id ?? row.id);
}

/** Sets what could be read: optional keys are absent, never undefined. */
export function put<T, K extends keyof T>(target: T, key: K, value: T[K] | undefined): void {
  if (value !== undefined) target[key] = value;
}

/** Keys under which the API sends credentials (mileapp-api.md, §0.2, §3.16), and the one that is no data. */
export const droppedKeys: ReadonlySet<string> = new Set([
  'personalToken',
  'activationCode',
  'personal_token',
  'activation_code',
  'secretKey',
  '__proto__',
]);

/** Deeper than this, no flow's values go; what lies below is dropped. */
const deepest = 64;

/** Takes credentials out of a value that came out of JSON.parse, in place; gives the value back. */
export function scrubbed(value: unknown): Json {
  if (isContainer(value)) scrub(value, 0);
  return value as Json;
}

function isContainer(value: unknown): value is JsonObject | unknown[] {
  return typeof value === 'object' && value !== null;
}

function scrub(container: JsonObject | unknown[], depth: number): void {
  if (Array.isArray(container)) {
    for (let index = 0; index < container.length; index++) {
      const inner: unknown = container[index];
      if (!isContainer(inner)) continue;
      if (depth === deepest) container[index] = null;
      else scrub(inner, depth + 1);
    }
    return;
  }
  // What JSON.parse made has no keys but its own.
  for (const key in container) {
    const inner = container[key];
    if (droppedKeys.has(key)) delete container[key];
    else if (isContainer(inner)) {
      if (depth === deepest) container[key] = null;
      else scrub(inner, depth + 1);
    }
  }
}
