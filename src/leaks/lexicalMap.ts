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

type Mark = { offset: number; state: Frame };
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

/** A region of a stretch, as one of the text; its literal's offsets stay those of the stretch. */
function moved(region: Region, by: number): Region {
  return by === 0 ? region : { ...region, start: region.start + by, end: region.end + by };
}

/**
 * Answers what an offset of a text stands in, lexing no more of it than it must, and keeps what it
 * knows over edits.
 */
export class LexicalMap {
  #text: Text;
  readonly #row: Row;
  #marks: Mark[];
  /** Regions of the stretch asked about last. */
  #regions: Region[] = [];
  #from = 0;
  #to = 0;

  constructor(text: Text, row: Row) {
    this.#text = text;
    this.#row = row;
    this.#marks = [{ offset: 0, state: initialFrame(row, text.slice(0, headLength)) }];
  }

  /** The region that holds `offset`; a region or literal that began before the stretch lexed may start late. */
  at(offset: number): Region | undefined {
    if (offset < this.#from || offset >= this.#to) this.#lexAround(offset);
    return regionAt(this.#regions, offset);
  }

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
    let index = Math.max(0, this.#markBefore(offset));
    for (;;) {
      const mark = this.#marks[index];
      if (!mark) return;
      const next = this.#marks[index + 1];
      this.#lexStretch(mark, next);
      // One line may be longer than a stretch; a text's last stretch has no mark after it.
      if (offset < this.#to || next || this.#marks.length === index + 1) return;
      index++;
    }
  }

  /** Lexes from one mark to the next, or makes the next. */
  #lexStretch(mark: Mark, next: Mark | undefined): void {
    const regions: Region[] = [];
    const reached = this.#lexTo(mark, next?.offset ?? mark.offset + stride, regions);
    if (!next && reached) this.#marks.push(reached);
    this.#regions = regions;
    this.#from = mark.offset;
    this.#to = regions.at(-1)?.end ?? mark.offset;
  }

  /** Lexes from a mark to the first line start at or after `to`; undefined where the text ends before. */
  #lexTo(from: Mark, to: number, into?: Region[]): Mark | undefined {
    const { length } = this.#text;
    // What an embedded language ends with may stand anywhere.
    const isWhole = this.#row.host === 'markup' || this.#row.host === 'markdown' || this.#row.host === 'php';
    for (let ahead = isWhole ? length : 2 * stride; ; ahead *= 4) {
      const end = Math.min(length, to + ahead);
      const stretch = this.#text.slice(from.offset, end);
      const regions: Region[] = [];
      let reached: Mark | undefined;
      lex(stretch, 0, to - from.offset, from.state, {
        region: (region) => regions.push(region),
        line: (offset, state) => {
          if (offset + from.offset >= to) reached ??= { offset: offset + from.offset, state };
        },
      });
      // The lexer looks a little further than it goes.
      if (end < length && (!reached || reached.offset + slack > end)) continue;
      if (into) for (const region of regions) into.push(moved(region, from.offset));
      return reached;
    }
  }

  /**
   * Takes in that `[start, end)` became `length` characters and the text is now `text`. Gives the
   * offset of the new text from which on every character stands in what it stood in before.
   */
  edit(text: Text, start: number, end: number, length: number): number {
    const shift = length - (end - start);
    this.#text = text;
    this.#regions = [];
    this.#from = 0;
    this.#to = 0;
    const kept = start < headLength ? 1 : this.#markBefore(start) + 1;
    const after = this.#marks.slice(kept).filter((mark) => mark.offset > end + 1);
    this.#marks.length = kept;
    if (start < headLength) {
      const first = {
        offset: 0,
        state: initialFrame(this.#row, text.slice(0, headLength)),
      };
      const changed = !sameState(first.state, this.#marks[0]?.state);
      this.#marks[0] = first;
      if (changed) return text.length;
    }
    // Lex on from the last mark that stands until the state at an old mark is what it was.
    let index = 0;
    for (;;) {
      const last = this.#marks.at(-1);
      const old = after[index];
      if (!last || !old) return text.length;
      const offset = old.offset + shift;
      if (offset <= last.offset) {
        index++;
        continue;
      }
      const reached = this.#lexTo(last, offset);
      if (!reached) return text.length;
      if (reached.offset === offset && sameState(reached.state, old.state)) {
        for (const mark of after.slice(index)) {
          this.#marks.push({ offset: mark.offset + shift, state: mark.state });
        }
        return offset;
      }
      this.#marks.push(reached);
      index++;
    }
  }
}
