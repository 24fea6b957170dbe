/** A query, key by key, in the order given; what is undefined or empty is left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** One value, or several that the API takes as a comma list. */
export type OneOrMore = string | readonly string[];

export function list(value: OneOrMore | undefined): string | undefined {
  return typeof value === 'string' || value === undefined ? value : value.join(',');
}

/** That `_id` comes unasked is assumed by the documents, not said. */
export function withId(fields: OneOrMore | undefined): string | undefined {
  const keys = list(fields)?.split(',').filter(Boolean) ?? [];
  if (keys.length === 0) return undefined;
  return (keys.includes('_id') ? keys : ['_id', ...keys]).join(',');
}
