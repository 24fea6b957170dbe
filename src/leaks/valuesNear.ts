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
const blockBits = 10;
const blockLength = 1 << blockBits;
const nothing: readonly number[] = [];

/** Whether the run `[start, end)` could be a generated value or a piece of one. */
function mayBeGenerated(text: string, start: number, end: number): boolean {
  const value = text.slice(start, end);
  if (value.length < (/\d/.test(value) ? shortestPiece : shortestToken)) return false;
  return strangeness(value) >= 0.05;
}

/**
 * Tells whether anything near a name could be (a part of) a generated value at all: most names in
 * source text are answered for by this alone. Looks at each part of the text once.
 */
export class ValuesNear {
  readonly #text: string;
  /** By block, where runs begin that could be such values. */
  readonly #starts: (readonly number[] | undefined)[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  has(start: number): boolean {
    const from = Math.max(0, start - before);
    const to = Math.min(this.#text.length, start + after);
    for (let block = from >> blockBits; block <= to >> blockBits; block++) {
      const starts = this.#starts[block] ?? this.#look(block);
      for (let index = 0; index < starts.length; index++) {
        const begin = starts[index] as number;
        if (begin >= from && begin <= to) return true;
      }
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
