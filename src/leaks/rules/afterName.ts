import { literalIn } from './expression.ts';
import { formattedIn } from './neighbour.ts';
import type { Candidate } from './rule.ts';
import { matchAt } from './rule.ts';
import type { Place } from './value.ts';
import { bareValue, open, quote, quotedValue } from './value.ts';

/** What may close a name: its quotes, its brackets, Markdown's emphasis. */
const closeName = new RegExp(
  `(${quote})?(?:\\.(?:to_string|to_owned|into|toString)\\(\\)|\\.freeze)?` +
    '(?:s?\\s{0,4}\\]|>>|\\*\\*|\\}(?=\\s{0,4}(?:=[^=]|\\|\\||//)))?',
  'y',
);
const type =
  /\s{0,8}(?:[!?]?:\s{0,4}(?:&'\w{1,12}\s)?[\w&<>[\]|.?, ]{1,48}?(?=\s{0,8}=[^=>])|\[\d{0,5}\]|[aA]s\s{1,4}\w{1,20}|\{\s{0,4}get;[^}]{0,40}\}|get\(\)(?=\s{0,4}=)|[ \t](?:(?:\*|\[\])?(?:string|byte|PROGMEM)|\w{2,20}\(\d{1,5}\))(?=[ \t]{0,4}=[^=>]))/y;
const assign =
  /\s{0,40}(=>|<<<|:=|\?\?=|\|\|=|\?=|\|\||\?\?|\?:|={1,3}|!==?|:[-=]|::?|<{1,2}-|->|,|\(|\{|\+=|or\b|eq\b|to\b|by\b|>|\|(?!\|))(?:\*\*)?\s{0,80}(?:\*\*)?/y;
/** The end of a lookup, and what gives its default. */
const otherwise =
  /(?:\s{0,4}as\s\w{1,20})?!?(?:\s{0,4}["'`]?[)\]}]){0,3}\s{0,40}(?:\|\||\?\?|\?:|={2,3}|!==?|\/\/=?|or\b|\.\s{0,4}(?:unwrap_or\w{0,10}|or_?else\w{0,6}|getOrElse|getOrDefault|default\w{0,12}|ifEmpty|or|isEqualTo|to(?:Strict)?(?:Be|Equal)|equals?|eq)\s{0,4}(?=[({]))/iy;
/** A function by the name, and what it gives; a test double's answer. */
const returned =
  /\s?\(\s?[^()"'`;{}]{0,80}\)\s{0,8}(?:(?::|->)\s{0,4}[\w<>[\]|?&' ]{1,40}?\s{0,4})?(?:\{|=>|=(?!=)|:(?=\s))\s{0,80}(?:return\s{1,4})?|\(\s?\)\s?\)?\s{0,8}\.\s?(?:thenReturn|returns?|and_return|mockReturnValue(?:Once)?|mockResolvedValue(?:Once)?|willReturn)\s?\(|\)\s?(?:\{|do\s)\s{0,80}/iy;
/** Definitions without brackets: Ruby's and Elixir's. */
const definedBody = /(?:,\s?do:|\r?\n)\s{1,40}/y;
/** `a, b = "x", "y"` */
const assignedTogether = /[\w$.,\t ]{0,60}=(?![=>~])\s{0,40}/y;
const copies = /(?:str\w{0,4}cpy|strcat|memcpy|assign|StringVar)\w{0,4}\(\s?[&*]?(?:\w{1,20}(?:->|\.))?$/;
/** What may stand before a value: a shell's expansion, a YAML tag, an anchor. */
const decorated = /["']?\$\{\w{1,40}:?[-=]["']?|(?:!!\w{1,12}|&\w{1,40})[ \t]{1,4}/y;
const listed = /["']?\r?\n[ \t]{0,40}-[ \t]{1,4}/y;
const beforeElement = /(?:\]\]>)?\s{0,40}<\//y;
/** SQL's columns, and their values after them. */
const inserted = /[^;"'`]{0,120}?\)\s{0,8}VALUES\s{0,8}\(/iy;
const blockScalar = /[|>][-+\d]{0,2}[ \t]{0,8}\r?\n\s{1,40}/y;
const spaces = /[ \t]{1,40}(?:-Value[ \t]{1,4})?/y;
/** After these the value stands right there, if it is a literal; nothing else needs to be tried. */
const plainSigns: ReadonlySet<string> = new Set(['=', ':', '=>', ':=', '==', '===', '<-', '||=', '??=']);
/** What makes a bare word the beginning of an expression. */
const goesOn = /[ \t]{0,4}(?:\|\||\?|\?\?|or\b|if\b|[(+.])/y;
const elementBefore = /<[\w.]{1,20}:$/;
const attributes = /(?:\s[^<>]{0,100})?>\s{0,40}(?:<!\[CDATA\[\s{0,40})?/y;
const valueAttribute = /\s[^<>]{0,80}?\bvalue\s{0,4}=\s{0,4}/y;
/** What is compared or passed on is not the token itself. */
const madeOfIt = /(?:hash|digest|sha\d*|md5|hmac|crypt|verify|decode)\w*\($/i;
const quoteAhead = new RegExp(open, 'y');
const commandBefore =
  /(?:^|\n)[ \t]*(?:ENV|ARG|setenv|setx|set\s+-\w+|define|#define|%define)[ \t]+[\w.-]*$|(?:_authToken)$/;
const headerName = /^(?:x-|private-|proxy-|job-|deploy-|ocp-apim-|dd-|pat-)|^authorization$|-(?:token|key)$/i;
const schemePlace: Place = { reason: 'bearerScheme', isWeak: false };

/** What the name's own spelling says about the place. */
function placeOf(name: string, isCall: boolean, isFlag: boolean): Place {
  if (isFlag) return { reason: 'tokenFlag', isWeak: false };
  if (/authori[sz]ation/i.test(name) || headerName.test(name)) {
    return { reason: 'authorizationHeader', isWeak: false };
  }
  return { reason: isCall ? 'tokenArgument' : 'tokenKey', isWeak: !/bearer/i.test(name) };
}

const accepted = (found: Candidate | undefined) => (found?.refusal === undefined ? found : undefined);

/** After a name without a sign: `--token x`, `ENV TOKEN x`, `#define TOKEN "x"`, `"token x"`. */
function afterSpace(
  text: string,
  at: number,
  name: string,
  nameFrom: number,
  place: Place,
): Candidate | undefined {
  const isFlag = place.reason === 'tokenFlag';
  const gap = matchAt(spaces, text, at) ?? (isFlag ? matchAt(listed, text, at) : null);
  if (!gap) return undefined;
  const from = at + gap[0].length;
  if (matchAt(quoteAhead, text, from)) return quotedValue(text, from, place);
  if (isFlag) {
    return text[from] === '(' ? literalIn(text, from + 1, 1, place) : bareValue(text, from, place);
  }
  if (commandBefore.test(text.slice(Math.max(0, nameFrom - 40), nameFrom + name.length))) {
    return bareValue(text, from, place);
  }
  // `'token …'`, as GitHub's header has it.
  if (!/^token$/i.test(name) || !/["'`]/.test(text[nameFrom - 1] ?? '')) return undefined;
  const found = bareValue(text, from, schemePlace);
  return found && text[found.end] === text[nameFrom - 1] ? { ...found, isBare: false } : undefined;
}

/**
 * What is assigned, passed or given to the name `text[nameFrom, nameTo)`.
 * @param isToken whether the name stands for a token: what names a call can be too common for a key
 */
export function valueOfName(
  text: string,
  nameFrom: number,
  nameTo: number,
  isToken: (isCall: boolean) => boolean,
): Candidate | undefined {
  const name = text.slice(nameFrom, nameTo);
  const isPlural = /s$/i.test(name);
  const close = matchAt(closeName, text, nameTo);
  const isQuoted = close?.[1] !== undefined;
  const before = text[nameFrom - 1] ?? '';
  let at = nameTo + (close?.[0].length ?? 0);
  at += matchAt(type, text, at)?.[0].length ?? 0;
  const separator = matchAt(assign, text, at);
  const sign = separator?.[1] ?? '';
  const isCall = sign === '(' && !isQuoted;
  if (!isToken(false)) return undefined;
  const plain = separator && plainSigns.has(sign) ? at + separator[0].length : -1;
  const given =
    plain < 0 ? undefined : accepted(quotedValue(text, plain, placeOf(name, false, name.startsWith('-'))));
  if (given) return given;
  const definition =
    matchAt(returned, text, nameTo) ??
    (text.slice(Math.max(0, nameFrom - 4), nameFrom) === 'def ' ? matchAt(definedBody, text, nameTo) : null);
  if (definition) {
    const at = nameTo + definition[0].length;
    const found = accepted(quotedValue(text, at, placeOf(name, false, false)));
    if (found) return found;
  }
  if (isCall && !isToken(true)) return undefined;
  const place = placeOf(name, isCall, name.startsWith('-'));
  const ahead = text.slice(Math.max(0, nameFrom - 24), nameFrom);
  if (before === '(' && madeOfIt.test(ahead)) return undefined;
  const defaulted = matchAt(otherwise, text, nameTo);
  if (defaulted) {
    const found = literalIn(text, nameTo + defaulted[0].length, 0, place);
    if (found) return found;
  }
  if (before === '<' || elementBefore.test(ahead)) {
    const attribute = matchAt(valueAttribute, text, nameTo);
    const given = attribute ? accepted(quotedValue(text, nameTo + attribute[0].length, place)) : undefined;
    if (given) return given;
    const element = matchAt(attributes, text, nameTo);
    const found = element ? bareValue(text, nameTo + element[0].length, place) : undefined;
    if (found && matchAt(beforeElement, text, found.end)) return { ...found, isBare: false };
  }
  if (/[(,\s]/.test(before) && /[\s,)]/.test(text[nameTo] ?? '')) {
    const values = matchAt(inserted, text, nameTo);
    const found = values ? literalIn(text, nameTo + values[0].length, 1, place) : undefined;
    if (found) return found;
  }
  if (!separator) return afterSpace(text, at, name, nameFrom, place);
  at += separator[0].length;
  switch (sign) {
    case ',': {
      const isConstant = /^[A-Z\d_]+$/.test(name) || /^[.:]$/.test(before);
      if (isQuoted) return literalIn(text, at, 1, place);
      const found = isConstant || /[:{@]/.test(before) ? literalIn(text, at, 1, place) : undefined;
      if (found) return found;
      if (copies.test(text.slice(Math.max(0, nameFrom - 48), nameFrom))) {
        return accepted(quotedValue(text, at, place));
      }
      const together = matchAt(assignedTogether, text, at);
      return together ? accepted(quotedValue(text, at + together[0].length, place)) : undefined;
    }
    case 'by':
      return literalIn(text, at, 0, place);
    case 'to':
      return isQuoted ? quotedValue(text, at, place) : undefined;
    case '(':
    case '{':
      return isQuoted && sign === '(' ? undefined : literalIn(text, at, 1, place, isPlural);
    case '->':
    case '||':
    case '??':
    case '?:':
    case 'or':
      return literalIn(text, at, 0, place);
    case '>':
      return undefined;
    case '|':
      return accepted(quotedValue(text, at, place)) ?? accepted(bareValue(text, at, place));
    default: {
      const direct = quotedValue(text, at, place);
      if (direct && (direct.refusal === undefined || direct.refusal === 'otherScheme')) return direct;
      const alone = direct ? undefined : accepted(bareValue(text, at, place));
      if (alone && !matchAt(goesOn, text, alone.end)) return alone;
      const found = formattedIn(text, at, place) ?? literalIn(text, at, 0, place, isPlural);
      if (found || direct) return found ?? direct;
      const scalar = sign === ':' ? matchAt(blockScalar, text, at) : null;
      const before = (scalar ?? matchAt(decorated, text, at))?.[0].length ?? 0;
      return (
        (before > 0 ? quotedValue(text, at + before, place) : undefined) ??
        bareValue(text, at + before, place)
      );
    }
  }
}
