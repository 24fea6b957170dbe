import type { Interpolation, Row, Shape } from './languages/row.ts';
import type { Frame } from './lexicalFrame.ts';
import { deepest, depthUnder } from './lexicalFrame.ts';
import type { Literal, Machine } from './lexicalMachine.ts';
import { isWordCode, newline } from './lexicalMachine.ts';

const backslash = 92;
const backtick = 96;

export function lexComment(m: Machine, frame: Frame & { kind: 'comment' }, end: number, skip = 0): void {
  const { text } = m;
  const { open, close, nests } = frame.comment;
  const closeFirst = close.charCodeAt(0);
  const openFirst = nests ? open.charCodeAt(0) : -1;
  const start = m.at;
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
        m.emit('comment', start, at, frame.row);
        m.at = at;
        m.pop();
        return;
      }
      current = { ...current, nest: current.nest - 1 };
      m.frame = current;
    } else if (code === openFirst && text.startsWith(open, at)) {
      at += open.length;
      current = { ...current, nest: current.nest + 1 };
      m.frame = current;
    } else {
      at++;
      if (code === newline) {
        m.at = at;
        // `\n=end` begins with the line end before it, so its frame must be left from that line.
        if (closeFirst === newline && text.startsWith(close.slice(1), at)) {
          at--;
          continue;
        }
        m.lineStart();
        if (m.done) break;
      }
    }
  }
  m.emit('comment', start, at, frame.row);
  m.at = at;
}

export function lexString(
  m: Machine,
  frame: Frame & { kind: 'string' },
  end: number,
  contentStart = m.at,
): void {
  const { text } = m;
  const { shape, row } = frame;
  const literal = m.enclosing();
  if (!literal) return;
  const start = m.at;
  const isLineEnded = shape.heredoc !== 'no' && !shape.close.startsWith('\n');
  const closeFirst = isLineEnded || shape.block ? -1 : shape.close.charCodeAt(0);
  const escapeCode = shape.escape === 'backslash' ? backslash : shape.escape === 'backtick' ? backtick : -1;
  let at = contentStart;
  // A document or block that begins (again) at a line start may end right there.
  const isAtLineStart = at === 0 || text.charCodeAt(at - 1) === newline;
  if (isAtLineStart && (isLineEnded || shape.block) && endsAtLine(m, frame, literal, start, at)) return;
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
      m.at = literal.end;
      m.emit('string', start, m.at, row, literal);
      m.pop();
      return;
    }
    if (code === escapeCode) {
      const opened = interpolationAt(m, shape, at);
      if (opened) {
        enterInterpolation(m, opened, start, at, row, literal);
        return;
      }
      const next = text.charCodeAt(at + 1);
      if (next !== newline && next !== 13) at++;
      else if (shape.multiline) continue;
      else {
        // An escaped line end continues a one-line literal.
        at = next === 13 && text.charCodeAt(at + 2) === newline ? at + 2 : at + 1;
        if (text.charCodeAt(at) === newline && continueLine(m, start, at + 1, row, literal)) return;
      }
      continue;
    }
    if (code === newline) {
      if (!shape.multiline) {
        m.at = at;
        m.emit('string', start, at, row, literal);
        m.pop();
        return;
      }
      if (continueLine(m, start, at + 1, row, literal)) return;
      if (isLineEnded || shape.block) {
        m.emit('string', start, at + 1, row, literal);
        return;
      }
      continue;
    }
    if (
      shape.interpolations.length > 0 &&
      (code === 36 || code === 123 || code === 35 || code === 96 || code === 37)
    ) {
      const opened = interpolationAt(m, shape, at);
      if (opened) {
        enterInterpolation(m, opened, start, at, row, literal);
        return;
      }
      if (code === 123 && text.charCodeAt(at + 1) === 123) at++;
    }
  }
  at = Math.min(at, end);
  m.emit('string', start, at, row, literal);
  m.at = at;
}

export function openString(
  m: Machine,
  codeStart: number,
  start: number,
  contentStart: number,
  prefix: string,
  opener: string,
  shape: Shape,
  row: Row,
  enclosing: Literal | undefined,
): void {
  m.emit('code', codeStart, start, row, enclosing);
  m.literals.push(m.literal(start, contentStart, prefix, opener, shape, row));
  m.frame = {
    kind: 'string',
    shape,
    indented: false,
    indent: -1,
    row,
    parent: m.frame,
    depth: depthUnder(m.frame),
  };
  m.at = start;
  lexString(m, m.frame, Math.min(m.text.length, m.limit), contentStart);
}

/** Past a line end inside a literal; true where the lexer has come as far as it was asked to. */
function continueLine(m: Machine, start: number, at: number, row: Row, literal: Literal): boolean {
  m.at = at;
  m.lineStart();
  if (m.done) m.emit('string', start, at, row, literal);
  return m.done;
}

function interpolationAt(m: Machine, shape: Shape, at: number): Interpolation | undefined {
  if (m.frame.depth >= deepest) return undefined;
  for (const interpolation of shape.interpolations) {
    if (!m.text.startsWith(interpolation.open, at)) continue;
    // `{{` is a brace, not an expression.
    if (interpolation.open === '{' && m.text.charCodeAt(at + 1) === 123) continue;
    return interpolation;
  }
  return undefined;
}

function enterInterpolation(
  m: Machine,
  opened: Interpolation,
  start: number,
  at: number,
  row: Row,
  literal: Literal,
): void {
  const inside = at + opened.open.length;
  m.emit('string', start, inside, row, literal);
  m.at = inside;
  m.frame = {
    kind: 'code',
    close: opened.close,
    nest: 0,
    row,
    parent: m.frame,
    depth: depthUnder(m.frame),
  };
}

/** Ends a here-document or block scalar whose end is this line. */
function endsAtLine(
  m: Machine,
  frame: Frame & { kind: 'string' },
  literal: Literal,
  start: number,
  at: number,
): boolean {
  const { text } = m;
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
      m.pop();
      return true;
    }
    if (frame.indent < 0) m.frame = { ...frame, indent };
    return false;
  }
  if (!frame.indented && textStart !== at) return false;
  const { close } = frame.shape;
  if (!text.startsWith(close, textStart) || isWordCode(text.charCodeAt(textStart + close.length)))
    return false;
  literal.contentEnd = at;
  literal.end = textStart + close.length;
  literal.closed = true;
  m.at = literal.end;
  m.emit('string', start, m.at, frame.row, literal);
  m.pop();
  return true;
}
