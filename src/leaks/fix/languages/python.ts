import type { LiteralPlace } from '../place.ts';
import { closingOf, isWhole, openingOf } from '../place.ts';
import { pythonImport } from '../pythonImport.ts';
import type { RefusalReason } from '../refusals.ts';
import { fallbackDropped, grouped, inserted, otherQuote, quoteOf, replaced } from '../splice.ts';
import type { Edit, Writer, Written } from '../writer.ts';

const existingLookup =
  /(?<keep>\b(?:os\.)?(?:environ\.get|getenv)\(\s*["'](?<read>\w+)["']\s*\)|\b(?:os\.)?environ\[["'](?<indexed>\w+)["']\])\s*or\s*$/;
const existingDefault =
  /(?<keep>\b(?:(?:os\.)?(?:environ\.get|getenv)|env(?:\.str)?|config)\(\s*["'](?<name>\w+)["'])\s*,\s*(?:default\s*=\s*)?$/;

function refusalOf(place: LiteralPlace): RefusalReason | undefined {
  const { tokens, first, last } = place;
  const token = tokens.at(first);
  const next = tokens.at(last + 1);
  const opener = tokens.enclosing(first);
  const isFirst = token?.isFirstOnLine === true && tokens.text(first - 1) !== '\\';
  if (!place.outer && opener < 0 && isFirst && (!next || next.isFirstOnLine)) return 'documentation';
  if (tokens.text(opener) === '[' && tokens.text(opener - 1) === 'Literal') return 'type';
  let start = first;
  while (start > 0 && tokens.at(start)?.isFirstOnLine === false) start--;
  const isCase = tokens.text(start) === 'case' && start < first && tokens.text(start + 1) !== '=';
  if (isCase && !tokens.list.slice(start, first).some((one) => one.text === ':' || one.text === 'if')) {
    return 'pattern';
  }
  return undefined;
}

/** Whether another literal stands beside this one, to be joined without an operator. */
function hasNeighbour(place: LiteralPlace): boolean {
  const { tokens, first, last } = place;
  const isJoined = (index: number, after: number) =>
    tokens.isLiteral(index) && (tokens.enclosing(index) >= 0 || tokens.at(after)?.isFirstOnLine === false);
  return isJoined(first - 1, first) || isJoined(last + 1, last + 1);
}

const doubledBraces = (content: string) =>
  content.replace(/\\N\{[^}\n]*\}|[{}]/g, (found) => (found.length > 1 ? found : found + found));

function bytes(place: LiteralPlace, name: string): Written {
  const { prefix } = place.literal;
  const has = pythonImport(place);
  const [quote] = place.literal.opener;
  const lookup =
    has.os === undefined && has.environ !== undefined
      ? `${has.environ}[${quote}${name}${quote}].encode()`
      : `${has.os ?? 'os'}.environb[${prefix.toLowerCase().replace('r', '')}${quote}${name}${quote}]`;
  if (hasNeighbour(place)) return 'binary';
  const edits: Edit[] = has.os === undefined && has.environ === undefined ? has.edits : [];
  const pieces = [place.before, place.after].map((piece) =>
    piece === '' ? '' : openingOf(place) + piece + closingOf(place),
  );
  const text = [pieces[0], lookup, pieces[1]].filter((piece) => piece !== '').join(' + ');
  return replaced(place, grouped(place, text), edits);
}

function literal(place: LiteralPlace, name: string): Written {
  const refusal = refusalOf(place);
  if (refusal) return refusal;
  const kept = fallbackDropped(place, existingDefault) ?? fallbackDropped(place, existingLookup);
  if (kept) return kept;
  if (place.literal.shape.bytes) return bytes(place, name);

  const has = pythonImport(place);
  const environ = has.environ ?? `${has.os ?? 'os'}.environ`;
  const edits = has.os === undefined && has.environ === undefined ? has.edits : [];
  const { prefix, opener } = place.literal;
  const lookup = (quote: string) => `${environ}[${quote}${name}${quote}]`;
  const inner = lookup(otherQuote(opener));
  const isFormat = /[ft]/i.test(prefix);
  const isNested = place.outer !== undefined;
  if (isWhole(place) && !hasNeighbour(place) && !/t/i.test(prefix)) {
    return replaced(place, lookup(isNested ? (opener[0] ?? '"') : quoteOf(place, "'")), edits);
  }
  if (isFormat && !isNested) return inserted(place, `{${inner}}`, edits);
  if (isNested) {
    // Inside another literal's braces no second kind of quote may appear before Python 3.12.
    if (isFormat)
      return inserted(place, `{${environ}[${otherQuote(opener)}${name}${otherQuote(opener)}]}`, edits);
    const pieces = [place.before, place.after].map((piece) =>
      piece === '' ? '' : openingOf(place) + piece + closingOf(place),
    );
    const text = [pieces[0], lookup(opener[0] ?? '"'), pieces[1]].filter((piece) => piece !== '').join(' + ');
    return replaced(place, `(${text})`, edits);
  }
  const raw = /r/i.test(prefix) ? 'r' : '';
  const format = raw === '' ? doubledBraces : (content: string) => content.replace(/[{}]/g, '$&$&');
  return replaced(
    place,
    `${raw}f${opener}${format(place.before)}{${inner}}${format(place.after)}${opener}`,
    edits,
  );
}

export const python: Writer = {
  language: 'python',
  shown: "os.environ['API_TOKEN']",
  shownImport: 'import os',
  literal,
};
