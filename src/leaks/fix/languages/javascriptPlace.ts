import type { LiteralPlace } from '../place.ts';
import type { RefusalReason } from '../refusals.ts';
import type { Tokens } from '../tokens.ts';

/** What stands where the literal stands: a value, the key of an object, the value of a JSX attribute. */
export type ScriptPlace = 'value' | 'key' | 'jsxAttribute' | RefusalReason;

/** Deeper than any person nests types; past it a place counts as a value. */
const deepest = 100;

const declaring = new Set(
  'const let var readonly public private protected static declare accessor abstract override'.split(' '),
);
const ofTypes = new Set('as satisfies extends implements keyof infer is asserts'.split(' '));
const ofValues = new Set(
  'return case throw await yield new typeof in of else do default void delete import instanceof'.split(' '),
);

export function scriptPlace(place: LiteralPlace, isTyped: boolean): ScriptPlace {
  const { tokens, first, last } = place;
  const previous = tokens.text(first - 1);
  const next = tokens.text(last + 1);
  const isModule = ['from', 'import', 'module'].includes(previous) && tokens.isWord(first - 1);
  if (isModule) return 'moduleName';
  const brace = tokens.enclosing(first);
  const isInBraces = tokens.text(brace) === '{';
  if (isInBraces && tokens.text(brace - 2) === 'enum') return 'enumValue';
  const startsItem = isInBraces && (previous === '{' || previous === ',' || previous === ';');
  if (
    isInBraces &&
    (startsItem || (previous === '}' && next === '(')) &&
    [':', '?:', '(', '?'].includes(next)
  ) {
    if (isTyped && isTypeBody(tokens, brace, 0)) return 'type';
    if (next === ':' || next === '(') return 'key';
  }
  if (startsItem && next === '=') {
    return isTyped ? 'type' : 'key';
  }
  if (isTyped && isInType(tokens, first, last)) return 'type';
  if (previous === '=' && isAttribute(tokens, first - 1)) return 'jsxAttribute';
  return 'value';
}

/** Whether the `=` belongs to an attribute: nothing but attributes between it and a `<Name`. */
function isAttribute(tokens: Tokens, equals: number): boolean {
  for (let at = equals; at > 0; ) {
    const before = tokens.previous(at);
    const token = tokens.at(before);
    if (!token) return false;
    if (token.text === '<') return tokens.isWord(before + 1) && tokens.at(before + 1)?.start === token.end;
    const isPart =
      token.kind === 'word' || token.kind === 'literal' || ['=', '-', ':', '.', '{'].includes(token.text);
    if (!isPart || declaring.has(token.text)) return false;
    if (token.text === '{' && tokens.partner(before) < 0) return false;
    at = before;
  }
  return false;
}

function isInType(tokens: Tokens, first: number, last: number): boolean {
  const previous = tokens.text(first - 1);
  const next = tokens.text(last + 1);
  if (next === '>' && ['<', ',', '|', '&', '='].includes(previous)) return true;
  if (previous === '<' && (next === ',' || next === '|')) return true;
  if (previous === '|' || previous === '&' || next === '|' || next === '&') return true;
  return expectsType(tokens, first, 0);
}

