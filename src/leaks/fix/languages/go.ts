import { goImport } from '../goImport.ts';
import type { LiteralPlace } from '../place.ts';
import type { RefusalReason } from '../refusals.ts';
import { concatenated, fallbackDropped, grouped, replaced } from '../splice.ts';
import type { Tokens } from '../tokens.ts';
import type { Edit, Writer, Written } from '../writer.ts';

const existingLookup = /(?<keep>cmp\.Or\(\s*os\.Getenv\("(?<name>\w+)"\))\s*,\s*$/;

/** The first token of the line that a token's statement begins on, brackets left on the way. */
function lineFirst(tokens: Tokens, index: number): number {
  let at = index;
  while (at > 0) {
    const token = tokens.at(at);
    const opener = tokens.enclosing(at);
    const isParenthesis = opener >= 0 && tokens.text(opener) !== '{' && tokens.text(opener - 1) !== 'const';
    if (token?.isFirstOnLine && !isParenthesis) return at;
    const before = tokens.previous(at);
    if (before < 0) return at;
    if (before === opener && !isParenthesis) return at;
    at = before;
  }
  return at;
}

type Declaration = {
  keyword: number;
  /** The first token of this constant's own line. */
  first: number;
  isBlock: boolean;
};

/** The `const` or `var` that the literal is a value of. */
function declarationOf(tokens: Tokens, index: number): Declaration | undefined {
  const first = lineFirst(tokens, index);
  const keyword = tokens.text(first);
  if (keyword === 'const' || keyword === 'var') return { keyword: first, first: first + 1, isBlock: false };
  const opener = tokens.enclosing(first);
  const before = tokens.text(opener - 1);
  return tokens.text(opener) === '(' && (before === 'const' || before === 'var')
    ? { keyword: opener - 1, first, isBlock: true }
    : undefined;
}

/** Past the last token of the line that begins at `first`. */
function lineEnd(tokens: Tokens, first: number): number {
  const opener = tokens.enclosing(first);
  let at = first + 1;
  while (at < tokens.list.length) {
    const token = tokens.at(at);
    if (tokens.enclosing(at) === opener && token?.isFirstOnLine) return at;
    if (at === tokens.partner(opener)) return at;
    at++;
  }
  return at;
}

/** Whether another constant is made of this one. */
function isUsedByConstants(tokens: Tokens, name: string, own: number): boolean {
  return tokens.list.some((token, index) => {
    if (token.text !== name || token.kind !== 'word' || index === own) return false;
    const declaration = declarationOf(tokens, index);
    return declaration !== undefined && tokens.text(declaration.keyword) === 'const';
  });
}

/** The declaration as a variable, with the literal's new text; or why it cannot be one. */
function declared(
  place: LiteralPlace,
  value: string,
  declaration: Declaration,
): { edits: Edit[] } | RefusalReason {
  const { tokens, document } = place;
  const { keyword, first, isBlock } = declaration;
  const isConst = tokens.text(keyword) === 'const';
  const equals = tokens.list.findIndex((token, index) => index > first && token.text === '=');
  if (equals < 0 || equals > place.first) return 'constant';
  const isNamedType =
    equals > first + 1 && tokens.text(first + 1) !== ',' && tokens.text(first + 1) !== 'string';
  const isAlone = equals === place.first - 1 && (tokens.at(place.last + 1)?.isFirstOnLine ?? true);
  const type = tokens.list
    .slice(first + 1, equals)
    .map((token) => token.text)
    .join('');
  if (isNamedType && !isAlone) return 'constant';
  const typed = isNamedType && /^[\w.]+$/.test(type) ? `${type}(${value})` : value;
  if (!isConst) return replaced(place, typed);
  if (isUsedByConstants(tokens, tokens.text(first), first)) return 'constant';

  const word = tokens.at(keyword);
  if (!word) return 'constant';
  const asVariable: Edit = { start: word.start, end: word.end, text: 'var' };
  if (!isBlock) return replaced(place, typed, [asVariable]);
  const opener = keyword + 1;
  const close = tokens.partner(opener);
  if (close < 0) return 'unclosed';
  const lines: number[] = [];
  for (let at = opener + 1; at < close; at = lineEnd(tokens, at)) lines.push(at);
  if (lines.length === 1) return replaced(place, typed, [asVariable]);
  const inBlock = tokens.list.slice(opener, close);
  const isCounted =
    inBlock.some((token) => token.text === 'iota') ||
    lines.some((at) => !tokens.list.slice(at, lineEnd(tokens, at)).some((token) => token.text === '='));
  const own = tokens.at(first);
  const closing = tokens.at(close);
  if (isCounted || !isAlone || !own || !closing || tokens.at(place.last + 1)?.start === undefined)
    return 'constantBlock';
  // Out of the block, to a line of its own after it.
  const { text, eol } = document;
  const from = document.lineStart(own.start);
  const indent = text.slice(document.lineStart(word.start), word.start);
  const line = `${text.slice(own.start, place.from)}${typed}${text.slice(place.to, document.lineEnd(place.to))}`;
  const after = document.nextLine(closing.end);
  const isAtEnd = after >= text.length && !text.endsWith('\n');
  return {
    edits: [
      { start: from, end: document.nextLine(place.to), text: '' },
      { start: after, end: after, text: `${isAtEnd ? eol : ''}${eol}${indent}var ${line}${eol}` },
    ],
  };
}

function refusalOf(place: LiteralPlace): RefusalReason | undefined {
  const { tokens, first } = place;
  const opener = tokens.enclosing(first);
  const before = tokens.at(first - 1);
  if (tokens.text(opener - 1) === 'import' || before?.text === 'import') return 'moduleName';
  const isAfterType =
    before !== undefined && !tokens.at(first)?.isFirstOnLine && /^[\w\])}]+$/.test(before.text);
  if (tokens.text(opener) === '{' && tokens.text(opener - 1) === 'struct' && isAfterType) return 'structTag';
  return undefined;
}

function literal(place: LiteralPlace, name: string): Written {
  const refusal = refusalOf(place);
  if (refusal) return refusal;
  const kept = fallbackDropped(place, existingLookup);
  if (kept) return kept;
  const { tokens, first, last } = place;
  const { qualifier, edits } = goImport(place);
  const lookup = `${qualifier}Getenv("${name}")`;
  // As gofmt writes it: close together between commas.
  const isTight =
    ['(', ',', '{'].includes(tokens.text(first - 1)) &&
    (tokens.text(first - 1) !== '(' || tokens.text(last + 1) === ',');
  const value = grouped(place, concatenated(place, lookup, { operator: isTight ? '+' : ' + ' }));
  const declaration = declarationOf(tokens, first);
  const written = declaration ? declared(place, value, declaration) : replaced(place, value);
  if (typeof written === 'string') return written;
  return { edits: [...written.edits, ...edits] };
}

export const go: Writer = {
  language: 'go',
  shown: 'os.Getenv("API_TOKEN")',
  shownImport: 'import "os"',
  literal,
};
