import type { Row, Shape, StringRule } from './languages/row.ts';
import { plainShape } from './languages/row.ts';
import { rowByName } from './languages.ts';
import type { Frame } from './lexicalFrame.ts';
import { deepest, depthUnder } from './lexicalFrame.ts';
import type { Literal, Machine } from './lexicalMachine.ts';
import { isWordCode, newline } from './lexicalMachine.ts';
import type { Beginnings } from './lexicalTable.ts';
import { tableFor } from './lexicalTable.ts';
import { lexComment, openString } from './lexLiteral.ts';

const backslash = 92;
const backtick = 96;
const keywordBeforeRegex =
  /(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|delete|throw|new|yield|await|and|or|not|if|unless|when|while|until|split|match)$/;
const blockScalar: Shape = {
  ...plainShape,
  close: '',
  escape: 'none',
  multiline: true,
  raw: true,
  block: true,
};
const slashRegex: Shape = { ...plainShape, close: '/', regex: true };

const php = rowByName('php');

export function lexCode(m: Machine, frame: Frame & { kind: 'code' }, end: number): void {
  const { text } = m;
  const { row } = frame;
  const table = tableFor(row);
  const start = m.at;
  const literal = m.frame.parent?.kind === 'string' ? m.enclosing() : undefined;
  let at = start;
  let current = frame;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code > 127 || table.stops[code] === 0) continue;
    const beginnings = table.beginnings[code];
    if (code === newline) {
      if (beginnings && openBlockComment(m, beginnings, start, at, row, literal)) return;
      at++;
      m.at = at;
      const isInLine = current.parent?.kind === 'string' && !current.parent.shape.multiline;
      if (isInLine) {
        m.emit('code', start, at, row, literal);
        m.pop();
        m.pop();
        m.lineStart();
        return;
      }
      if (m.pending.length > 0) {
        m.emit('code', start, at, row, literal);
        beginPending(m, row);
        m.lineStart();
        return;
      }
      if (row.host === 'yaml' && beginBlockScalar(m, start, at, row)) {
        m.lineStart();
        return;
      }
      m.lineStart();
      if (m.done) {
        m.emit('code', start, at, row, literal);
        return;
      }
      at--;
      continue;
    }
    if (current.close !== '') {
      const next = bracket(m, current, code, at);
      if (next === 'closed') {
        const closeEnd = at + (current.close === '?>' ? 2 : 1);
        m.emit('code', start, closeEnd, row, literal);
        m.at = closeEnd;
        m.pop();
        return;
      }
      if (next) {
        current = next;
        m.frame = next;
        continue;
      }
    }
    if (!beginnings) continue;
    if (openBlockComment(m, beginnings, start, at, row, literal)) return;
    if (openLineComment(m, beginnings, start, at, end, row, literal)) return;
    const skipped = openLiteral(m, beginnings, start, at, end, row, literal);
    if (skipped === 'opened') return;
    if (skipped > at) at = skipped - 1;
  }
  m.emit('code', start, at, row, literal);
  m.at = at;
}

function bracket(
  m: Machine,
  frame: Frame & { kind: 'code' },
  code: number,
  at: number,
): (Frame & { kind: 'code' }) | 'closed' | undefined {
  if (frame.close === '?>') return code === 63 && m.text.charCodeAt(at + 1) === 62 ? 'closed' : undefined;
  const closing = frame.close.charCodeAt(0);
  if (code === closing) return frame.nest === 0 ? 'closed' : { ...frame, nest: frame.nest - 1 };
  const opening = frame.close === '}' ? 123 : frame.close === ')' ? 40 : -1;
  return code === opening ? { ...frame, nest: frame.nest + 1 } : undefined;
}

function openBlockComment(
  m: Machine,
  beginnings: Beginnings,
  start: number,
  at: number,
  row: Row,
  literal: Literal | undefined,
): boolean {
  for (const comment of beginnings.blocks) {
    if (!m.text.startsWith(comment.open, at)) continue;
    m.emit('code', start, at, row, literal);
    m.at = at;
    m.frame = {
      kind: 'comment',
      comment,
      nest: 0,
      row,
      parent: m.frame,
      depth: depthUnder(m.frame),
    };
    lexComment(m, m.frame, Math.min(m.text.length, m.limit), comment.open.length);
    return true;
  }
  return false;
}

function openLineComment(
  m: Machine,
  beginnings: Beginnings,
  start: number,
  at: number,
  end: number,
  row: Row,
  literal: Literal | undefined,
): boolean {
  for (const { mark, where } of beginnings.lines) {
    if (!m.text.startsWith(mark, at) || !mayComment(m, where, at)) continue;
    if (mark === '#' && row === php && m.text[at + 1] === '[') continue;
    m.emit('code', start, at, row, literal);
    const lineEnd = m.text.indexOf('\n', at);
    let stop = lineEnd < 0 || lineEnd > end ? end : lineEnd;
    if (row === php && m.frame.kind === 'code' && m.frame.close === '?>') {
      const phpEnd = m.text.slice(at, stop).indexOf('?>');
      if (phpEnd >= 0) stop = at + phpEnd;
    }
    m.emit('comment', at, stop, row);
    m.at = stop;
    return true;
  }
  return false;
}

