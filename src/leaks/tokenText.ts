import type { Finding } from './finding.ts';

const quotes = '"\'`';

/** The token of a finding as the program that runs sees it: one that is split over literals is put together. */
export function tokenText(text: string, { start, end }: Pick<Finding, 'start' | 'end'>): string {
  const found = text.slice(start, end);
  if (!isSplit(found)) return found;
  let token = '';
  for (const { content, isListed } of literalsOf(found)) {
    // The parts of a JWT in a list are joined by dots when the program runs.
    const isDotted = token === '' || token.endsWith('.') || content.startsWith('.');
    token += isListed && !isDotted ? `.${content}` : content;
  }
  return token.slice(schemeOf(found).length);
}

/** Of a token split over literals, what stands before it in the first: `Bearer `. */
export function schemeOf(found: string): string {
  const [first] = literalsOf(found);
  return /^.*(?:\s|%20|\bbearer\+)/is.exec(first?.content ?? '')?.[0] ?? '';
}

/** Whether the range of a finding holds literals with their quotes rather than one bare token. */
export function isSplit(found: string): boolean {
  return quotes.includes(found[0] ?? ' ');
}

/** What stands between the quotes, and whether a comma before it; tokens hold neither quotes nor escapes. */
function literalsOf(found: string): { content: string; isListed: boolean }[] {
  const literals: { content: string; isListed: boolean }[] = [];
  let last = 0;
  for (let at = 0; at < found.length; at++) {
    const quote = found[at] ?? '';
    if (!quotes.includes(quote)) continue;
    const close = found.indexOf(quote, at + 1);
    if (close < 0) break;
    literals.push({ content: found.slice(at + 1, close), isListed: found.slice(last, at).includes(',') });
    last = close + 1;
    at = close;
  }
  return literals;
}
