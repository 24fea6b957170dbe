import type { Row, Shape } from './languages/row.ts';
import { plainShape } from './languages/row.ts';
import { rowByName, rowNamed } from './languages.ts';
import type { Frame, Until } from './lexicalFrame.ts';
import { deepest, depthUnder, initialFrame } from './lexicalFrame.ts';
import type { Machine } from './lexicalMachine.ts';
import { isWordCode, newline } from './lexicalMachine.ts';
import { lexComment, openString } from './lexLiteral.ts';

const markupString: Shape = { ...plainShape, escape: 'none', multiline: true };
const cdata: Shape = {
  ...plainShape,
  close: ']]>',
  escape: 'none',
  multiline: true,
  raw: true,
};

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

export function lexMarkup(m: Machine, frame: Frame & { kind: 'markup' }, end: number): void {
  const { text } = m;
  const row = frame.row === php ? html : frame.row;
  const start = m.at;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === newline) {
      m.at = at + 1;
      m.lineStart();
      if (m.done) break;
      continue;
    }
    if (code !== 60) continue;
    const base = {
      parent: m.frame,
      depth: depthUnder(m.frame),
      row: frame.row,
    };
    if (text.startsWith('<!--', at)) {
      m.emit('code', start, at, row);
      m.at = at;
      const comment = row.blockComments[0];
      if (!comment) return;
      m.frame = { ...base, kind: 'comment', comment, nest: 0 };
      lexComment(m, m.frame, end, 4);
      return;
    }
    if (text.startsWith('<![CDATA[', at)) {
      openString(m, start, at, at + 9, '', '<![CDATA[', cdata, row, undefined);
      return;
    }
    if (text.startsWith('<?php', at) || text.startsWith('<?=', at)) {
      m.at = at + (text.charCodeAt(at + 2) === 61 ? 3 : 5);
      m.emit('code', start, m.at, row);
      m.frame = { ...base, row: php, kind: 'code', close: '?>', nest: 0 };
      return;
    }
    const next = text.charCodeAt(at + 1);
    if (!isWordCode(next) && next !== 47) continue;
    const tag = text.slice(at, Math.min(at + 300, end)).split('>', 1)[0] ?? '';
    const name = /^<\/?([\w:-]*)/.exec(tag)?.[1]?.toLowerCase() ?? '';
    m.emit('code', start, at + 1, row);
    m.at = at + 1;
    m.frame = {
      ...base,
      kind: 'tag',
      inner: innerRow(tag, frame.row),
      name,
    };
    return;
  }
  m.emit('code', start, m.done ? m.at : end, row);
  if (!m.done) m.at = end;
}

export function lexTag(m: Machine, frame: Frame & { kind: 'tag' }, end: number): void {
  const { text } = m;
  const start = m.at;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === newline) {
      m.at = at + 1;
      m.lineStart();
      if (m.done) {
        m.emit('code', start, m.at, frame.row);
        return;
      }
    } else if (code === 34 || code === 39) {
      const quote = code === 34 ? '"' : "'";
      openString(m, start, at, at + 1, '', quote, { ...markupString, close: quote }, frame.row, undefined);
      return;
    } else if (code === 62) {
      m.at = at + 1;
      m.emit('code', start, m.at, frame.row);
      m.pop();
      if (frame.inner && text.charCodeAt(at - 1) !== 47) {
        embed(m, frame.inner, { kind: 'tag', name: frame.name });
      }
      return;
    }
  }
  m.emit('code', start, end, frame.row);
  m.at = end;
}

function embed(m: Machine, inner: Row, until: Until): void {
  if (m.frame.depth >= deepest) return;
  const embed: Frame = {
    kind: 'embed',
    until,
    row: inner,
    parent: m.frame,
    depth: depthUnder(m.frame),
  };
  m.frame = initialFrame(inner, m.text.slice(m.at, m.at + 256), embed);
  m.limit = m.limitOf(m.frame);
}

/** Prose, line by line: `at` is a line start, or inside a line after a comment. */
export function lexProse(m: Machine, frame: Frame & { kind: 'prose' }, end: number): void {
  const { text } = m;
  const start = m.at;
  const lineEnd = text.indexOf('\n', start);
  const stop = lineEnd < 0 || lineEnd >= end ? end : lineEnd + 1;
  const line = text.slice(start, Math.min(stop, start + 400));
  const isLineStart = start === 0 || text.charCodeAt(start - 1) === newline;
  const fence = isLineStart
    ? /^[ \t>]{0,16}(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(`{3,}|~{3,})[ \t]*\{?\.?([\w+#.-]*)([^\n]*)\n/.exec(line)
    : null;
  if (fence?.[1] !== undefined && !(fence[1].startsWith('`') && fence[3]?.includes('`'))) {
    m.emit('code', start, stop, frame.row);
    m.at = stop;
    const inner = fence[2] === '' || fence[2] === undefined ? plaintext : (rowNamed(fence[2]) ?? plaintext);
    embed(m, inner, { kind: 'fence', mark: fence[1] });
    m.lineStart();
    return;
  }
  const commentAt = text.slice(start, stop).indexOf('<!--');
  const comment = frame.row.blockComments[0];
  if (commentAt >= 0 && comment) {
    m.at = start + commentAt;
    m.emit('code', start, m.at, frame.row);
    m.frame = {
      kind: 'comment',
      comment,
      nest: 0,
      row: frame.row,
      parent: m.frame,
      depth: depthUnder(m.frame),
    };
    lexComment(m, m.frame, end, 4);
    return;
  }
  m.emit('code', start, stop, frame.row);
  m.at = stop;
  if (lineEnd >= 0 && stop === lineEnd + 1) m.lineStart();
}

export function leaveEmbedded(m: Machine): void {
  let outermost: Frame | undefined;
  for (let frame: Frame | undefined = m.frame; frame; frame = frame.parent) {
    if (frame.kind === 'embed' && m.endOf(frame.until) <= m.at) outermost = frame;
  }
  while (outermost && m.frame !== outermost && m.frame.parent) m.pop();
  if (outermost) m.pop();
  m.pending = [];
  m.limit = m.limitOf(m.frame);
  if (m.frame.kind === 'prose') {
    // The closing fence itself is the host's: a line that opens nothing.
    const lineEnd = m.text.indexOf('\n', m.at);
    const end = lineEnd < 0 ? m.text.length : lineEnd + 1;
    m.emit('code', m.at, end, m.frame.row);
    m.at = end;
    if (lineEnd >= 0) m.lineStart();
  }
}
