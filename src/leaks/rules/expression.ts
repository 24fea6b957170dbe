import type { Candidate } from './rule.ts';
import { matchAt } from './rule.ts';
import type { Place } from './value.ts';
import { open, quotedValue } from './value.ts';

/** No default value stands further from the name it is for. */
const longestExpression = 240;
const mostSteps = 64;

const literal = new RegExp(`${open}`, 'y');
const restOfLiteral = /(?:[^"'`\\\n]|\\.){0,200}["'`]/y;
/** White space and comments. */
const space = /(?:\s{1,80}|\/\*[^*]{0,120}\*\/|\/\/[^\n]{0,120}(?=\n)|(?<=\s)#[^\n]{0,120}(?=\n)){1,4}/y;
const word = /[A-Za-z_$@][\w$@-]{0,60}/y;
const namesNext = /\s{0,8}(?::(?![:=])|=(?![=>~]))/y;

const quotedName = /\s{0,8}(?::(?![:=])|=>)/y;

/** Named arguments and attributes under which a name's own value, or nothing of interest, is given. */
const transparent =
  /^(?:default\w*|value|val|fallback|initial\w*|or_?else|type|description|sensitive|nullable|help|required|metavar|dest|action|usage|\$?env\w*|short|long|string|str|s|plain\w*|token|text|content|to|from|get|set|prod\w*|dev\w*|stag\w*|test\w*|local|live)$/i;
/** Names whose values are no tokens, whatever they stand in. */
const named =
  /(?:id|ids|hash|sha\d*|url|uri|name|type|path|file|colou?r|nonce|salt|etag|commit|rev|integrity|checksum|digest|address|version)$/i;
/** Calls that make something else of a value, or look something up by it. */
const changes =
  /^(?:encrypt|(?:de|en)code$|b64decode|sha\d|md5|seal|unseal|kms|vault|verify|compare|equals?$|regex|regexp|i18n|translate|t$|require|import|querySelector|getElement|lookup|resolve)/i;
const changesInside = /hmac|hash|digest|cipher|decrypt|secret_?(?:arn|id|name|ref|version)|_arn$/i;
/** Calls whose first literal is a name to look up; a default may follow it. */
const looksUp =
  /(?:^|[._$:])(?:get|fetch|find|load|read|request|env|config|conf|settings?|generate|create|sign(?:ed|s)?$)\w*!?$/i;
/** Words between which and a literal white space is no accident. */
const leadsOn =
  /^(?:[\w-]*SecureString|String|return|or|and|else|new|to|in|as|then|default|is|eq|ne|await|not|if|unless|yield|f|b|r|u|s)$/i;

/** Where a line end ends the expression. */
function isNewStatement(text: string, at: number, before: string): boolean {
  if (/[=([{,+|?:&>\\.-]/.test(before)) return false;
  return !/[?:|&+.,)\]}"'`=]/.test(text[at] ?? '');
}

/**
 * The token among the literals of the expression at `at`: behind an environment lookup, inside a
 * wrapping call, as a ternary's branch. `depth`: how many brackets opened since the name; inside them
 * commas go on.
 */
export function literalIn(
  text: string,
  at: number,
  depth: number,
  place: Place,
  isPlural = false,
): Candidate | undefined {
  const stopsAt = (name: string) => !transparent.test(name) && (!isPlural || named.test(name));
  let from = at;
  let level = depth;
  let before = '=';
  let lastWord = '';
  let isName = false;
  let isTernary = false;
  let closers = 0;
  for (let step = 0; step < mostSteps && from - at < longestExpression; step++) {
    const gap = matchAt(space, text, from);
    if (gap) {
      from += gap[0].length;
      if (level <= 0 && gap[0].includes('\n') && isNewStatement(text, from, before)) return undefined;
    }
    if (matchAt(literal, text, from)) {
      if (gap && before === 'w' && !leadsOn.test(lastWord)) return undefined;
      const found = isName ? undefined : quotedValue(text, from, place);
      if (found && found.refusal === undefined) return found;
      isName = false;
      const opened = matchAt(literal, text, from)?.[0].length ?? 1;
      const rest = matchAt(restOfLiteral, text, from + opened);
      if (!rest) return undefined;
      const content = text.slice(from + opened, from + opened + rest[0].length - 1);
      from += opened + rest[0].length;
      if (!isTernary && matchAt(quotedName, text, from) && stopsAt(content)) return undefined;
      before = 'l';
      continue;
    }
    const name = matchAt(word, text, from);
    if (name) {
      if (changes.test(name[0]) || changesInside.test(name[0])) return undefined;
      const next = from + name[0].length;
      if (!isTernary && matchAt(namesNext, text, next) && stopsAt(name[0])) return undefined;
      lastWord = name[0];
      before = 'w';
      from = next;
      continue;
    }
    const char = text[from] ?? '';
    switch (char) {
      case '':
      case ';':
      case '#':
        return undefined;
      case ',':
        if (level <= 0) return undefined;
        break;
      case '(':
      case '[':
        if (before === 'w' && looksUp.test(lastWord)) isName = true;
        level++;
        break;
      case '{':
        level++;
        break;
      case ')':
      case ']':
        if (level <= 0 && ++closers > 3) return undefined;
        level = Math.max(0, level - 1);
        isName = false;
        break;
      case '}':
        if (level <= 0) return undefined;
        level--;
        break;
      case '?':
        isTernary = true;
        break;
    }
    before = char;
    from++;
  }
  return undefined;
}