function mayComment(m: Machine, where: 'anywhere' | 'wordStart' | 'lineStart', at: number): boolean {
  if (where === 'anywhere') return true;
  if (where === 'wordStart') return at === 0 || /[\s;|&()]/.test(m.text[at - 1] ?? '');
  let before = at - 1;
  while (before >= 0 && (m.text.charCodeAt(before) === 32 || m.text.charCodeAt(before) === 9)) before--;
  return before < 0 || m.text.charCodeAt(before) === newline;
}

/** `'opened'`, or the offset up to which the code is known to hold no literal. */
function openLiteral(
  m: Machine,
  beginnings: Beginnings,
  start: number,
  at: number,
  end: number,
  row: Row,
  literal: Literal | undefined,
): 'opened' | number {
  if (beginnings.slash) {
    const after = regexEnd(m, at, end);
    if (after > at) {
      m.emit('code', start, at, row, literal);
      const regex = m.literal(at, at + 1, '', '/', slashRegex, row);
      Object.assign(regex, {
        end: after,
        contentEnd: after - 1,
        closed: true,
      });
      m.emit('string', at, after, row, regex);
      m.at = after;
      return 'opened';
    }
  }
  if (m.frame.depth >= deepest) return at;
  const isInsideWord =
    at > start && isWordCode(m.text.charCodeAt(at)) && isWordCode(m.text.charCodeAt(at - 1));
  for (const open of isInsideWord ? [] : beginnings.openers) {
    const found = open(m.text, at);
    if (!found) continue;
    if (found.deferred) {
      m.pending.push(found);
      return found.contentStart;
    }
    const opener = m.text.slice(found.start + found.prefix.length, found.contentStart);
    openString(m, start, found.start, found.contentStart, found.prefix, opener, found.shape, row, literal);
    return 'opened';
  }
  for (const rule of beginnings.strings) {
    if (!m.text.startsWith(rule.open, at)) continue;
    if (rule.atValue && at > 0 && isWordCode(m.text.charCodeAt(at - 1))) continue;
    const prefix = prefixBefore(m, rule, start, at, row);
    const shape = (prefix === '' ? undefined : tableFor(row).prefixed(rule, prefix)) ?? rule;
    const from = at - prefix.length;
    openString(m, start, from, at + rule.open.length, prefix, rule.open, shape, row, literal);
    return 'opened';
  }
  return at;
}

function prefixBefore(m: Machine, rule: StringRule, start: number, at: number, row: Row): string {
  const table = tableFor(row);
  if (!table.hasPrefixes) return '';
  const isMark = (code: number) => code === 36 || code === 64;
  const first = m.text.charCodeAt(at - 1);
  let from = at;
  if (at > start && isMark(first)) {
    while (from > start && at - from < 4 && isMark(m.text.charCodeAt(from - 1))) from--;
  } else {
    while (from > start && at - from < 24 && isWordCode(m.text.charCodeAt(from - 1))) from--;
  }
  const prefix = m.text.slice(from, at);
  return prefix !== '' && table.prefixed(rule, prefix) ? prefix : '';
}

function beginPending(m: Machine, row: Row): void {
  for (const document of m.pending.reverse()) {
    const opener = m.text.slice(document.start, document.contentStart);
    const literal = m.literal(document.start, m.at, '', opener, document.shape, row);
    m.literals.push(literal);
    m.frame = {
      kind: 'string',
      shape: document.shape,
      indented: document.indented,
      indent: -1,
      row,
      parent: m.frame,
      depth: depthUnder(m.frame),
    };
  }
  m.pending = [];
}

/** After the line end at `at - 1`: begins a block scalar where the line says so. */
function beginBlockScalar(m: Machine, start: number, at: number, row: Row): boolean {
  const lineStart = m.text.lastIndexOf('\n', at - 2) + 1;
  const tail = m.text.slice(Math.max(lineStart, at - 80), at - 1);
  const found = /(?:^|[:\-?]|![\w!/-]{1,40})[ \t]+([|>][-+\d]{0,2})[ \t]*(?:#[^\n]*)?\r?$/.exec(tail);
  if (!found || m.frame.depth >= deepest) return false;
  const mark = found[1] ?? '|';
  const markAt = at - 1 - tail.length + found.index + found[0].indexOf(mark);
  const opensAt = Math.max(start, markAt);
  m.emit('code', start, at, row);
  m.literals.push(m.literal(opensAt, at, '', mark, blockScalar, row));
  let indent = 0;
  while (m.text.charCodeAt(lineStart + indent) === 32) indent++;
  m.frame = {
    kind: 'string',
    shape: blockScalar,
    indented: false,
    // Until its first line is seen: not less than one more than the key's, written as −2 − key.
    indent: -2 - indent,
    row,
    parent: m.frame,
    depth: depthUnder(m.frame),
  };
  return true;
}

/** The offset past a regular expression literal at `at`, or `at`. */
function regexEnd(m: Machine, at: number, end: number): number {
  const { text } = m;
  if (at < m.noRegexBefore) return at;
  let before = at - 1;
  while (before >= 0 && (text.charCodeAt(before) === 32 || text.charCodeAt(before) === 9)) before--;
  const previous = before < 0 ? newline : text.charCodeAt(before);
  if (previous === 41 || previous === 93 || previous === 125 || previous === 34 || previous === 39) return at;
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
  m.noRegexBefore = lineEnd < 0 ? text.length : lineEnd;
  return at;
}
