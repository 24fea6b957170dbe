import type { Finding } from '../finding.ts';
import type { Row } from '../languages.ts';
import type { Literal, Region } from '../lexer.ts';
import type { Document } from './document.ts';
import type { Tokens } from './tokens.ts';

/** What every place of a token has: where it stands, and what the lexer says of it. */
export type PlaceBase = {
  document: Document;
  /** The token itself. */
  start: number;
  end: number;
  /** The token as the program sees it: of one in pieces, the pieces joined. */
  value: string;
  row: Row;
  region: Region;
  /** The literal in whose interpolation the place is. */
  outer: Literal | undefined;
};

/** A token inside a literal, or over several that are joined: then `before` and `after` are of the first and last. */
export type LiteralPlace = PlaceBase & {
  kind: 'literal';
  literal: Literal;
  /** What to replace: the literal, or all that are joined. */
  from: number;
  to: number;
  /** The literal's text before and after the token, as written. */
  before: string;
  after: string;
  isSplit: boolean;
  tokens: Tokens;
  /** The first and last token that `from`…`to` covers. */
  first: number;
  last: number;
};

/** A token that stands in no literal: a shell's word, YAML's plain value, text between tags. */
export type BarePlace = PlaceBase & { kind: 'bare' };

export type Place = LiteralPlace | BarePlace;

const joint = /^(?:\s|[+.&~^|]|\+\+|<>|\.\.|\\\r?\n|_|\/\*[^*]*\*\/|(?:\/\/|#|--)[^\n]*\n)*$/;
const tokenEnd = /[\w.~+/=-]*$/;
const tokenStart = /^[\w.~+/=-]*/;

/** Where a finding stands, or why that is no place for a fix. */
export function placeOf(
  document: Document,
  finding: Pick<Finding, 'start' | 'end'>,
): Place | 'outside' | 'split' | 'unclosed' {
  const { start, end } = finding;
  if (!(start >= 0 && start < end && end <= document.text.length)) return 'outside';
  const region = document.region(start);
  if (!region) return 'outside';
  const { row } = region;
  if (region.kind !== 'string' || !region.literal) {
    return {
      kind: 'bare',
      document,
      start,
      end,
      value: document.text.slice(start, end),
      row,
      region,
      outer: region.literal,
    };
  }
  const outer = outerOf(document, region.literal);
  const base = { document, row, region, outer };
  if (start < region.literal.contentStart && end > region.literal.contentStart) {
    return splitPlace(base, region.literal, end);
  }
  const { literal } = region;
  if (!literal.closed && !literal.shape.block) return 'unclosed';
  if (end > literal.contentEnd) return 'split';
  return literalPlace(base, [literal], start, end);
}

type Base = Omit<PlaceBase, 'start' | 'end' | 'value'>;

function literalPlace(
  base: Base,
  literals: readonly [Literal, ...Literal[]],
  start: number,
  end: number,
): LiteralPlace {
  const { text } = base.document;
  const [first] = literals;
  const last = literals.at(-1) ?? first;
  const value = literals
    .map((one) => text.slice(Math.max(one.contentStart, start), Math.min(one.contentEnd, end)))
    .join('');
  const tokens = base.document.tokens(first.start, base.outer);
  return {
    ...base,
    kind: 'literal',
    start,
    end,
    value,
    literal: first,
    from: first.start,
    to: last.end,
    before: text.slice(first.contentStart, start),
    after: text.slice(end, last.contentEnd),
    isSplit: literals.length > 1,
    tokens,
    first: tokens.indexAt(first.start),
    last: tokens.indexAt(last.start),
  };
}

/** The literals from `first` to `end`, where nothing but joining marks stands between them. */
function splitPlace(base: Base, first: Literal, end: number): LiteralPlace | 'split' | 'unclosed' {
  const { document } = base;
  const { text } = document;
  const literals: Literal[] = [];
  let past = first.start;
  for (let index = document.regionIndex(first.start); index < document.regions.length; index++) {
    const region = document.regions[index];
    if (!region || region.start >= end) break;
    if (region.kind !== 'string' || !region.literal || region.start < past) continue;
    const { literal } = region;
    if (!literal.closed) return 'unclosed';
    if (literals.length > 0 && !joint.test(text.slice(past, literal.start))) return 'split';
    if (literal.end > end + 8) return 'split';
    literals.push(literal);
    past = literal.end;
  }
  const last = literals.at(-1) ?? first;
  if (literals.some((one) => one.opener !== first.opener || one.prefix !== first.prefix)) return 'split';
  const head = text.slice(first.contentStart, first.contentEnd);
  const tail = text.slice(last.contentStart, last.contentEnd);
  const start = first.contentEnd - (tokenEnd.exec(head)?.[0].length ?? 0);
  const stop =
    last === first ? last.contentEnd : last.contentStart + (tokenStart.exec(tail)?.[0].length ?? 0);
  return literalPlace(base, [first, ...literals.slice(1)], start, stop);
}

/** The literal around the interpolation in which `literal` stands. */
function outerOf(document: Document, literal: Literal): Literal | undefined {
  const index = document.regionIndex(literal.start);
  const region = document.regions[index];
  if (region && region.literal !== literal && region.kind === 'code') return region.literal;
  const before = document.regions[index - 1];
  if (!before?.literal || before.literal === literal) return undefined;
  if (before.literal.start < literal.start && before.literal.end >= literal.end) return before.literal;
  return undefined;
}

/** Whether the token is all that the literal says. */
export function isWhole(place: LiteralPlace): boolean {
  return place.before === '' && place.after === '';
}

/** The literal without its token, closed again around `before`. */
export function openingOf(place: LiteralPlace): string {
  return place.document.text.slice(place.literal.start, place.literal.contentStart);
}

/** The closing mark, as written. */
export function closingOf(place: LiteralPlace): string {
  const { literal, document } = place;
  return place.isSplit ? literal.shape.close : document.text.slice(literal.contentEnd, literal.end);
}
