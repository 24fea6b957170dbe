import { namesToken } from '../keyNames.ts';
import { literalIn } from './expression.ts';
import type { Candidate, Rule } from './rule.ts';
import { matchAt, nameEnd, nameStart } from './rule.ts';
import type { Place } from './value.ts';
import { bareValue, open, quote, quotedValue } from './value.ts';

/** What may close a name: its quotes, its brackets, Markdown's emphasis. */
const closeName = new RegExp(`(${quote})?(?:s?\\s{0,4}\\]|>>|\\*\\*)?`, 'y');
const type =
  /\s{0,8}(?:\??:\s{0,4}[\w&'<>[\]|.?, ]{1,48}?(?=\s{0,8}=[^=>])|\[\d{0,5}\]|[aA]s\s{1,4}\w{1,20}|\{\s{0,4}get;[^}]{0,40}\}|[ \t](?:\*|\[\])?(?:string|byte)(?=[ \t]{0,4}=[^=>]))/y;
const assign =
  /\s{0,40}(=>|<<<|:=|\?\?=|\|\|=|\?=|\|\||\?\?|\?:|={1,3}|!==?|:[-=]|::?|<-|->|,|\(|\{|\+=|or\b|eq\b|to\b|>|\|(?!\|))(?:\*\*)?\s{0,80}/y;
/** The end of a lookup, and what gives its default. */
const otherwise =
  /(?:\s{0,4}as\s\w{1,20})?!?(?:\s{0,4}["'`]?[)\]}]){0,3}\s{0,40}(?:\|\||\?\?|\?:|\/\/=?|or\b|\.\s{0,4}(?:unwrap_or\w{0,10}|or_?else\w{0,6}|getOrElse|getOrDefault|default\w{0,12}|ifEmpty|or)\s{0,4}(?=[({]))/iy;
const inserted = /[^;"'`]{0,120}?\)\s{0,8}VALUES\s{0,8}\(/iy;
const blockScalar = /[|>][-+\d]{0,2}[ \t]{0,8}\r?\n\s{1,40}/y;
const spaces = /[ \t]{1,40}/y;
const attributes = /(?:\s[^<>]{0,100})?>\s{0,40}/y;
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
  const gap = matchAt(spaces, text, at);
  if (!gap) return undefined;
  const from = at + gap[0].length;
  if (matchAt(quoteAhead, text, from)) return quotedValue(text, from, place);
  if (place.reason === 'tokenFlag') {
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
function valueOfName(
  text: string,
  nameFrom: number,
  nameTo: number,
  isToken: (isCall: boolean) => boolean,
): Candidate | undefined {
  const name = text.slice(nameFrom, nameTo);
  const close = matchAt(closeName, text, nameTo);
  const isQuoted = close?.[1] !== undefined;
  const before = text[nameFrom - 1] ?? '';
  let at = nameTo + (close?.[0].length ?? 0);
  at += matchAt(type, text, at)?.[0].length ?? 0;
  const separator = matchAt(assign, text, at);
  const sign = separator?.[1] ?? '';
  const isCall = sign === '(' && !isQuoted;
  if (!isToken(isCall)) return undefined;
  const place = placeOf(name, isCall, name.startsWith('-'));
  const defaulted = matchAt(otherwise, text, nameTo);
  if (defaulted) {
    const found = literalIn(text, nameTo + defaulted[0].length, 0, place);
    if (found) return found;
  }
  if (before === '<') {
    const element = matchAt(attributes, text, nameTo);
    const found = element ? bareValue(text, nameTo + element[0].length, place) : undefined;
    if (found && text[found.end] === '<') return { ...found, isBare: false };
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
      return isQuoted || isConstant || /[:{@]/.test(before) ? literalIn(text, at, 1, place) : undefined;
    }
    case 'to':
      return isQuoted ? quotedValue(text, at, place) : undefined;
    case '(':
    case '{':
      return isQuoted && sign === '(' ? undefined : literalIn(text, at, 1, place);
    case '->':
    case '||':
    case '??':
    case '?:':
    case 'or':
      return literalIn(text, at, 0, place);
    case '>':
      return undefined;
    case '|':
      return accepted(bareValue(text, at, place));
    default: {
      const direct = quotedValue(text, at, place);
      if (direct) return direct.refusal === undefined ? direct : (literalIn(text, at, 0, place) ?? direct);
      const found = literalIn(text, at, 0, place);
      if (found) return found;
      const scalar = sign === ':' ? matchAt(blockScalar, text, at) : null;
      return bareValue(text, at + (scalar?.[0].length ?? 0), place);
    }
  }
}

/** A name the user added, if it stands there whole, and its value. */
export function valueOfAddedName(text: string, start: number, end: number): Candidate | undefined {
  if (nameStart(text, start) !== start || nameEnd(text, end) !== end) return undefined;
  return valueOfName(text, start, end, () => true);
}

/** A name that stands for a token, and what is assigned, passed or given to it. */
export const keyRule: Rule = {
  name: 'key',
  words: ['token', 'bearer', 'authorization', 'apiKey', 'authKey', 'subscriptionKey'],
  find(text, start, end) {
    const nameFrom = nameStart(text, start);
    const nameTo = nameEnd(text, end);
    const [before, word, after] = [
      text.slice(nameFrom, start),
      text.slice(start, end),
      text.slice(end, nameTo),
    ];
    return valueOfName(text, nameFrom, nameTo, (isCall) => namesToken(before, word, after, isCall));
  },
  cases: {
    leaks: [
      'const cfg = { auth: { bearer: "«opaque»" } };',
      'const accessToken = process.env.TOKEN || "«opaque»";',
      'localStorage.setItem("access_token", "«opaque»");',
      'client.setToken("«opaque»")',
      'h = { authorization: "«opaque»" }',
      'h = { "X-Auth-Token": "«opaque»" }',
      { in: 'python', text: 'BearerAuth(token="«opaque»")' },
      { in: 'python', text: 'os.environ.get("API_TOKEN", "«opaque»")' },
      { in: 'python', text: 'token: str = "«opaque»"' },
      { in: 'rust', text: 'let token = String::from("«opaque»");' },
      { in: 'java', text: '@Value("${api.token:«opaque»}")' },
      { in: 'shellscript', text: 'curl --oauth2-bearer «opaque» https://x.invalid' },
      { in: 'shellscript', text: 'TOKEN="${TOKEN:-«opaque»}"' },
      { in: 'yaml', text: 'token: >-\n  «opaque»' },
      { in: 'properties', text: 'api.token=«opaque»' },
      { in: 'xml', text: '<token>«opaque»</token>' },
    ],
    clean: [
      'const token = getAccessTokenFromSession123();',
      'const tokenType = "«opaque»"',
      'const csrfToken = "«opaque»"',
      'const nextPageToken = "«opaque»"',
      'getToken("«opaque»")',
      'const token = decrypt("«opaque»")',
      { in: 'terraform', text: 'token = var.api_token_for_production' },
      { in: 'yaml', text: 'token: {{ .Values.token | quote }}' },
    ],
  },
};
