import type { LiteralPlace } from '../place.ts';
import { isWhole } from '../place.ts';
import type { RefusalReason } from '../refusals.ts';
import {
  callReplaced,
  concatenated,
  fallbackDropped,
  grouped,
  inserted,
  otherQuote,
  replaced,
} from '../splice.ts';
import type { Tokens } from '../tokens.ts';
import type { Edit, Writer, Written } from '../writer.ts';

/** Whether the place is an argument of an annotation: `@Name(…)`, with arrays and names inside. */
export function isInAnnotation(tokens: Tokens, index: number): boolean {
  for (let opener = tokens.enclosing(index); opener >= 0; opener = tokens.enclosing(opener)) {
    if (tokens.text(opener) !== '(') {
      if (tokens.text(opener) === '{' && !['(', '=', ',', '{'].includes(tokens.text(opener - 1)))
        return false;
      continue;
    }
    let at = opener - 1;
    while (at >= 2 && tokens.isWord(at) && (tokens.text(at - 1) === '.' || tokens.text(at - 1) === ':'))
      at -= 2;
    if (tokens.isWord(at) && tokens.text(at - 1) === '@') return true;
  }
  return false;
}

/** Whether an annotation of the file, or a label, is made of this constant. */
function isNeededConstant(tokens: Tokens, name: string): boolean {
  return tokens.list.some(
    (token, index) =>
      token.kind === 'word' &&
      token.text === name &&
      (tokens.text(index - 1) === 'case' || isInAnnotation(tokens, index)),
  );
}

const isAndroid = (place: LiteralPlace) => /^import\s+androidx?\./m.test(place.document.text);

const lookup = (name: string) => `System.getenv("${name}")`;

