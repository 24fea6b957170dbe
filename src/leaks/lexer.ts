import type { Interpolation, Opened, Row, Shape, StringRule } from './languages/row.ts';
import { plainShape } from './languages/row.ts';
import { rowNamed, rows } from './languages.ts';
import type { Frame, Until } from './lexicalFrame.ts';
import { deepest, depthUnder, initialFrame } from './lexicalFrame.ts';
import type { Beginnings } from './lexicalTable.ts';
import { tableFor } from './lexicalTable.ts';

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

const newline = 10;
const backslash = 92;
const backtick = 96;

const keywordBeforeRegex =
  /(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|delete|throw|new|yield|await|and|or|not|if|unless|when|while|until|split|match)$/;

const markupString: Shape = { ...plainShape, escape: 'none', multiline: true };
const cdata: Shape = {
  ...plainShape,
  close: ']]>',
  escape: 'none',
  multiline: true,
  raw: true,
};
const blockScalar: Shape = {
  ...plainShape,
  close: '',
  escape: 'none',
  multiline: true,
  raw: true,
  block: true,
};
const slashRegex: Shape = { ...plainShape, close: '/', regex: true };

function rowByName(name: string): Row {
  const row = rows.find((one) => one.name === name);
  if (!row) throw new Error(`no row ${name}`);
  return row;
}
const html = rowByName('html');
const php = rowByName('php');
const plaintext = rowByName('plaintext');

