import { importEdits } from '../imports.ts';
import type { LiteralPlace } from '../place.ts';
import { isWhole } from '../place.ts';
import type { RefusalReason } from '../refusals.ts';
import { fallbackDropped, inserted, otherQuote, quoteOf, replaced } from '../splice.ts';
import type { Edit, Writer, Written } from '../writer.ts';
import { isInAnnotation } from './jvm.ts';

const io = {
  line: "import 'dart:io';",
  isImport: /^(?:import|export|part)\b/,
  brings: /^import\s+["']dart:io["']\s*;/,
  isHeader: /^(?:library\b|\/\/ @dart)/,
};

const existingLookup = /(?<keep>\bPlatform\.environment\[\s*["'](?<name>\w+)["']\s*\])\s*\?\?\s*$/;

/** The `const` that makes this literal's value one: of its declaration, or of a collection around it. */
function constants(place: LiteralPlace): Edit[] | RefusalReason {
  const { tokens, first } = place;
  const edits: Edit[] = [];
  let at = first;
  for (;;) {
    const start = tokens.statementStart(at);
    const words = tokens.list.slice(start, at);
    const declared = words.findIndex((token) => token.text === 'const');
    const keyword = tokens.at(start + declared);
    if (declared >= 0 && keyword) {
      const isDeclaration = words.slice(0, declared).every((token) => /^(?:static|late)$/.test(token.text));
      const next = tokens.at(start + declared + 1);
      if (isDeclaration) edits.push({ start: keyword.start, end: keyword.end, text: 'final' });
      else if (['[', '{', '<'].includes(next?.text ?? '')) {
        edits.push({ start: keyword.start, end: next?.start ?? keyword.end, text: '' });
      } else return 'constant';
      return edits;
    }
    const opener = tokens.enclosing(start);
    if (opener < 0 || !['(', ',', '=', ':', 'const', '[', '{', '>'].includes(tokens.text(opener - 1)))
      return edits;
    at = opener;
  }
}

function dart(place: LiteralPlace, name: string): Written {
  const { tokens, first, last, literal, document } = place;
  if (isInAnnotation(tokens, first)) return 'annotation';
  if (tokens.text(first - 1) === 'case') return 'pattern';
  const { opener, shape } = literal;
  const isFlutter = /^\s*import\s+["']package:flutter\//m.test(document.text);
  const inner = otherQuote(opener);
  if (isFlutter) {
    const lookup = (quote: string) => `const String.fromEnvironment(${quote}${name}${quote})`;
    const quote = quoteOf(place, opener.includes('"') ? '"' : "'");
    const isBeside = tokens.isLiteral(first - 1) || tokens.isLiteral(last + 1);
    if (isWhole(place) && !isBeside) return { ...replaced(place, lookup(quote)), warning: 'compiledIn' };
    return { ...expanded(place, lookup(inner)), warning: 'compiledIn' };
  }
  const parameters = tokens.enclosing(first);
  const isDefault =
    ['=', ':'].includes(tokens.text(first - 1)) &&
    ['{', '['].includes(tokens.text(parameters)) &&
    tokens.text(parameters - 1) === '(' &&
    ['{', '=>', ';', 'async', ':'].includes(tokens.text(tokens.partner(tokens.enclosing(parameters)) + 1));
  if (isDefault && tokens.text(first - 1) === '=') return 'parameterDefault';
  const kept = fallbackDropped(place, existingLookup, '!');
  if (kept) return kept;
  const constant = constants(place);
  if (typeof constant === 'string') return constant;
  const alias = /^\s*import\s+["']dart:io["']\s+as\s+(\w+)\s*;/m.exec(document.text)?.[1];
  const edits = [...constant, ...(alias === undefined ? importEdits(place, io) : [])];
  const lookup = (quote: string) =>
    `${alias === undefined ? '' : `${alias}.`}Platform.environment[${quote}${name}${quote}]`;
  const isBeside = tokens.isLiteral(first - 1) || tokens.isLiteral(last + 1);
  if (isWhole(place) && !isBeside) return replaced(place, `${lookup(quoteOf(place, "'"))}!`, edits);
  if (shape.raw) return expanded(place, lookup(inner), edits);
  return inserted(place, `\${${lookup(opener.includes('"') ? "'" : "'")}}`, edits);
}

/** In a literal that takes interpolations: a raw one gives up its `r`. */
function expanded(place: LiteralPlace, lookup: string, edits: Edit[] = []): { edits: Edit[] } {
  const { literal, before, after } = place;
  if (!literal.shape.raw) return inserted(place, `\${${lookup}}`, edits);
  const escaped = (content: string) => content.replace(/[\\$]/g, '\\$&');
  return replaced(
    place,
    `${literal.opener}${escaped(before)}\${${lookup}}${escaped(after)}${literal.opener}`,
    edits,
  );
}

export const dartWriter: Writer = {
  language: 'dart',
  shown: "Platform.environment['API_TOKEN']",
  shownImport: "import 'dart:io';",
  literal: dart,
};
