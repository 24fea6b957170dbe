import type { Opened, Row, Shape } from './languages/row.ts';
import type { Frame, Until } from './lexicalFrame.ts';

/** One literal of the source, whole: its interpolations are regions of their own inside it. */
export type Literal = {
  /** With the prefix and the opening mark; of a here-document, where it is named (`<<EOF`). */
  start: number;
  /** Past the closing mark; where it is unclosed, the end of the line or text that stopped it. */
  end: number;
  contentStart: number;
  contentEnd: number;
  /** What stands before the opening mark and belongs to it: `f`, `rb`, `$@`, `r#`. */
  prefix: string;
  /** The opening mark without the prefix. */
  opener: string;
  closed: boolean;
  shape: Shape;
  row: Row;
};

export type Region = {
  kind: 'code' | 'comment' | 'string';
  start: number;
  end: number;
  /** The language that applies here: of the fence, the script, the file. */
  row: Row;
  /** In a string its literal; in code, the literal whose interpolation this is. */
  literal: Literal | undefined;
};

/** Takes what the lexer finds, in order and without gaps. */
export type Sink = {
  region(region: Region): void;
  /** Called at line starts with the state there. */
  line?(offset: number, state: Frame): void;
};

export const newline = 10;
export const isWordCode = (code: number) =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;

function untilOffset(text: string, at: number, until: Until): number {
  if (until.kind === 'tag') {
    const pattern = until.name === 'style' ? /<\/style/gi : /<\/script/gi;
    pattern.lastIndex = at;
    return pattern.exec(text)?.index ?? text.length;
  }
  const mark = until.mark[0] === '~' ? '~' : '`';
  const pattern = new RegExp(`^[ \\t>]{0,16}${mark}{${until.mark.length},}[ \\t\\r]*$`, 'gm');
  pattern.lastIndex = at;
  return pattern.exec(text)?.index ?? text.length;
}

/** Where the lexer is in a text and what it has found: the steps through each kind of frame move it. */
export class Machine {
  readonly text: string;
  readonly to: number;
  readonly sink: Sink;
  at: number;
  frame: Frame;
  /** Where the innermost embedded language ends. */
  limit: number;
  /** The literals of the string frames below, innermost last; those open before `from` start there. */
  readonly literals: Literal[] = [];
  pending: Opened[] = [];
  done = false;
  /** A `/` before this offset is known not to begin a regular expression. */
  noRegexBefore = 0;
  /** By what ends an embedded language: from `from` on, its first place is `to`. */
  readonly #ends = new Map<string, { from: number; to: number }>();

  constructor(text: string, from: number, to: number, state: Frame, sink: Sink) {
    this.text = text;
    this.to = to;
    this.sink = sink;
    this.at = from;
    this.frame = state;
    this.limit = this.limitOf(state);
    const open: Frame[] = [];
    for (let frame: Frame | undefined = state; frame; frame = frame.parent) open.push(frame);
    for (const frame of open.reverse()) {
      if (frame.kind === 'string') {
        this.literals.push(this.literal(from, from, '', '', frame.shape, frame.row));
      }
    }
  }

  literal(
    start: number,
    contentStart: number,
    prefix: string,
    opener: string,
    shape: Shape,
    row: Row,
  ): Literal {
    return {
      start,
      end: contentStart,
      contentStart,
      contentEnd: contentStart,
      prefix,
      opener,
      closed: false,
      shape,
      row,
    };
  }

  limitOf(state: Frame): number {
    let limit = Number.POSITIVE_INFINITY;
    for (let frame: Frame | undefined = state; frame; frame = frame.parent) {
      if (frame.kind === 'embed') limit = Math.min(limit, this.endOf(frame.until));
    }
    return limit;
  }

  /** Where an embedded language ends: looked for once on the way there, however often it is asked. */
  endOf(until: Until): number {
    const key = until.kind === 'tag' ? until.name : until.mark;
    const known = this.#ends.get(key);
    if (known && known.from <= this.at && this.at <= known.to) return known.to;
    const to = untilOffset(this.text, this.at, until);
    this.#ends.set(key, { from: this.at, to });
    return to;
  }

  emit(kind: Region['kind'], start: number, end: number, row: Row, literal?: Literal): void {
    if (end > start) this.sink.region({ kind, start, end, row, literal });
  }

  pop(): void {
    if (this.frame.kind === 'string') {
      const literal = this.literals.pop();
      if (literal && !literal.closed) {
        literal.contentEnd = this.at;
        literal.end = this.at;
      }
    }
    if (this.frame.parent) this.frame = this.frame.parent;
  }

  /** To be called when `at` has just moved past a line end and the frame is the one of the new line. */
  lineStart(): void {
    this.sink.line?.(this.at, this.frame);
    if (this.at >= this.to) this.done = true;
  }

  enclosing(): Literal | undefined {
    return this.literals.at(-1);
  }
}
