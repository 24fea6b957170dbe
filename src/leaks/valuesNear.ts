import { Codes } from './fastCopy.ts';
import { shortestToken } from './opaqueValue.ts';
import { shortestPiece, strangeness } from './randomness.ts';

/** By code, 1 for the characters of names and of tokens: letters, digits, `_ - + ~`. */
const isInRun = new Uint8Array(1 << 16);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+~') {
  isInRun[char.charCodeAt(0)] = 1;
}

/** How far before and after a name the value can begin that it names. */
const before = 560;
const after = 800;
const longestLook = 64;
const blockBits = 9;
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
  #codes: Codes | undefined;
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
    const base = block << blockBits;
    // From the character before the block as far as a look from its last one can go.
    this.#codes ??= new Codes(1 + blockLength + longestLook + shortestPiece);
    const codes = this.#codes.of(this.#text, base - 1);
    const last = Math.min(this.#text.length - base, blockLength) + 1;
    let found: number[] | undefined;
    let start = 1;
    // A run that is under way began in an earlier block.
    if (isInRun[codes[0] ?? 0] === 1) while (start < last && isInRun[codes[start] ?? 0] === 1) start++;
    while (start < last) {
      // Backward from the last character it needs: no run that is long enough holds what is met first.
      let at = start + shortestPiece - 1;
      while (at >= start && isInRun[codes[at] ?? 0] === 1) at--;
      if (at >= start) {
        start = at + 1;
        continue;
      }
      let end = start + shortestPiece;
      while (end - start < longestLook && isInRun[codes[end] ?? 0] === 1) end++;
      const from = base - 1 + start;
      if (mayBeGenerated(this.#text, from, from + end - start)) {
        found ??= [];
        found.push(from);
      }
      while (end < last && isInRun[codes[end] ?? 0] === 1) end++;
      start = end + 1;
    }
    const starts = found ?? nothing;
    this.#starts[block] = starts;
    return starts;
  }
}
