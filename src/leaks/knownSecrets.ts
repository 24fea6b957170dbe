import type { KnownSecrets } from './finding.ts';

export type Range = { start: number; end: number };

const isTokenCode = (code: number) =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  (code >= 45 && code <= 47) ||
  code === 95 ||
  code === 126 ||
  code === 43 ||
  code === 61 ||
  code === 124 ||
  code === 58;

const isBoundary = (code: number) =>
  // Where a token may begin or end inside a run: `=`, `:`, `/`, `.`, `,`, `|`, and whatever is no part of a run.
  code === 61 || code === 58 || code === 47 || code === 46 || code === 124 || !isTokenCode(code);

/** In one run of characters no more places than this are asked about. */
const placesPerRun = 64;

/**
 * Where the user's own tokens stand in `text[from, to)`. Asks `has` only about stretches of one of the
 * lengths, with a boundary on both sides: a text without long runs asks nothing. A token that begins or
 * ends outside of the stretch is found whole, if it overlaps it.
 */
export function knownIn(text: string, known: KnownSecrets, from: number, to: number): Range[] {
  const lengths = [...new Set(known.lengths)].filter((length) => length >= 8).sort((a, b) => b - a);
  const shortest = lengths.at(-1);
  const longest = lengths[0];
  if (shortest === undefined || longest === undefined) return [];
  const found: Range[] = [];
  // A run that long covers a probe, if probes stand that close.
  for (let probe = from; probe < to + shortest; probe += shortest) {
    const at = Math.min(probe, text.length - 1);
    if (at < 0 || !isTokenCode(text.charCodeAt(at))) continue;
    const least = Math.max(0, at - 2 * longest);
    let start = at;
    while (start > least && isTokenCode(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    const most = Math.min(text.length, at + 2 * longest);
    while (end < most && isTokenCode(text.charCodeAt(end))) end++;
    if (end - start >= shortest) findInRun(text, known, lengths, start, end, found);
    if (end > probe) probe += Math.floor((end - probe) / shortest) * shortest;
  }
  return found;
}

function findInRun(
  text: string,
  known: KnownSecrets,
  lengths: readonly number[],
  runStart: number,
  runEnd: number,
  found: Range[],
): void {
  let places = 0;
  for (let start = runStart; start < runEnd && places < placesPerRun; start++) {
    if (start > runStart && !isBoundary(text.charCodeAt(start - 1)) && !isEscape(text, start)) continue;
    places++;
    for (const length of lengths) {
      const end = start + length;
      if (end > runEnd) continue;
      if (end < runEnd && !isBoundary(text.charCodeAt(end))) continue;
      if (found.some((one) => one.start <= start && one.end >= end)) continue;
      if (known.has(text.slice(start, end))) {
        found.push({ start, end });
        break;
      }
    }
  }
}

/** `\n` before a token inside a literal. */
function isEscape(text: string, start: number): boolean {
  return text.charCodeAt(start - 2) === 92 && /[nrtbf]/.test(text[start - 1] ?? '');
}