const javaFallback = /\bSystem\.getenv\(\s*\)\s*\.getOrDefault\(\s*"(?<name>\w+)"\s*,\s*$/;

function java(place: LiteralPlace, name: string): Written {
  const { tokens, first, last, literal } = place;
  if (isAndroid(place)) return 'app';
  if (isInAnnotation(tokens, first)) return 'annotation';
  const label = labelStart(tokens, first);
  if (
    label &&
    (tokens.text(last + 1) === ':' || tokens.text(last + 1) === '->' || tokens.text(last + 1) === ',')
  )
    return 'pattern';
  const field = tokens.text(first - 1) === '=' ? tokens.text(first - 2) : '';
  if (field !== '' && isNeededConstant(tokens, field)) return 'constant';
  const kept = callReplaced(place, javaFallback, lookup);
  if (kept) return kept;
  if (literal.opener === '"""') return textBlock(place, name);
  return replaced(place, grouped(place, concatenated(place, lookup(name), { operator: ' + ' })));
}

function labelStart(tokens: Tokens, first: number): boolean {
  let at = first - 1;
  while (tokens.text(at) === ',' && tokens.isLiteral(at - 1)) at -= 2;
  return tokens.text(at) === 'case';
}

/** Java takes a block's common indentation away, so it can only be cut where it is formatted. */
function textBlock(place: LiteralPlace, name: string): Written {
  const { before, after } = place;
  if (/^\s*$/.test(before)) {
    if (after === '') return replaced(place, lookup(name));
    if (/^\r?\n[ \t]*$/.test(after)) {
      return replaced(place, `(${lookup(name)} + "\\n")`);
    }
  }
  const escaped = (content: string) => content.replace(/%/g, '%%');
  return replaced(place, `"""${escaped(before)}%s${escaped(after)}""".formatted(${lookup(name)})`);
}

/** `const val NAME = …` becomes `val NAME: String = …`; a type that is there stays. */
function kotlinConstant(place: LiteralPlace): Edit[] | RefusalReason {
  const { tokens, first } = place;
  let at = first - 1;
  while (at > 0 && tokens.text(at) !== 'val' && !tokens.at(at)?.isFirstOnLine && tokens.text(at) !== ';')
    at--;
  const keyword = tokens.text(at) === 'val' ? at : -1;
  const modifier = tokens.at(keyword - 1);
  const name = tokens.at(keyword + 1);
  if (keyword < 0 || modifier?.text !== 'const' || !name) return [];
  if (isNeededConstant(tokens, name.text)) return 'constant';
  const isTyped = tokens.text(keyword + 2) === ':';
  return [
    { start: modifier.start, end: tokens.at(keyword)?.start ?? modifier.end, text: '' },
    ...(isTyped ? [] : [{ start: name.end, end: name.end, text: ': String' }]),
  ];
}

const kotlinFallback =
  /(?<keep>\bSystem\.getenv\(\s*"(?<got>\w+)"\s*\)|\bSystem\.getenv\(\s*\)\s*\[\s*"(?<indexed>\w+)"\s*\])\s*\?:\s*$/;

function kotlin(place: LiteralPlace, name: string): Written {
  const { tokens, first } = place;
  if (isAndroid(place)) return 'app';
  if (isInAnnotation(tokens, first)) return 'annotation';
  const kept = fallbackDropped(place, kotlinFallback);
  if (kept) return kept;
  const constant = kotlinConstant(place);
  if (typeof constant === 'string') return constant;
  return isWhole(place)
    ? replaced(place, lookup(name), constant)
    : inserted(place, `\${${lookup(name)}}`, constant);
}

const scalaFallback = /\bsys\.env\.getOrElse\(\s*"(?<name>\w+)"\s*,\s*$/;

function scala(place: LiteralPlace, name: string): Written {
  const { tokens, first, last, literal, before, after } = place;
  if (isInAnnotation(tokens, first)) return 'annotation';
  if (tokens.text(first - 1) === 'case' || tokens.text(last + 1) === '=>') return 'pattern';
  const value = `sys.env("${name}")`;
  const kept = callReplaced(place, scalaFallback, (found) => `sys.env("${found}")`);
  if (kept) return kept;
  const isInterpolated = literal.shape.interpolations.length > 0;
  if (isWhole(place)) return replaced(place, value);
  if (isInterpolated) return inserted(place, `\${${value}}`);
  const isPlain = !/\\/.test(before + after);
  if (!isPlain || place.outer) {
    return replaced(place, grouped(place, concatenated(place, value, { operator: ' + ' })));
  }
  const piece = (content: string) => content.replace(/\$/g, '$$$$');
  const { opener } = literal;
  return replaced(place, `s${opener}${piece(before)}\${${value}}${piece(after)}${opener}`);
}

const groovyFallback =
  /(?<keep>\bSystem\.getenv\(\s*["'](?<got>\w+)["']\s*\)|\b(?:System\.)?env\.(?<dotted>\w+))\s*\?:\s*$/;

function groovy(place: LiteralPlace, name: string): Written {
  const { tokens, first, last, literal, document, before, after } = place;
  if (isInAnnotation(tokens, first)) return 'annotation';
  if (literal.shape.regex) return 'regex';
  const kept = fallbackDropped(place, groovyFallback);
  if (kept) return kept;
  const isJenkins =
    /(?:^|\/)jenkinsfile(?:\.|$)/i.test(document.source.path ?? '') ||
    /^\s*pipeline\s*\{/m.test(document.text);
  const own = literal.opener.startsWith("'") ? "'" : '"';
  const lookup = (quote: string) => (isJenkins ? `env.${name}` : `System.getenv(${quote}${name}${quote})`);
  const isKey = tokens.text(last + 1) === ':' && ['[', ',', '('].includes(tokens.text(first - 1));
  const isKept =
    literal.shape.interpolations.length > 0 && (literal.shape.multiline || /\$/.test(before + after));
  // A plain text joined to a lookup stays a String, which an interpolated one is not.
  const isDeclaration =
    isJenkins && tokens.text(first - 1) === '=' && tokens.text(tokens.enclosing(first) - 1) === 'environment';
  // There Jenkins takes only a text or a call.
  if (isDeclaration) return replaced(place, `"${before}\${${lookup(own)}}${after}"`);
  if (isKept && !isWhole(place)) return inserted(place, `\${${lookup(otherQuote(own))}}`);
  const value = concatenated(place, lookup(own), { operator: ' + ' });
  return replaced(place, isKey ? `(${value})` : grouped(place, value));
}

export const jvmWriters: readonly Writer[] = [
  { language: 'java', shown: 'System.getenv("API_TOKEN")', literal: java },
  { language: 'kotlin', shown: 'System.getenv("API_TOKEN")', literal: kotlin },
  { language: 'scala', shown: 'sys.env("API_TOKEN")', literal: scala },
  { language: 'groovy', shown: 'System.getenv("API_TOKEN")', literal: groovy },
];
