import { shortestToken } from './opaqueValue.ts';
import { shortestPiece, strangeness } from './randomness.ts';

/** 1 for the characters of names and of tokens: letters, digits, `_ - + ~`. */
const isInRun = new Uint8Array(128);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+~') {
  isInRun[char.charCodeAt(0)] = 1;
}

/** How far before and after a name the value can begin that it names. */
const before = 560;
const after = 800;
const longestLook = 64;
const blockBits = 8;
const blockLength = 1 << blockBits;
const nothing: readonly number[] = [];

/** Whether the run `[start, end)` could be a generated value or a piece of one. */
function mayBeGenerated(text: string, start: number, end: number): boolean {
  if (end - start < shortestToken && !hasDigit(text, start, end)) return false;
  return strangeness(text.slice(start, end)) >= 0.05;
}

function hasDigit(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) return true;
  }
  return false;
}

/**
 * Tells whether anything near a name could be (a part of) a generated value at all: most names in
 * source text are answered for by this alone. Looks at each part of the text once.
 */
export class ValuesNear {
  readonly #text: string;
  /** By block, where runs begin that could be such values. */
  readonly #starts: (readonly number[] | undefined)[] = [];
  /** No such run begins in `[emptyFrom, emptyTo)`: the names of a list ask about the same blocks. */
  #emptyFrom = 0;
  #emptyTo = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether it is known already, without a look, that there is none near any name in `[from, to]`. */
  hasNone(from: number, to: number): boolean {
    return (
      Math.max(0, from - before) >= this.#emptyFrom && Math.min(this.#text.length, to + after) < this.#emptyTo
    );
  }

  has(start: number): boolean {
    if (this.hasNone(start, start)) return false;
    const from = Math.max(0, start - before);
    const to = Math.min(this.#text.length, start + after);
    let isEmpty = true;
    for (let block = from >> blockBits; block <= to >> blockBits; block++) {
      const starts = this.#starts[block] ?? this.#look(block);
      for (const begin of starts) if (begin >= from && begin <= to) return true;
      if (starts.length > 0) isEmpty = false;
    }
    if (isEmpty) {
      this.#emptyFrom = from & -blockLength;
      this.#emptyTo = (to & -blockLength) + blockLength;
    }
    return false;
  }

  #look(block: number): readonly number[] {
    const text = this.#text;
    let first = block << blockBits;
    const last = Math.min(text.length, first + blockLength);
    let found: number[] | undefined;
    // A run that is under way began in an earlier block.
    if (first > 0 && isInRun[text.charCodeAt(first - 1)] === 1) {
      while (first < last && isInRun[text.charCodeAt(first)] === 1) first++;
    }
    // A run that is long enough covers a probe, when probes stand as close as it is long.
    let probe = first + shortestPiece - 1;
    while (probe < last + shortestPiece) {
      if (isInRun[text.charCodeAt(probe)] !== 1) {
        probe += shortestPiece;
        continue;
      }
      let start = probe;
      while (start > first && isInRun[text.charCodeAt(start - 1)] === 1) start--;
      if (start >= last) break;
      let end = probe + 1;
      while (end - start < longestLook && isInRun[text.charCodeAt(end)] === 1) end++;
      if (end - start >= shortestPiece && mayBeGenerated(text, start, end)) {
        found ??= [];
        found.push(start);
      }
      while (end < last && isInRun[text.charCodeAt(end)] === 1) end++;
      first = end;
      probe = end + shortestPiece;
    }
    const starts = found ?? nothing;
    this.#starts[block] = starts;
    return starts;
  }
}
