import type { LiteralPlace } from './place.ts';
import { closingOf, isWhole, openingOf } from './place.ts';
import type { Tokens } from './tokens.ts';
import type { Edit, Written } from './writer.ts';

/** Replaces everything the place covers. */
export function replaced(place: LiteralPlace, text: string, more: Edit[] = []): { edits: Edit[] } {
  return { edits: [{ start: place.from, end: place.to, text }, ...more] };
}

/** Replaces the token alone: its literal stays as it is. */
export function inserted(place: LiteralPlace, text: string, more: Edit[] = []): { edits: Edit[] } {
  if (place.isSplit) {
    return replaced(place, openingOf(place) + place.before + text + place.after + closingOf(place), more);
  }
  return { edits: [{ start: place.start, end: place.end, text }, ...more] };
}

export type Concatenation = {
  /** With the spaces around it. */
  operator: string;
  /** How a piece of the literal is written; as it stood unless said otherwise. */
  piece?(content: string, side: 'before' | 'after'): string;
};

/** `"before" + lookup + "after"`, without the pieces that are empty. */
export function concatenated(place: LiteralPlace, lookup: string, how: Concatenation): string {
  const write = how.piece ?? ((content: string) => openingOf(place) + content + closingOf(place));
  const pieces = [
    ...(place.before === '' ? [] : [write(place.before, 'before')]),
    lookup,
    ...(place.after === '' ? [] : [write(place.after, 'after')]),
  ];
  return pieces.join(how.operator);
}

const bindTighter = new Set(['.', '?.', '[', '->', '::', '*', '/', '%', '!!', '..']);
const bindTighterBefore = new Set(['*', '/', '%', '-', '!', '~', '#']);

/** In parentheses, where an operator beside the literal would otherwise take only a part. */
export function grouped(place: LiteralPlace, expression: string, alsoAfter: readonly string[] = []): string {
  if (isWhole(place)) return expression;
  const { tokens, first, last } = place;
  const next = tokens.at(last + 1);
  const isTaken =
    next?.kind === 'mark' &&
    !(next.text === '[' && next.isFirstOnLine) &&
    (bindTighter.has(next.text) || alsoAfter.includes(next.text));
  return isTaken || bindTighterBefore.has(tokens.text(first - 1)) ? `(${expression})` : expression;
}

/**
 * The quote that the file's other literals prefer, where it has any; else `preferred`. What the
 * token's own literal uses does not count.
 */
export function quoteOf(place: LiteralPlace, preferred: '"' | "'"): '"' | "'" {
  const { tokens, first, last, document } = place;
  const all = document.once(`quotes ${tokens.at(0)?.start ?? 0}`, () =>
    quotesOf(tokens, 0, tokens.list.length - 1),
  );
  const own = quotesOf(tokens, first, last);
  const marks = { '"': all['"'] - own['"'], "'": all["'"] - own["'"] };
  if (marks['"'] === marks["'"]) return preferred;
  return marks['"'] > marks["'"] ? '"' : "'";
}

function quotesOf(tokens: Tokens, first: number, last: number): { '"': number; "'": number } {
  const marks = { '"': 0, "'": 0 };
  for (let index = first; index <= last; index++) {
    const token = tokens.at(index);
    const mark = token?.kind === 'literal' ? /["']{1,3}/.exec(token.text.slice(0, 8))?.[0] : undefined;
    if (mark === '"' || mark === "'") marks[mark]++;
  }
  return marks;
}

/** The quote an expression inside this literal can use without ending it. */
export function otherQuote(opener: string): '"' | "'" {
  return opener.includes('"') ? "'" : '"';
}

/**
 * Where the literal is the last resort of a lookup (`env.X || 'literal'`, `get('X', 'literal')`), the
 * lookup alone, under the name it already has. `before` must match up to the literal, with the name in
 * its first group that is set and, in the group `keep`, what stays.
 */
export function fallbackDropped(
  place: LiteralPlace,
  before: RegExp,
  after = '',
): (Written & object) | undefined {
  if (!isWhole(place)) return undefined;
  const found = before.exec(headOf(place));
  if (!found) return undefined;
  const { keep = '', ...names } = found.groups ?? {};
  const variable = Object.values(names).find((name) => name !== undefined);
  if (variable === undefined) return undefined;
  const start = place.from - (found[0].length - keep.length);
  return { edits: [{ start, end: place.to, text: after }], variable };
}

/**
 * Where the literal is the last argument of a call that reads a variable and falls back to it, the
 * call replaced by `lookup`. `before` must match from the call's beginning up to the literal, with the
 * name in its group `name`.
 */
export function callReplaced(
  place: LiteralPlace,
  before: RegExp,
  lookup: (name: string) => string,
): (Written & object) | undefined {
  const close = place.tokens.at(place.last + 1);
  if (!isWhole(place) || close?.text !== ')') return undefined;
  const found = before.exec(headOf(place));
  const name = found?.groups?.name;
  if (!found || name === undefined) return undefined;
  return {
    edits: [{ start: place.from - found[0].length, end: close.end, text: lookup(name) }],
    variable: name,
  };
}

/** The text that leads up to the literal, as far as a lookup before it could reach. */
export function headOf({ document, from }: LiteralPlace): string {
  return document.text.slice(Math.max(0, from - 300), from);
}
