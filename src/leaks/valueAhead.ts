import { shortestToken } from './opaqueValue.ts';
import { shortestPiece, strangeness } from './randomness.ts';

/** 1 for the characters of names and of tokens: letters, digits, `_ - + ~`. */
const isInRun = new Uint8Array(128);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+~')
  isInRun[char.charCodeAt(0)] = 1;

/** How far before and after a name the value can begin that it names. */
const valueBefore = 560;
const valueAfter = 800;
const longestLook = 64;

/**
 * Tells, for words in ascending order, whether anything near them could be (a part of) a generated
 * value at all: most names in source text are answered for by this alone.
 */
export class ValueAhead {
  readonly #text: string;
  /** Where the next run begins that could be one, and up to where runs have been looked at. */
  #next = -1;
  #seen = 0;

  constructor(text: string) {
    this.#text = text;
  }

  near(start: number): boolean {
    const from = start - valueBefore;
    const to = Math.min(this.#text.length, start + valueAfter);
    if (this.#next < from) this.#look(Math.max(this.#seen, from, 0), to);
    return this.#next >= from && this.#next <= to;
  }

  #look(from: number, to: number): void {
    const text = this.#text;
    let first = from;
    // A run that is under way began earlier.
    if (first > 0 && isInRun[text.charCodeAt(first - 1)] === 1) {
      while (first < to && isInRun[text.charCodeAt(first)] === 1) first++;
    }
    // A run that is long enough covers a probe, when probes stand as close as it is long.
    let probe = first + shortestPiece - 1;
    while (probe < to + shortestPiece) {
      if (isInRun[text.charCodeAt(probe)] !== 1) {
        probe += shortestPiece;
        continue;
      }
      let start = probe;
      while (start > first && isInRun[text.charCodeAt(start - 1)] === 1) start--;
      if (start > to) break;
      let end = probe + 1;
      while (end - start < longestLook && isInRun[text.charCodeAt(end)] === 1) end++;
      if (mayBeGenerated(text, start, end)) {
        this.#next = start;
        this.#seen = end;
        return;
      }
      while (end < to && isInRun[text.charCodeAt(end)] === 1) end++;
      first = end;
      probe = end + shortestPiece;
    }
    this.#seen = to + 1;
  }
}

/** Whether the run `[start, end)` could be a generated value or a piece of one. */
function mayBeGenerated(text: string, start: number, end: number): boolean {
  const value = text.slice(start, end);
  return value.length >= (/\d/.test(value) ? shortestPiece : shortestToken) && strangeness(value) >= 0.05;
}
