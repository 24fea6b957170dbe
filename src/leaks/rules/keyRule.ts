import { namesToken } from '../keyNames.ts';
import type { LeakReason } from '../reasons.ts';
import type { Candidate, Rule } from './rule.ts';
import { matchAt, nameEnd, nameStart } from './rule.ts';
import { bareValue, open, quote, quotedValue } from './value.ts';

const closeName = new RegExp(
  `(${quote})?(?:s?\\s{0,4}\\]|>>|\\)(?=\\s{0,8}(?:\\|\\||\\?\\?|\\?:|or\\b)))?`,
  'y',
);
const type =
  /\s{0,8}(?:\??:\s{0,4}[\w&'<>[\]|.?, ]{1,48}?(?=\s{0,8}=[^=>])|\[\d{0,5}\]|[aA]s\s{1,4}\w{1,20})/y;
const assign =
  /\s{0,40}(=>|<<<|:=|\?\?=|\|\|=|\|\||\?\?|\?:|={1,3}|!==?|:[-=]|::?|<-|->|,|\(|\{|\+=|or\b|eq\b|>)\s{0,80}/y;
const blockScalar = /[|>][-+\d]{0,2}[ \t]{0,8}\r?\n\s{1,40}/y;
const spaces = /[ \t]{1,40}/y;
const quoteAhead = new RegExp(open, 'y');
/** `String::from(`, `new Secret(`, `Some(`, `[]string{`: what wraps a literal without changing it. */
const wrapper = /(?:[\w.:$!<>?[\]&*\t ]{0,60}[([{]\s{0,40}){1,3}(?:\w{1,20}\s?[:=]\s?)?/y;
/** `process.env.X || `, `os.getenv("X", `, `isDev ? `: what comes before a hard-coded default. */
const fallback = new RegExp(
  `(?:[^"'\`,;=\\n{}]{1,80}(?:\\|\\||\\?\\?|\\?:?|:|\\bor\\b|&&|\\belse\\b)\\s{0,40}|` +
    `[\\w.$:!? ]{0,60}[([]\\s{0,8}${quote}[\\w.-]{1,60}${quote}\\s{0,4}[)\\]]{0,2}!?\\s{0,8}(?:,|\\|\\||\\?\\?|\\?:?|\\bor\\b|\\|)\\s{0,40})`,
  'y',
);
const changes =
  /(?:de|en)crypt|decode|hash|sha\d|md5|digest|cipher|seal|kms|vault|secret_?(?:ref|arn|name|id)|lookup|verify|regex|compare|\bt\($|i18n|translate|require|import|querySelector|getElement/i;
const flagBefore = /(?:^|[\s"'`[,(])--?[\w-]*$/;
const commandBefore =
  /(?:^|\n)[ \t]*(?:ENV|ARG|setenv|setx|set\s+-\w+|define|#define|%define)[ \t]+[\w.-]*$|(?:_authToken)$/;
const headerName = /^(?:x-|private-|proxy-|job-|deploy-|ocp-apim-|dd-|pat-)|^authorization$|-(?:token|key)$/i;

/** What the name's own spelling says about the place. */
function reasonOf(name: string, isCall: boolean, isFlag: boolean): { reason: LeakReason; isWeak: boolean } {
  if (isFlag) return { reason: 'tokenFlag', isWeak: false };
  if (/authori[sz]ation/i.test(name) || headerName.test(name)) {
    return { reason: 'authorizationHeader', isWeak: false };
  }
  return isCall
    ? { reason: 'tokenArgument', isWeak: !/bearer/i.test(name) }
    : { reason: 'tokenKey', isWeak: !/bearer/i.test(name) };
}

/** The value after a name's separator, wherever in the expression its literal stands. */
function valueAt(
  text: string,
  at: number,
  place: { reason: LeakReason; isWeak: boolean },
): Candidate | undefined {
  const direct = quotedValue(text, at, place);
  if (direct) return direct;
  for (const pattern of [wrapper, fallback]) {
    const before = matchAt(pattern, text, at);
    if (!before || changes.test(before[0])) continue;
    const found = quotedValue(text, at + before[0].length, place);
    if (found) return found;
  }
  return undefined;
}

/** A name that stands for a token, and what is assigned, passed or given to it. */
export const keyRule: Rule = {
  name: 'key',
  words: ['token', 'bearer', 'authorization', 'apiKey', 'authKey', 'subscriptionKey'],
  find(text, start, end) {
    const nameFrom = nameStart(text, start);
    const nameTo = nameEnd(text, end);
    const close = matchAt(closeName, text, nameTo);
    const isQuoted = close?.[1] !== undefined;
    let at = nameTo + (close?.[0].length ?? 0);
    const before = text[nameFrom - 1] ?? '';
    const typed = matchAt(type, text, at);
    if (typed && typed[0] !== '') at += typed[0].length;
    const separator = matchAt(assign, text, at);
    const sign = separator?.[1] ?? '';
    const isCall = sign === '(';
    const name = text.slice(nameFrom, nameTo);
    const isFlag = flagBefore.test(text.slice(Math.max(0, nameFrom - 3), nameTo)) && name.startsWith('-');
    if (!namesToken(text.slice(nameFrom, start), text.slice(start, end), text.slice(end, nameTo), isCall)) {
      return undefined;
    }
    const place = reasonOf(name, isCall, isFlag);
    if (!separator) {
      const gap = matchAt(spaces, text, at);
      if (!gap) return undefined;
      const valueFrom = at + gap[0].length;
      if (matchAt(quoteAhead, text, valueFrom)) return quotedValue(text, valueFrom, place);
      const isCommand = isFlag || commandBefore.test(text.slice(Math.max(0, nameFrom - 40), nameTo));
      return isCommand ? bareValue(text, valueFrom, place) : undefined;
    }
    at += separator[0].length;
    switch (sign) {
      case ',': {
        const isConstant = /^[A-Z\d_]+$/.test(name) || /^[.:]$/.test(before);
        return isQuoted || isConstant || /[:{@]/.test(before) ? quotedValue(text, at, place) : undefined;
      }
      case '(':
      case '{':
        return isQuoted && isCall ? undefined : valueAt(text, at, place);
      case '>': {
        const found = bareValue(text, at, place);
        return found && text[found.end] === '<' ? { ...found, isBare: false } : undefined;
      }
      case '->':
      case '||':
      case '??':
      case '?:':
      case 'or':
        return valueAt(text, at, place);
      default: {
        const quoted = valueAt(text, at, place);
        if (quoted) return quoted;
        const scalar = sign === ':' ? matchAt(blockScalar, text, at) : null;
        return bareValue(text, at + (scalar?.[0].length ?? 0), place);
      }
    }
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