/** Whether a type is expected at `index`, by what leads up to it. */
function expectsType(tokens: Tokens, index: number, depth: number): boolean {
  if (depth > deepest) return false;
  let at = index;
  let isArrowBody = false;
  for (;;) {
    const before = tokens.previous(at);
    const token = tokens.at(before);
    if (!token) return false;
    const isPair = before < at - 1;
    if (isPair) {
      at = before;
      continue;
    }
    if (token.kind === 'word') {
      if (ofTypes.has(token.text)) return true;
      if (ofValues.has(token.text) || declaring.has(token.text)) return false;
      at = before;
      continue;
    }
    if (token.kind !== 'mark') return false;
    switch (token.text) {
      case ':':
        // `(): Type => …` is a function, and what follows the arrow its value.
        if (isArrowBody && tokens.text(before - 1) === ')') {
          isArrowBody = false;
          at = tokens.previous(before);
          continue;
        }
        return isAnnotation(tokens, before, depth + 1);
      case '?:':
        return true;
      case '=':
        return declaresType(tokens, before);
      case '=>':
        isArrowBody = true;
        at = before;
        continue;
      case '|':
      case '&':
      case '?':
      case '[':
        at = before;
        continue;
      case '(':
        if (tokens.isWord(before - 1) && !ofValues.has(tokens.text(before - 1))) return false;
        at = before;
        continue;
      case ',': {
        const opener = tokens.enclosing(before);
        if (opener < 0 || tokens.text(opener) === '{') return false;
        if (tokens.text(opener) === '(' && tokens.isWord(opener - 1)) return false;
        at = opener;
        continue;
      }
      default:
        return false;
    }
  }
}

/** Whether a type follows this `:`, and not the value of a property, a case or a condition. */
function isAnnotation(tokens: Tokens, colon: number, depth: number): boolean {
  if (depth > deepest) return false;
  let at = colon;
  let followsParameters = tokens.text(colon - 1) === ')';
  for (;;) {
    const before = tokens.previous(at);
    const token = tokens.at(before);
    if (!token) return followsParameters;
    if (before < at - 1) {
      at = before;
      continue;
    }
    if (token.kind === 'word') {
      if (token.text === 'case' || token.text === 'default') return false;
      if (declaring.has(token.text)) return true;
      if (token.text === 'function') followsParameters = true;
    } else if (token.kind === 'mark') {
      switch (token.text) {
        case '?':
          return expectsType(tokens, before, depth + 1);
        case '(':
        case '[':
          return true;
        case '{':
          return followsParameters || isTypeBody(tokens, before, depth + 1);
        case ',': {
          const opener = tokens.enclosing(before);
          if (opener < 0) return followsParameters;
          if (tokens.text(opener) !== '{') return true;
          return followsParameters || isTypeBody(tokens, opener, depth + 1);
        }
        case ';': {
          const opener = tokens.enclosing(before);
          return followsParameters || (opener >= 0 && isTypeBody(tokens, opener, depth + 1));
        }
        case '=':
        case '=>':
          return followsParameters;
      }
    }
    at = before;
  }
}

/** `type Name =`, `type Name<…> =`. */
function declaresType(tokens: Tokens, equals: number): boolean {
  if (tokens.isWord(equals - 1) && tokens.text(equals - 2) === 'type') return true;
  if (tokens.text(equals - 1) !== '>') return false;
  for (let at = equals - 2; at > equals - 64 && at >= 0; at--) {
    const text = tokens.text(at);
    if (text === ';' || text === '{' || text === '(') return false;
    if (text === 'type' && tokens.isWord(at + 1) && tokens.text(at + 2) === '<') return true;
  }
  return false;
}

/** Whether this brace opens an interface, a class, a type literal: no object and no block. */
function isTypeBody(tokens: Tokens, brace: number, depth: number): boolean {
  if (depth > deepest) return false;
  const before = brace - 1;
  const token = tokens.at(before);
  switch (token?.text) {
    case undefined:
    case ')':
      return false;
    case '=':
      return declaresType(tokens, before);
    case ':':
      return isAnnotation(tokens, before, depth + 1);
    case '?:':
    case '|':
    case '&':
    case 'as':
    case 'satisfies':
      return true;
    case '<':
      return tokens.isWord(before - 1) && tokens.at(before - 1)?.end === token?.start;
    case '(':
    case '[':
    case ',':
    case '=>':
      return expectsType(tokens, brace, depth + 1);
  }
  for (let at = before; at > before - 64 && at >= 0; at--) {
    const text = tokens.text(at);
    if (text === 'class' || text === 'interface') return true;
    if ([';', '{', '}', '=', '('].includes(text)) return false;
  }
  return false;
}