/** The language of a `<script>` or `<style>`; undefined for any other tag. */
function innerRow(tag: string, host: Row): Row | undefined {
  const name = /^<(script|style)\b/i.exec(tag)?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  const lang = /\blang\s*=\s*["']?([\w-]+)/i.exec(tag)?.[1];
  const type = /\btype\s*=\s*["']?([\w/+.-]+)/i.exec(tag)?.[1];
  if (lang !== undefined) return rowNamed(lang) ?? rowByName(name === 'style' ? 'css' : 'javascript');
  if (name === 'style') return rowByName('css');
  if (type !== undefined && /json/i.test(type)) return rowByName('json');
  if (type !== undefined && /template|html|x-handlebars/i.test(type)) return host;
  if (type !== undefined && /python/i.test(type)) return rowByName('python');
  return rowByName('javascript');
}

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

const isWordCode = (code: number) =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;

/**
 * Lexes `text` from the line start `from`, where the state is `state`, to the first line start at or
 * after `to` (or the text's end), and gives the state there. Linear in what it reads; never throws.
 */
export function lex(text: string, from: number, to: number, state: Frame, sink: Sink): Frame {
  return new Machine(text, from, to, state, sink).run();
}

class Machine {
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

  constructor(text: string, from: number, to: number, state: Frame, sink: Sink) {
    this.text = text;
    this.to = to;
    this.sink = sink;
    this.at = from;
    this.frame = state;
    this.limit = this.#limitOf(state);
    const open: Frame[] = [];
    for (let frame: Frame | undefined = state; frame; frame = frame.parent) open.push(frame);
    for (const frame of open.reverse()) {
      if (frame.kind === 'string') {
        this.literals.push(this.#literal(from, from, '', '', frame.shape, frame.row));
      }
    }
  }

  run(): Frame {
    while (this.at < this.text.length && !this.done) {
      if (this.at >= this.limit) {
        this.#leaveEmbedded();
        continue;
      }
      const end = Math.min(this.text.length, this.limit);
      switch (this.frame.kind) {
        case 'code':
          this.#code(this.frame, end);
          break;
        case 'comment':
          this.#comment(this.frame, end);
          break;
        case 'string':
          this.#string(this.frame, end);
          break;
        case 'markup':
          this.#markup(this.frame, end);
          break;
        case 'tag':
          this.#tag(this.frame, end);
          break;
        case 'prose':
          this.#prose(this.frame, end);
          break;
        case 'embed':
          // Its language's own frame always stands above it.
          this.frame = this.frame.parent ?? this.frame;
          break;
      }
    }
    for (const literal of this.literals) {
      literal.contentEnd = this.at;
      literal.end = this.at;
    }
    return this.frame;
  }

  #literal(
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

  #limitOf(state: Frame): number {
    let limit = Number.POSITIVE_INFINITY;
    for (let frame: Frame | undefined = state; frame; frame = frame.parent) {
      if (frame.kind === 'embed') limit = Math.min(limit, untilOffset(this.text, this.at, frame.until));
    }
    return limit;
  }

  #emit(kind: Region['kind'], start: number, end: number, row: Row, literal?: Literal): void {
    if (end > start) this.sink.region({ kind, start, end, row, literal });
  }

  #pop(): void {
    if (this.frame.kind === 'string') {
      const literal = this.literals.pop();
      if (literal && !literal.closed) {
        literal.contentEnd = this.at;
        literal.end = this.at;
      }
    }
    if (this.frame.parent) this.frame = this.frame.parent;
  }

  #leaveEmbedded(): void {
    let outermost: Frame | undefined;
    for (let frame: Frame | undefined = this.frame; frame; frame = frame.parent) {
      if (frame.kind === 'embed' && untilOffset(this.text, this.at, frame.until) <= this.at)
        outermost = frame;
    }
    while (outermost && this.frame !== outermost && this.frame.parent) this.#pop();
    if (outermost) this.#pop();
    this.pending = [];
    this.limit = this.#limitOf(this.frame);
    if (this.frame.kind === 'prose') {
      // The closing fence itself is the host's: a line that opens nothing.
      const lineEnd = this.text.indexOf('\n', this.at);
      const end = lineEnd < 0 ? this.text.length : lineEnd + 1;
      this.#emit('code', this.at, end, this.frame.row);
      this.at = end;
      if (lineEnd >= 0) this.#lineStart();
    }
  }

  /** To be called when `at` has just moved past a line end and the frame is the one of the new line. */
  #lineStart(): void {
    this.sink.line?.(this.at, this.frame);
    if (this.at >= this.to) this.done = true;
  }

  #enclosing(): Literal | undefined {
    return this.literals.at(-1);
  }

  #code(frame: Frame & { kind: 'code' }, end: number): void {
    const { text } = this;
    const { row } = frame;
    const table = tableFor(row);
    const start = this.at;
    const literal = this.frame.parent?.kind === 'string' ? this.#enclosing() : undefined;
    let at = start;
    let current = frame;
    for (; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code > 127 || table.stops[code] === 0) continue;
      const beginnings = table.beginnings[code];
      if (code === newline) {
        if (beginnings && this.#openBlockComment(beginnings, start, at, row, literal)) return;
        at++;
        this.at = at;
        const isInLine = current.parent?.kind === 'string' && !current.parent.shape.multiline;
        if (isInLine) {
          this.#emit('code', start, at, row, literal);
          this.#pop();
          this.#pop();
          this.#lineStart();
          return;
        }
        if (this.pending.length > 0) {
          this.#emit('code', start, at, row, literal);
          this.#beginPending(row);
          this.#lineStart();
          return;
        }
        if (row.host === 'yaml' && this.#beginBlockScalar(start, at, row)) {
          this.#lineStart();
          return;
        }
        this.#lineStart();
        if (this.done) {
          this.#emit('code', start, at, row, literal);
          return;
        }
        at--;
        continue;
      }
      if (current.close !== '') {
        const next = this.#bracket(current, code, at);
        if (next === 'closed') {
          const closeEnd = at + (current.close === '?>' ? 2 : 1);
          this.#emit('code', start, closeEnd, row, literal);
          this.at = closeEnd;
          this.#pop();
          return;
        }
        if (next) {
          current = next;
          this.frame = next;
          continue;
        }
      }
      if (!beginnings) continue;
      if (this.#openBlockComment(beginnings, start, at, row, literal)) return;
      if (this.#openLineComment(beginnings, start, at, end, row, literal)) return;
      const skipped = this.#openLiteral(beginnings, start, at, end, row, literal);
      if (skipped === 'opened') return;
      if (skipped > at) at = skipped - 1;
    }
    this.#emit('code', start, at, row, literal);
    this.at = at;
  }

  #bracket(
    frame: Frame & { kind: 'code' },
    code: number,
    at: number,
  ): (Frame & { kind: 'code' }) | 'closed' | undefined {
    if (frame.close === '?>')
      return code === 63 && this.text.charCodeAt(at + 1) === 62 ? 'closed' : undefined;
    const closing = frame.close.charCodeAt(0);
    if (code === closing) return frame.nest === 0 ? 'closed' : { ...frame, nest: frame.nest - 1 };
    const opening = frame.close === '}' ? 123 : frame.close === ')' ? 40 : -1;
    return code === opening ? { ...frame, nest: frame.nest + 1 } : undefined;
  }

  #openBlockComment(
    beginnings: Beginnings,
    start: number,
    at: number,
    row: Row,
    literal: Literal | undefined,
  ): boolean {
    for (const comment of beginnings.blocks) {
      if (!this.text.startsWith(comment.open, at)) continue;
      this.#emit('code', start, at, row, literal);
      this.at = at;
      this.frame = {
        kind: 'comment',
        comment,
        nest: 0,
        row,
        parent: this.frame,
        depth: depthUnder(this.frame),
      };
      this.#comment(this.frame, Math.min(this.text.length, this.limit), comment.open.length);
      return true;
    }
    return false;
  }

  #openLineComment(
    beginnings: Beginnings,
    start: number,
    at: number,
    end: number,
    row: Row,
    literal: Literal | undefined,
  ): boolean {
    for (const { mark, where } of beginnings.lines) {
      if (!this.text.startsWith(mark, at) || !this.#mayComment(where, at)) continue;
      if (mark === '#' && row === php && this.text[at + 1] === '[') continue;
      this.#emit('code', start, at, row, literal);
      const lineEnd = this.text.indexOf('\n', at);
      let stop = lineEnd < 0 || lineEnd > end ? end : lineEnd;
      if (row === php && this.frame.kind === 'code' && this.frame.close === '?>') {
        const phpEnd = this.text.slice(at, stop).indexOf('?>');
        if (phpEnd >= 0) stop = at + phpEnd;
      }
      this.#emit('comment', at, stop, row);
      this.at = stop;
      return true;
    }
    return false;
  }

  #mayComment(where: 'anywhere' | 'wordStart' | 'lineStart', at: number): boolean {
    if (where === 'anywhere') return true;
    if (where === 'wordStart') return at === 0 || /[\s;|&()]/.test(this.text[at - 1] ?? '');
    let before = at - 1;
    while (before >= 0 && (this.text.charCodeAt(before) === 32 || this.text.charCodeAt(before) === 9))
      before--;
    return before < 0 || this.text.charCodeAt(before) === newline;
  }

  /** `'opened'`, or the offset up to which the code is known to hold no literal. */
  #openLiteral(
    beginnings: Beginnings,
    start: number,
    at: number,
    end: number,
    row: Row,
    literal: Literal | undefined,
  ): 'opened' | number {
    if (beginnings.slash) {
      const after = this.#regexEnd(at, end);
      if (after > at) {
        this.#emit('code', start, at, row, literal);
        const regex = this.#literal(at, at + 1, '', '/', slashRegex, row);
        Object.assign(regex, {
          end: after,
          contentEnd: after - 1,
          closed: true,
        });
        this.#emit('string', at, after, row, regex);
        this.at = after;
        return 'opened';
      }
    }
    if (this.frame.depth >= deepest) return at;
    const isInsideWord =
      at > start && isWordCode(this.text.charCodeAt(at)) && isWordCode(this.text.charCodeAt(at - 1));
    for (const open of isInsideWord ? [] : beginnings.openers) {
      const found = open(this.text, at);
      if (!found) continue;
      if (found.deferred) {
        this.pending.push(found);
        return found.contentStart;
      }
      const opener = this.text.slice(found.start + found.prefix.length, found.contentStart);
      this.#openString(
        start,
        found.start,
        found.contentStart,
        found.prefix,
        opener,
        found.shape,
        row,
        literal,
      );
      return 'opened';
    }
    for (const rule of beginnings.strings) {
      if (!this.text.startsWith(rule.open, at)) continue;
      if (rule.atValue && at > 0 && isWordCode(this.text.charCodeAt(at - 1))) continue;
      const prefix = this.#prefix(rule, start, at, row);
      const shape = (prefix === '' ? undefined : tableFor(row).prefixed(rule, prefix)) ?? rule;
      const from = at - prefix.length;
      this.#openString(start, from, at + rule.open.length, prefix, rule.open, shape, row, literal);
      return 'opened';
    }
    return at;
  }

  #prefix(rule: StringRule, start: number, at: number, row: Row): string {
    const table = tableFor(row);
    if (!table.hasPrefixes) return '';
    const isMark = (code: number) => code === 36 || code === 64;
    const first = this.text.charCodeAt(at - 1);
    let from = at;
    if (at > start && isMark(first)) {
      while (from > start && at - from < 4 && isMark(this.text.charCodeAt(from - 1))) from--;
    } else {
      while (from > start && at - from < 24 && isWordCode(this.text.charCodeAt(from - 1))) from--;
    }
    const prefix = this.text.slice(from, at);
    return prefix !== '' && table.prefixed(rule, prefix) ? prefix : '';
  }

  #openString(
    codeStart: number,
    start: number,
    contentStart: number,
    prefix: string,
    opener: string,
    shape: Shape,
    row: Row,
    enclosing: Literal | undefined,
  ): void {
    this.#emit('code', codeStart, start, row, enclosing);
    this.literals.push(this.#literal(start, contentStart, prefix, opener, shape, row));
    this.frame = {
      kind: 'string',
      shape,
      indented: false,
      indent: -1,
      row,
      parent: this.frame,
      depth: depthUnder(this.frame),
    };
    this.at = start;
    this.#string(this.frame, Math.min(this.text.length, this.limit), contentStart);
  }

  #beginPending(row: Row): void {
    for (const document of this.pending.reverse()) {
      const opener = this.text.slice(document.start, document.contentStart);
      const literal = this.#literal(document.start, this.at, '', opener, document.shape, row);
      this.literals.push(literal);
      this.frame = {
        kind: 'string',
        shape: document.shape,
        indented: document.indented,
        indent: -1,
        row,
        parent: this.frame,
        depth: depthUnder(this.frame),
      };
    }
    this.pending = [];
  }

  /** After the line end at `at - 1`: begins a block scalar where the line says so. */
  #beginBlockScalar(start: number, at: number, row: Row): boolean {
    const lineStart = this.text.lastIndexOf('\n', at - 2) + 1;
    const tail = this.text.slice(Math.max(lineStart, at - 80), at - 1);
    const found = /(?:^|[:\-?]|![\w!/-]{1,40})[ \t]+([|>][-+\d]{0,2})[ \t]*(?:#[^\n]*)?\r?$/.exec(tail);
    if (!found || this.frame.depth >= deepest) return false;
    const mark = found[1] ?? '|';
    const markAt = at - 1 - tail.length + found.index + found[0].indexOf(mark);
    const opensAt = Math.max(start, markAt);
    this.#emit('code', start, at, row);
    this.literals.push(this.#literal(opensAt, at, '', mark, blockScalar, row));
    let indent = 0;
    while (this.text.charCodeAt(lineStart + indent) === 32) indent++;
    this.frame = {
      kind: 'string',
      shape: blockScalar,
      indented: false,
      // Until its first line is seen: not less than one more than the key's, written as −2 − key.
      indent: -2 - indent,
      row,
      parent: this.frame,
      depth: depthUnder(this.frame),
    };
    return true;
  }

  /** The offset past a regular expression literal at `at`, or `at`. */
  #regexEnd(at: number, end: number): number {
    const { text } = this;
    if (at < this.noRegexBefore) return at;
    let before = at - 1;
    while (before >= 0 && (text.charCodeAt(before) === 32 || text.charCodeAt(before) === 9)) before--;
    const previous = before < 0 ? newline : text.charCodeAt(before);
    if (previous === 41 || previous === 93 || previous === 125 || previous === 34 || previous === 39)
      return at;
    if (previous === backtick) return at;
    if (isWordCode(previous) || previous === 36) {
      if (!keywordBeforeRegex.test(text.slice(Math.max(0, before - 11), before + 1))) return at;
    }
    let isClass = false;
    for (let next = at + 1; next < end; next++) {
      const code = text.charCodeAt(next);
      if (code === newline) break;
      if (code === backslash) next++;
      else if (code === 91) isClass = true;
      else if (code === 93) isClass = false;
      else if (code === 47 && !isClass) {
        return next === at + 1 ? at : next + 1;
      }
    }
    const lineEnd = text.indexOf('\n', at);
    this.noRegexBefore = lineEnd < 0 ? text.length : lineEnd;
    return at;
  }

  #comment(frame: Frame & { kind: 'comment' }, end: number, skip = 0): void {
    const { text } = this;
    const { open, close, nests } = frame.comment;
    const closeFirst = close.charCodeAt(0);
    const openFirst = nests ? open.charCodeAt(0) : -1;
    const start = this.at;
    let current = frame;
    let at = start + skip;
    while (at < end) {
      const code = text.charCodeAt(at);
      if (code === closeFirst && text.startsWith(close, at)) {
        at += close.length;
        if (current.nest === 0) {
          // A comment that ends with a word ends with that word's line.
          if (closeFirst === newline) {
            const lineEnd = text.indexOf('\n', at);
            at = lineEnd < 0 ? end : Math.min(end, lineEnd);
          }
          this.#emit('comment', start, at, frame.row);
          this.at = at;
          this.#pop();
          return;
        }
        current = { ...current, nest: current.nest - 1 };
        this.frame = current;
      } else if (code === openFirst && text.startsWith(open, at)) {
        at += open.length;
        current = { ...current, nest: current.nest + 1 };
        this.frame = current;
      } else {
        at++;
        if (code === newline) {
          this.at = at;
          // `\n=end` begins with the line end before it, so its frame must be left from that line.
          if (closeFirst === newline && text.startsWith(close.slice(1), at)) {
            at--;
            continue;
          }
          this.#lineStart();
          if (this.done) break;
        }
      }
    }
    this.#emit('comment', start, at, frame.row);
    this.at = at;
  }

  #string(frame: Frame & { kind: 'string' }, end: number, contentStart = this.at): void {
    const { text } = this;
    const { shape, row } = frame;
    const literal = this.#enclosing();
    if (!literal) return;
    const start = this.at;
    const isLineEnded = shape.heredoc !== 'no' && !shape.close.startsWith('\n');
    const closeFirst = isLineEnded || shape.block ? -1 : shape.close.charCodeAt(0);
    const escapeCode = shape.escape === 'backslash' ? backslash : shape.escape === 'backtick' ? backtick : -1;
    let at = contentStart;
    // A document or block that begins (again) at a line start may end right there.
    const isAtLineStart = at === 0 || text.charCodeAt(at - 1) === newline;
    if (isAtLineStart && (isLineEnded || shape.block) && this.#endsAtLine(frame, literal, start, at)) return;
    for (; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === closeFirst && text.startsWith(shape.close, at)) {
        if (shape.escape === 'doubled' && text.startsWith(shape.close, at + shape.close.length)) {
          at += shape.close.length;
          continue;
        }
        literal.contentEnd = at;
        literal.end = at + shape.close.length;
        literal.closed = true;
        this.at = literal.end;
        this.#emit('string', start, this.at, row, literal);
        this.#pop();
        return;
      }
      if (code === escapeCode) {
        const opened = this.#interpolationAt(shape, at);
        if (opened) {
          this.#enterInterpolation(opened, start, at, row, literal);
          return;
        }
        const next = text.charCodeAt(at + 1);
        if (next !== newline && next !== 13) at++;
        else if (shape.multiline) continue;
        else {
          // An escaped line end continues a one-line literal.
          at = next === 13 && text.charCodeAt(at + 2) === newline ? at + 2 : at + 1;
          if (text.charCodeAt(at) === newline && this.#continueLine(start, at + 1, row, literal)) return;
        }
        continue;
      }
      if (code === newline) {
        if (!shape.multiline) {
          this.at = at;
          this.#emit('string', start, at, row, literal);
          this.#pop();
          return;
        }
        if (this.#continueLine(start, at + 1, row, literal)) return;
        if (isLineEnded || shape.block) {
          this.#emit('string', start, at + 1, row, literal);
          return;
        }
        continue;
      }
      if (
        shape.interpolations.length > 0 &&
        (code === 36 || code === 123 || code === 35 || code === 96 || code === 37)
      ) {
        const opened = this.#interpolationAt(shape, at);
        if (opened) {
          this.#enterInterpolation(opened, start, at, row, literal);
          return;
        }
        if (code === 123 && text.charCodeAt(at + 1) === 123) at++;
      }
    }
    at = Math.min(at, end);
    this.#emit('string', start, at, row, literal);
    this.at = at;
  }

  /** Past a line end inside a literal; true where the lexer has come as far as it was asked to. */
  #continueLine(start: number, at: number, row: Row, literal: Literal): boolean {
    this.at = at;
    this.#lineStart();
    if (this.done) this.#emit('string', start, at, row, literal);
    return this.done;
  }

  #interpolationAt(shape: Shape, at: number): Interpolation | undefined {
    if (this.frame.depth >= deepest) return undefined;
    for (const interpolation of shape.interpolations) {
      if (!this.text.startsWith(interpolation.open, at)) continue;
      // `{{` is a brace, not an expression.
      if (interpolation.open === '{' && this.text.charCodeAt(at + 1) === 123) continue;
      return interpolation;
    }
    return undefined;
  }

  #enterInterpolation(opened: Interpolation, start: number, at: number, row: Row, literal: Literal): void {
    const inside = at + opened.open.length;
    this.#emit('string', start, inside, row, literal);
    this.at = inside;
    this.frame = {
      kind: 'code',
      close: opened.close,
      nest: 0,
      row,
      parent: this.frame,
      depth: depthUnder(this.frame),
    };
  }

  /** Ends a here-document or block scalar whose end is this line. */
  #endsAtLine(frame: Frame & { kind: 'string' }, literal: Literal, start: number, at: number): boolean {
    const { text } = this;
    let textStart = at;
    while (text.charCodeAt(textStart) === 32 || text.charCodeAt(textStart) === 9) textStart++;
    const first = text.charCodeAt(textStart);
    if (frame.shape.block) {
      const isBlank = textStart >= text.length || first === newline || first === 13;
      if (isBlank) return false;
      const indent = textStart - at;
      const least = frame.indent >= 0 ? frame.indent : -1 - frame.indent;
      if (indent < least) {
        literal.contentEnd = at;
        literal.end = at;
        literal.closed = true;
        this.#pop();
        return true;
      }
      if (frame.indent < 0) this.frame = { ...frame, indent };
      return false;
    }
    if (!frame.indented && textStart !== at) return false;
    const { close } = frame.shape;
    if (!text.startsWith(close, textStart) || isWordCode(text.charCodeAt(textStart + close.length)))
      return false;
    literal.contentEnd = at;
    literal.end = textStart + close.length;
    literal.closed = true;
    this.at = literal.end;
    this.#emit('string', start, this.at, frame.row, literal);
    this.#pop();
    return true;
  }

  #markup(frame: Frame & { kind: 'markup' }, end: number): void {
    const { text } = this;
    const row = frame.row === php ? html : frame.row;
    const start = this.at;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === newline) {
        this.at = at + 1;
        this.#lineStart();
        if (this.done) break;
        continue;
      }
      if (code !== 60) continue;
      const base = {
        parent: this.frame,
        depth: depthUnder(this.frame),
        row: frame.row,
      };
      if (text.startsWith('<!--', at)) {
        this.#emit('code', start, at, row);
        this.at = at;
        const comment = row.blockComments[0];
        if (!comment) return;
        this.frame = { ...base, kind: 'comment', comment, nest: 0 };
        this.#comment(this.frame, end, 4);
        return;
      }
      if (text.startsWith('<![CDATA[', at)) {
        this.#openString(start, at, at + 9, '', '<![CDATA[', cdata, row, undefined);
        return;
      }
      if (text.startsWith('<?php', at) || text.startsWith('<?=', at)) {
        this.at = at + (text.charCodeAt(at + 2) === 61 ? 3 : 5);
        this.#emit('code', start, this.at, row);
        this.frame = { ...base, row: php, kind: 'code', close: '?>', nest: 0 };
        return;
      }
      const next = text.charCodeAt(at + 1);
      if (!isWordCode(next) && next !== 47) continue;
      const tag = text.slice(at, Math.min(at + 300, end)).split('>', 1)[0] ?? '';
      const name = /^<\/?([\w:-]*)/.exec(tag)?.[1]?.toLowerCase() ?? '';
      this.#emit('code', start, at + 1, row);
      this.at = at + 1;
      this.frame = {
        ...base,
        kind: 'tag',
        inner: innerRow(tag, frame.row),
        name,
      };
      return;
    }
    this.#emit('code', start, this.done ? this.at : end, row);
    if (!this.done) this.at = end;
  }

  #tag(frame: Frame & { kind: 'tag' }, end: number): void {
    const { text } = this;
    const start = this.at;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === newline) {
        this.at = at + 1;
        this.#lineStart();
        if (this.done) {
          this.#emit('code', start, this.at, frame.row);
          return;
        }
      } else if (code === 34 || code === 39) {
        const quote = code === 34 ? '"' : "'";
        this.#openString(
          start,
          at,
          at + 1,
          '',
          quote,
          { ...markupString, close: quote },
          frame.row,
          undefined,
        );
        return;
      } else if (code === 62) {
        this.at = at + 1;
        this.#emit('code', start, this.at, frame.row);
        this.#pop();
        if (frame.inner && text.charCodeAt(at - 1) !== 47) {
          this.#embed(frame.inner, { kind: 'tag', name: frame.name });
        }
        return;
      }
    }
    this.#emit('code', start, end, frame.row);
    this.at = end;
  }

  #embed(inner: Row, until: Until): void {
    if (this.frame.depth >= deepest) return;
    const embed: Frame = {
      kind: 'embed',
      until,
      row: inner,
      parent: this.frame,
      depth: depthUnder(this.frame),
    };
    this.frame = initialFrame(inner, this.text.slice(this.at, this.at + 256), embed);
    this.limit = this.#limitOf(this.frame);
  }

  /** Prose, line by line: `at` is a line start, or inside a line after a comment. */
  #prose(frame: Frame & { kind: 'prose' }, end: number): void {
    const { text } = this;
    const start = this.at;
    const lineEnd = text.indexOf('\n', start);
    const stop = lineEnd < 0 || lineEnd >= end ? end : lineEnd + 1;
    const line = text.slice(start, Math.min(stop, start + 400));
    const isLineStart = start === 0 || text.charCodeAt(start - 1) === newline;
    const fence = isLineStart
      ? /^[ \t>]{0,16}(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(`{3,}|~{3,})[ \t]*\{?\.?([\w+#.-]*)([^\n]*)\n/.exec(
          line,
        )
      : null;
    if (fence?.[1] !== undefined && !(fence[1].startsWith('`') && fence[3]?.includes('`'))) {
      this.#emit('code', start, stop, frame.row);
      this.at = stop;
      const inner = fence[2] === '' || fence[2] === undefined ? plaintext : (rowNamed(fence[2]) ?? plaintext);
      this.#embed(inner, { kind: 'fence', mark: fence[1] });
      this.#lineStart();
      return;
    }
    const commentAt = text.slice(start, stop).indexOf('<!--');
    const comment = frame.row.blockComments[0];
    if (commentAt >= 0 && comment) {
      this.at = start + commentAt;
      this.#emit('code', start, this.at, frame.row);
      this.frame = {
        kind: 'comment',
        comment,
        nest: 0,
        row: frame.row,
        parent: this.frame,
        depth: depthUnder(this.frame),
      };
      this.#comment(this.frame, end, 4);
      return;
    }
    this.#emit('code', start, stop, frame.row);
    this.at = stop;
    if (lineEnd >= 0 && stop === lineEnd + 1) this.#lineStart();
  }
}
