import type { Finding } from './finding.ts';

const quotes = '"\'`';

/** The token of a finding as the program that runs sees it: one that is split over literals is put together. */
export function tokenText(text: string, { start, end }: Pick<Finding, 'start' | 'end'>): string {
  const found = text.slice(start, end);
  if (!isSplit(found)) return found;
  const parts = literalContents(found);
  const joined = parts.join('');
  // The parts of a JWT in a list are joined by dots when the program runs.
  return joined.includes('.') ? joined : parts.join('.');
}

/** Whether the range of a finding holds literals with their quotes rather than one bare token. */
export function isSplit(found: string): boolean {
  return quotes.includes(found[0] ?? ' ');
}

/** What stands between the quotes; tokens hold neither quotes nor escapes. */
function literalContents(found: string): string[] {
  const contents: string[] = [];
  for (let at = 0; at < found.length; at++) {
    const quote = found[at] ?? '';
    if (!quotes.includes(quote)) continue;
    const close = found.indexOf(quote, at + 1);
    if (close < 0) break;
    contents.push(found.slice(at + 1, close));
    at = close;
  }
  return contents;
}
