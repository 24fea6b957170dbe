import type { Finding, Source } from './finding.ts';
import { Document } from './fix/document.ts';
import type { Edit } from './fix/writer.ts';
import type { Row } from './languages.ts';
import { scan } from './scan.ts';

/**
 * The edit that makes the scanner pass over a finding: a comment of the finding's own language, at the end of its line
 * or on a line above. Undefined where no comment can stand there (plain JSON, inside a literal of several lines, in the
 * middle of a continued command).
 */
export function ignoreLine(text: string, finding: Finding, source: Source): Edit | undefined {
  const document = new Document(text, source);
  const region = document.region(finding.start);
  const row = region?.row ?? document.row;
  // A comment there would be read as part of the value, or shown as text of the page.
  if (region?.literal?.shape.block || (isJsx(source) && region?.kind === 'code')) return undefined;
  const atEnd = endOfLine(document, row, finding);
  const above = lineAbove(document, row, finding);
  const candidates = row.style === 'code' || row.style === 'shell' ? [atEnd, above] : [above, atEnd];
  // The scanner itself says whether a comment does what it is for.
  return candidates.find((edit) => edit && isSilent(text, finding, source, edit));
}

function isJsx({ languageId, path }: Source): boolean {
  return /react$/.test(languageId ?? '') || /\.[jt]sx$/.test(path ?? '');
}

function endOfLine(document: Document, row: Row, { start, end }: Finding): Edit | undefined {
  const comment = commentOf(row, 'mileapp-ignore-line', 'anywhere');
  const at = document.lineEnd(start);
  if (!comment || at < end || document.text[at - 1] === '\\') return undefined;
  // A comment there is gone on with; a literal there would take the comment for its own text.
  const inside = document.region(Math.max(at - 1, 0));
  const literal = inside?.kind === 'string' ? inside.literal : undefined;
  if (literal && (literal.end > at || !literal.closed)) return undefined;
  const text = inside?.kind === 'comment' ? ' mileapp-ignore-line' : ` ${comment}`;
  return { start: at, end: at, text };
}

function lineAbove(document: Document, row: Row, { start }: Finding): Edit | undefined {
  const comment = commentOf(row, 'mileapp-ignore-next-line', 'lineStart');
  const at = document.lineStart(start);
  if (!comment) return undefined;
  const before = at === 0 ? undefined : document.region(at - 1);
  if (before?.kind === 'string' && before.literal && before.literal.end > at) return undefined;
  if (document.text[document.lineEnd(Math.max(at - 1, 0)) - 1] === '\\' && at > 0) return undefined;
  const indentation = /^[\t ]*/.exec(document.text.slice(at, at + 200))?.[0] ?? '';
  return { start: at, end: at, text: `${indentation}${comment}${document.eol}` };
}

/** The words as a comment of the language; a mark that counts only at a line's start counts only there. */
function commentOf(row: Row, words: string, place: 'anywhere' | 'lineStart'): string | undefined {
  const line = row.lineComments.find(({ where }) => place === 'lineStart' || where !== 'lineStart');
  if (line) return `${line.mark.trim()} ${words}`;
  const block = row.blockComments.find(({ open }) => !open.startsWith('\n'));
  return block && `${block.open} ${words} ${block.close}`;
}

function isSilent(text: string, finding: Finding, source: Source, edit: Edit): boolean {
  const edited = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  const shift = edit.start <= finding.start ? edit.text.length : 0;
  return !scan(edited, source).some(({ start }) => start === finding.start + shift);
}
