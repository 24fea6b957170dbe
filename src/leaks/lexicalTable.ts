import type { BlockComment, LineComment, Opener, Row, Shape, StringRule } from './languages/row.ts';

/** What can begin at a character, in the order in which it is tried. */
export type Beginnings = {
  blocks: readonly BlockComment[];
  lines: readonly LineComment[];
  openers: readonly Opener[];
  strings: readonly StringRule[];
  slash: boolean;
};

export type Table = {
  /** By character code below 128; undefined where the character is never of interest in code. */
  beginnings: readonly (Beginnings | undefined)[];
  /** 1 where the lexer must look at the character in code. */
  stops: Uint8Array;
  /** The shape of a literal with a prefix. */
  prefixed(rule: StringRule, prefix: string): Shape | undefined;
  hasPrefixes: boolean;
};

function longestFirst(a: { open: string }, b: { open: string }) {
  return b.open.length - a.open.length;
}

function tableOf(row: Row): Table {
  const stops = new Uint8Array(128);
  const beginnings: (Beginnings | undefined)[] = [];
  for (let code = 0; code < 128; code++) {
    const first = String.fromCharCode(code);
    const entry: Beginnings = {
      blocks: row.blockComments.filter((comment) => comment.open.startsWith(first)).sort(longestFirst),
      lines: row.lineComments.filter((comment) => comment.mark.startsWith(first)),
      openers: row.openers.filter((opener) => opener.first.includes(first)).map((opener) => opener.open),
      strings: row.strings.filter((rule) => rule.open.startsWith(first)).sort(longestFirst),
      slash: first === '/' && row.slashRegex,
    };
    const isUsed =
      entry.slash ||
      [entry.blocks, entry.lines, entry.openers, entry.strings].some((list) => list.length > 0);
    beginnings.push(isUsed ? entry : undefined);
    if (isUsed || '\n{}()`'.includes(first) || (row.host === 'php' && first === '?')) stops[code] = 1;
  }
  const merged = new Map<StringRule, Map<string, Shape>>(
    row.strings.map((rule) => [
      rule,
      new Map(Object.entries(row.prefixes).map(([prefix, change]) => [prefix, { ...rule, ...change }])),
    ]),
  );
  return {
    beginnings,
    stops,
    hasPrefixes: Object.keys(row.prefixes).length > 0,
    prefixed(rule, prefix) {
      const shapes = merged.get(rule);
      return shapes?.get(prefix.toLowerCase()) ?? (/^[A-Za-z]/.test(prefix) ? shapes?.get('*') : undefined);
    },
  };
}

/** What was made of rows so far: making all takes longer than reading the first file of a language. */
const tables = new WeakMap<Row, Table>();

export function tableFor(row: Row): Table {
  const known = tables.get(row);
  if (known) return known;
  const table = tableOf(row);
  tables.set(row, table);
  return table;
}
