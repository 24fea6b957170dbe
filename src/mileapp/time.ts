const zoned =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-][01]\d:[0-5]\d)$/;

/**
 * A moment, as ISO 8601 with its zone, which Date.parse reads the same everywhere. Takes the five formats of
 * mileapp-api.md, §2.5: without a zone it is UTC; a number is seconds or milliseconds since the epoch. Undefined for
 * anything else, such as a time of day.
 */
export function readTime(value: unknown): string | undefined {
  if (typeof value === 'string') {
    if (zoned.test(value)) return value;
    const utc = `${value.trim().replace(' ', 'T')}Z`;
    if (utc.length < 40 && zoned.test(utc)) return utc;
    return /^\d{10}(\d{3})?$/.test(value) ? readTime(Number(value)) : undefined;
  }
  if (typeof value !== 'number' || !(value >= 1e8 && value < 1e13)) return undefined;
  return new Date(value < 1e11 ? value * 1000 : value).toISOString();
}
