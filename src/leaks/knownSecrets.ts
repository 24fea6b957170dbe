import type { KnownSecrets } from './finding.ts';

export type Range = { start: number; end: number };

/** Letters, digits and `-./:=+_|~`: what a token may be made of. */
const isTokenCode = (code: number) =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 45 && code <= 58) ||
  code === 95 ||
  code === 126 ||
  code === 43 ||
  code === 61 ||
  code === 124;

/** What can stand right before or after a token: `.`, `/`, `:`, `=`, `|`, and whatever is no part of one. */
const isBoundary = (code: number) =>
  code === 46 || code === 47 || code === 58 || code === 61 || code === 124 || !isTokenCode(code);

/** A secret shorter than this could be any word. */
const shortestSecret = 8;

/** The lengths of which there are secrets, without repetition. */
export const secretLengths = (known: KnownSecrets): number[] =>
  [...new Set(known.lengths)].filter((length) => length >= shortestSecret);

/** `\n` before a token inside a literal. */
function isEscape(text: string, start: number): boolean {
  return text.charCodeAt(start - 2) === 92 && 'nrtbf'.includes(text[start - 1] ?? ' ');
}

/**
 * Where secrets stand that begin in `text[from, to)`. Asks `has` only about stretches of one of the
 * lengths with a boundary on both sides: a text without runs as long as the shortest secret asks nothing.
 */
export function knownIn(text: string, known: KnownSecrets, from: number, to: number): Range[] {
  const lengths = secretLengths(known);
  const shortest = Math.min(...lengths);
  const found: Range[] = [];
  if (lengths.length === 0) return found;
  // A run that is long enough covers a probe, when probes stand as close as it is long.
  let probe = from + shortest - 1;
  while (probe < text.length && probe < to + shortest) {
    if (!isTokenCode(text.charCodeAt(probe))) {
      probe += shortest;
      continue;
    }
    let start = probe;
    while (start > from && isTokenCode(text.charCodeAt(start - 1))) start--;
    let end = probe + 1;
    while (end < text.length && isTokenCode(text.charCodeAt(end))) end++;
    if (end - start >= shortest) findInRun(text, known, lengths, start, Math.min(end, to), end, found);
    probe = end + shortest;
  }
  return found;
}

function findInRun(
  text: string,
  known: KnownSecrets,
  lengths: readonly number[],
  from: number,
  to: number,
  runEnd: number,
  found: Range[],
): void {
  for (let start = from; start < to; start++) {
    if (start > 0 && !isBoundary(text.charCodeAt(start - 1)) && !isEscape(text, start)) continue;
    for (const length of lengths) {
      const end = start + length;
      if (end > runEnd || (end < runEnd && !isBoundary(text.charCodeAt(end)))) continue;
      if (known.has(text.slice(start, end))) found.push({ start, end });
    }
  }
}
