import type { LiteralPlace } from '../place.ts';
import { isWhole, openingOf } from '../place.ts';
import type { RefusalReason } from '../refusals.ts';
import { concatenated, fallbackDropped, grouped, quoteOf, replaced } from '../splice.ts';
import type { Tokens } from '../tokens.ts';
import type { Writer, Written } from '../writer.ts';

const existingLookup =
  /(?<keep>\bgetenv\(\s*["'](?<got>\w+)["']\s*\)|\$_(?:ENV|SERVER)\[["'](?<indexed>\w+)["']\])\s*(?:\?\?|\?:|\|\||or)\s*$/;
const existingDefault = /(?<keep>\benv\(\s*["'](?<name>\w+)["'])\s*,\s*$/;

const ofProperties = new Set('public private protected static readonly var final abstract'.split(' '));

function refusalOf(place: LiteralPlace): RefusalReason | undefined {
  const { tokens, first, document } = place;
  for (let opener = tokens.enclosing(first); opener >= 0; opener = tokens.enclosing(opener)) {
    if (tokens.text(opener) === '[' && tokens.text(opener - 1) === '#') return 'attribute';
  }
  const start = tokens.statementStart(first);
  const words: string[] = [];
  for (let at = start; at < first && tokens.isWord(at) && words.length < 8; at++) words.push(tokens.text(at));
  const isField = words.some((word) => ofProperties.has(word)) && !words.includes('function');
  if (words.includes('const')) {
    const isTop =
      tokens.enclosing(start) < 0 && words[0] === 'const' && !/^\s*namespace\b/m.test(document.text);
    return isTop && tokens.text(first - 1) === '=' && tokens.text(place.last + 1) === ';'
      ? undefined
      : 'classConstant';
  }
  if (words[0] === 'case' && tokens.text(first - 1) === '=') return 'enumValue';
  if (isParameterDefault(tokens, first)) return 'parameterDefault';
  return isField ? 'propertyDefault' : undefined;
}

function isParameterDefault(tokens: Tokens, index: number): boolean {
  for (
    let at = index, opener = tokens.enclosing(at);
    opener >= 0;
    at = opener, opener = tokens.enclosing(at)
  ) {
    if (tokens.text(opener) === '{') return false;
    if (tokens.text(opener) !== '(') continue;
    const isFunction = [opener - 1, opener - 2, opener - 3].some((before) =>
      /^(?:function|fn)$/.test(tokens.text(before)),
    );
    if (isFunction) return true;
  }
  return false;
}

/** A here-document ends before the token and begins again after it. */
function cutDocument(place: LiteralPlace, lookup: string): Written {
  const { literal, document, before, after } = place;
  const { text, eol } = document;
  const opening = literal.opener;
  const closingLine = text.slice(document.lineStart(literal.end), literal.end);
  const indent = /^[ \t]*/.exec(closingLine)?.[0] ?? '';
  const close = closingLine.slice(indent.length);
  const { contentStart, start, end } = literal;
  const restOfLine = text.slice(start + opening.length, contentStart);
  if (restOfLine.trim() !== '') return 'quotedHereDocument';
  const isFirst = before.trim() === '' && !before.includes('\n') && before.length <= indent.length;
  const isLast = /^\r?\n?[ \t]*$/.test(after);
  const head = isFirst ? '' : `${opening}${eol}${before}${eol}${indent}${close}${eol}${indent}. `;
  const tail = isLast ? '' : ` . ${opening}${eol}${indent}${after}${indent}${close}`;
  return { edits: [{ start, end, text: `${head}${lookup}${tail}` }] };
}

function literal(place: LiteralPlace, name: string): Written {
  const refusal = refusalOf(place);
  if (refusal) return refusal;
  const kept = fallbackDropped(place, existingDefault) ?? fallbackDropped(place, existingLookup);
  if (kept) return kept;
  const { document, literal, tokens, first } = place;
  const isLaravel =
    /(?:^|\/)config\/[\w-]+\.php$/.test(document.source.path ?? '') &&
    /\benv\(|^\s*return\s*\[/m.test(document.text);
  const quote = quoteOf(place, "'");
  const lookup = `${isLaravel ? 'env' : 'getenv'}(${quote}${name}${quote})`;
  if (literal.shape.heredoc !== 'no') return cutDocument(place, lookup);
  if (place.outer) {
    if (openingOf(place) === place.outer.opener) return 'unknown';
  }
  const value = grouped(place, concatenated(place, lookup, { operator: ' . ' }));
  const start = tokens.statementStart(first);
  if (tokens.text(start) === 'const') {
    const keyword = tokens.at(start);
    const constant = tokens.at(start + 1);
    if (!keyword || constant?.kind !== 'word') return 'classConstant';
    return {
      edits: [
        { start: keyword.start, end: place.to, text: `define(${quote}${constant.text}${quote}, ${value})` },
      ],
    };
  }
  return replaced(place, isWhole(place) ? lookup : value);
}

export const php: Writer = { language: 'php', shown: "getenv('API_TOKEN')", literal };
