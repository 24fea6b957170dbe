import type { Source } from '../finding.ts';
import { headLength } from '../finding.ts';
import type { Row } from '../languages.ts';
import { rowFor } from '../languages.ts';
import type { Literal, Region } from '../lexer.ts';
import { lex } from '../lexer.ts';
import { initialFrame } from '../lexicalFrame.ts';
import type { Piece } from './tokens.ts';
import { Tokens } from './tokens.ts';

/** A stretch of text in one language: the file, a Markdown fence, a `<script>`. */
export type Island = { start: number; end: number; row: Row; first: number; last: number };

/** One text, read once, for every fix in it. */
export class Document {
  readonly text: string;
  readonly source: Source;
  readonly row: Row;
  readonly eol: '\n' | '\r\n';
  readonly regions: readonly Region[];
  readonly #tokens = new Map<Literal | number, Tokens>();
  readonly #known = new Map<string, unknown>();

  constructor(text: string, source: Source) {
    this.text = text;
    this.source = source;
    this.row = rowFor(source, text.slice(0, headLength));
    this.eol = /\r\n/.test(text.slice(0, 10_000)) ? '\r\n' : '\n';
    const regions: Region[] = [];
    lex(text, 0, text.length, initialFrame(this.row, text.slice(0, headLength)), {
      region: (region) => regions.push(region),
    });
    this.regions = regions;
  }

  /** The index of the region that holds `offset`; of the last one for an offset past it; -1 for empty text. */
  regionIndex(offset: number): number {
    let low = 0;
    let high = this.regions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.regions[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  region(offset: number): Region | undefined {
    return this.regions[this.regionIndex(offset)];
  }

  island(offset: number): Island {
    const index = this.regionIndex(offset);
    const row = this.regions[index]?.row ?? this.row;
    let first = index;
    let last = index;
    while (first > 0 && this.regions[first - 1]?.row === row) first--;
    while (last + 1 < this.regions.length && this.regions[last + 1]?.row === row) last++;
    return { start: this.regions[first]?.start ?? 0, end: this.regions[last]?.end ?? 0, row, first, last };
  }

  /** The tokens at the level of `offset`: of its island, or of the interpolation inside `outer`. */
  tokens(offset: number, outer: Literal | undefined): Tokens {
    const island = this.island(offset);
    const key = outer ?? island.start;
    const known = this.#tokens.get(key);
    if (known) return known;
    const tokens = new Tokens(this.text, this.#pieces(island, outer));
    this.#tokens.set(key, tokens);
    return tokens;
  }

  *#pieces(island: Island, outer: Literal | undefined): Iterable<Piece> {
    let past = -1;
    for (let index = island.first; index <= island.last; index++) {
      const region = this.regions[index];
      if (!region || region.start < past || region.kind === 'comment') continue;
      const { literal } = region;
      if (region.kind === 'code') {
        if (literal === outer) yield { kind: 'code', start: region.start, end: region.end };
        continue;
      }
      if (!literal || literal === outer) continue;
      if (outer && (region.start < outer.start || region.start >= outer.end)) continue;
      past = literal.end;
      yield { kind: 'literal', start: Math.max(literal.start, region.start), end: literal.end };
    }
  }

  /** What `compute` gives, worked out once per key. A key always stands for one kind of answer. */
  once<T>(key: string, compute: () => T): T {
    if (!this.#known.has(key)) this.#known.set(key, compute());
    return this.#known.get(key) as T;
  }

  lineStart(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** Before the line's end mark. */
  lineEnd(offset: number): number {
    const end = this.text.indexOf('\n', offset);
    if (end < 0) return this.text.length;
    return end > 0 && this.text[end - 1] === '\r' ? end - 1 : end;
  }

  /** The offset of the line after; the text's length where there is none. */
  nextLine(offset: number): number {
    const end = this.text.indexOf('\n', offset);
    return end < 0 ? this.text.length : end + 1;
  }
}
