/** The same numbers always give the same answer in 0 … 2³²−1: rows are computed from their index, never stored. */
export function chance(...parts: number[]): number {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = Math.imul(hash ^ (part >>> 0), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** One of a list, by a number that chance() gave. */
export function pick<T>(list: readonly T[], number: number): T {
  return list[number % list.length]!;
}

/** A 24-hex id that tells its organisation, what it names and which one of them. */
export function objectId(organization: number, kind: number, index: number): string {
  return `66a0${hex(organization, 4)}00000000${hex(kind, 2)}${hex(index, 6)}`;
}

/** The index inside an id made by objectId(), or undefined when it belongs to another organisation or kind. */
export function indexOfId(id: string, organization: number, kind: number): number | undefined {
  if (!/^[0-9a-f]{24}$/.test(id)) return undefined;
  const index = Number.parseInt(id.slice(18), 16);
  return objectId(organization, kind, index) === id ? index : undefined;
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}

/** `2025-03-04T05:06:07+00:00`, as tasks and users write it. */
export function taskTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}+00:00`;
}

/** `2025-03-04T05:06:07.123000Z`, as flows, hubs and teams write it. */
export function longTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 23)}000Z`;
}
