import type { Row } from './languages/row.ts';
import type { Region } from './lexer.ts';
import { lex } from './lexer.ts';
import type { Frame } from './lexicalFrame.ts';
import { initialFrame, sameState } from './lexicalFrame.ts';
import type { Text } from './textBuffer.ts';

/** How far apart the remembered states are, in characters, at least. */
const stride = 1024;
/** How much of a text's beginning decides its first state. */
const headLength = 256;

/** The lexer looks at most so far ahead of where it is, but for the end of an embedded language. */
const slack = 512;

/**
 * A line start and the state there. Stale: something before it was edited since, and the state holds only
 * if lexing on from the mark before it still leads there.
 */
type Mark = { offset: number; state: Frame; isStale: boolean };
export type Edit = { start: number; end: number; text: string };

/** All regions of a text, in order, without gaps. */
export function regionsOf(text: string, row: Row): Region[] {
  const regions: Region[] = [];
  lex(text, 0, text.length + 1, initialFrame(row, text.slice(0, headLength)), {
    region: (region) => regions.push(region),
  });
  return regions;
}

/** The region that holds the character at `offset`; the last one at the text's end. */
export function regionAt(regions: readonly Region[], offset: number): Region | undefined {
  let low = 0;
  let high = regions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((regions[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return regions[Math.min(low, regions.length - 1)];
}

/**
 * Answers what an offset of a text stands in, lexing no more of it than it must, and keeps what it
 * knows over edits.
 */
export class LexicalMap {
  #text: Text;
  readonly #row: Row;
  #marks: Mark[];
  /** How many marks from the first on are not stale. */
  #settled = 1;
  /** Regions of the stretch asked about last, by offsets in it. */
  #regions: readonly Region[] = [];
  #from = 0;
  #to = 0;

  constructor(text: Text, row: Row) {
    this.#text = text;
    this.#row = row;
    this.#marks = [this.#first()];
  }

  #first(): Mark {
    return { offset: 0, state: initialFrame(this.#row, this.#text.slice(0, headLength)), isStale: false };
  }

  /** What holds the character at `offset`, and in which language. */
  at(offset: number): Pick<Region, 'kind' | 'row'> | undefined {
    if (offset < this.#from || offset >= this.#to) this.#lexAround(offset);
    return regionAt(this.#regions, offset - this.#from);
  }

  /** The index of the last mark at or before `offset`. */
  #markBefore(offset: number): number {
    let low = 0;
    let high = this.#marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#marks[middle]?.offset ?? 0) > offset) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  }

  #lexAround(offset: number): void {
    for (let index = 0; ; index++) {
      index = Math.max(index, Math.min(this.#markBefore(offset), this.#settled - 1));
      this.#lexStretch(index);
      // One line may be longer than a stretch; a text's last stretch has no mark after it.
      if (offset < this.#to || this.#marks.length === index + 1) return;
    }
  }

  /** Lexes from a mark that holds to the next, which then holds too, or is made; true where it held before. */
  #lexStretch(index: number): boolean {
    const mark = this.#marks[index];
    if (!mark) return false;
    const next = this.#marks[index + 1];
    const reached = this.#lexTo(mark, next?.offset ?? mark.offset + stride);
    if (next && !next.isStale) return true;
    const isSame =
      next !== undefined && reached?.offset === next.offset && sameState(reached.state, next.state);
    if (isSame) next.isStale = false;
    else this.#goOn(index + 1, reached);
    while (this.#marks[this.#settled]?.isStale === false) this.#settled++;
    return isSame;
  }

  /** Puts a mark in the place of the stale ones that it passes by, or of all where the text has ended. */
  #goOn(index: number, reached: Mark | undefined): void {
    if (!reached) {
      this.#marks.length = index;
      return;
    }
    let last = index;
    while (last < this.#marks.length && (this.#marks[last]?.offset ?? 0) <= reached.offset) last++;
    this.#marks.splice(index, last - index, reached);
    const following = this.#marks[index + 1];
    if (following) following.isStale = true;
  }

  /** Lexes from a mark to the first line start at or after `to`; undefined where the text ends before. */
  #lexTo(from: Mark, to: number): Mark | undefined {
    const { length } = this.#text;
    for (let ahead = 2 * stride; ; ahead *= 4) {
      const end = Math.min(length, to + ahead);
      const stretch = this.#text.slice(from.offset, end);
      const regions: Region[] = [];
      let reached: Mark | undefined;
      lex(stretch, 0, to - from.offset, from.state, {
        region: (region) => regions.push(region),
        line: (offset, state) => {
          if (offset + from.offset >= to) reached ??= { offset: offset + from.offset, state, isStale: false };
        },
      });
      // The lexer looks a little further than it goes.
      if (end < length && (!reached || reached.offset + slack > end)) continue;
      this.#regions = regions;
      this.#from = from.offset;
      this.#to = from.offset + (regions.at(-1)?.end ?? 0);
      return reached;
    }
  }

  /** Takes in that `[start, end)` became `length` characters and the text is now `text`. */
  edit(text: Text, start: number, end: number, length: number): void {
    const shift = length - (end - start);
    const marks = this.#marks;
    this.#text = text;
    this.#regions = [];
    this.#from = 0;
    this.#to = 0;
    let kept = this.#markBefore(start) + 1;
    if (start < headLength) {
      kept = 1;
      const first = this.#first();
      if (!sameState(first.state, marks[0]?.state)) marks.length = 1;
      marks[0] = first;
    }
    let after = kept;
    while (after < marks.length && (marks[after]?.offset ?? 0) <= end + 1) after++;
    marks.splice(kept, after - kept);
    for (let index = kept; index < marks.length; index++) {
      const mark = marks[index];
      if (mark) mark.offset += shift;
    }
    const next = marks[kept];
    if (next) next.isStale = true;
    this.#settled = Math.min(this.#settled, kept);
  }

  /**
   * After an edit: the offset from which on every character stands in what it stood in before it; looks
   * for it as far as `last`, and what lies beyond may have changed where it finds none.
   */
  sameFrom(last: number): number {
    let same = this.#text.length;
    for (;;) {
      const stale = this.#marks[this.#settled];
      if (!stale || stale.offset > last) return same;
      const { offset } = stale;
      same = this.#lexStretch(this.#settled - 1) ? offset : this.#text.length;
    }
  }
}
