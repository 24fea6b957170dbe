import { isUuid, refusalOfValue } from '../opaqueValue.ts';
import { strangeness } from '../randomness.ts';
import type { LeakReason, RefusalReason } from '../reasons.ts';
import type { Candidate } from './rule.ts';
import { matchAt } from './rule.ts';

/** A quote as it may be written: plain, escaped inside another literal, as an entity. */
export const quote = '(?:\\\\{0,3}["\'`]|&quot;|&#3[49];|&apos;|%22|%27|\\\\u0022)';

const prefix = '(?:<<|[@$&*]{0,2}(?:[rRbBfFuULsScCtTnNeE]{1,2}|u8|raw)?#{0,3})';

/** The quotes where one literal ends and the next begins: never entities. */
export const closePlain = '\\\\{0,3}["\'`]';
export const openPlain = `(?:${prefix}(?:"""|'''|${closePlain}))`;

/** A literal's opening mark with its prefix, in any of the languages. */
export const open = `(?:${prefix}(?:"""|'''|${quote})|\\[={0,3}\\[|%[qQ]?[({\\[|]|\\bqq?[({\\[|]|~[sS][({\\[|/])`;

/** A literal inside a literal, `"\\"…`, counts as one. */
const opening = new RegExp(`${open}(?:\\\\?\\s{1,40}|\\\\?["'])?`, 'y');
const scheme =
  /(?:bearer|token|jwt|oauth|api-?key|key|pat|bot|ssws|geniekey|dpop|basic|digest|negotiate|ntlm|hmac|hawk|aws4-hmac-sha256|signature|mutual|cookie)(?:[ \t]{1,4}|%20|\+|\s?[:=]\s?)(?:token=)?/iy;
const otherScheme = /^(?:basic|digest|negotiate|ntlm|hmac|hawk|aws4|signature|mutual|cookie)/i;
/** The characters of RFC 6750's b64token, after an account number where there is one. */
const run = /(?:\d{1,20}[:|])?[\w.~+/-]{1,2049}={0,2}/y;
const closing = new RegExp(`(?:\\\\[nrt])?\\s{0,40}(?:${quote}|[)\\]}|/]|&lt;)`, 'y');
/** The `@` is the one before an address's host. */
const terminator = /[\s"'`\\,;&<>)\]}|]|\*\*|@(?=[\w-]{1,63}[.:/])|$/y;
const interpolation = /^(?:[${%#@([*…•]|\\\()/;
const oneQuote = new RegExp(quote, 'y');
/** Its group is the operator, where there is one. */
const join = new RegExp(
  `${closePlain}(?:\\s{0,40}(?:([+.&~]|\\.\\.|<>|\\+\\+|\\|\\|)|\\\\)\\s{0,40}|[ \\t]{0,8}\\r?\\n\\s{0,80})?${openPlain}`,
  'y',
);
/** From a literal's quote to the scheme word in it. */
const quoteBefore = /["'`][^"'`\n]{0,60}$/;

/** What made a place one for tokens, and whether it is no more than a name. */
export type Place = { reason: LeakReason; isWeak: boolean };

function refusalOf(token: string, place: Place): RefusalReason | undefined {
  return place.isWeak && isUuid(token) ? 'uuid' : refusalOfValue(token);
}

type Joined = {
  end: number;
  /** The first part's closing quote. */
  quoteAt: number;
  parts: string;
};

/** Follows `"…" + "…"` from the first part's closing quote. */
function joinedParts(text: string, at: number): Joined | undefined {
  let from = at;
  let parts = '';
  for (let count = 0; count < 12 && from - at < 1024; count++) {
    const joint = matchAt(join, text, from);
    if (!joint) break;
    const start = from + joint[0].length;
    const part = matchAt(run, text, start);
    if (!part || !matchAt(oneQuote, text, start + part[0].length)) break;
    // Without an operator the next literal may be the next argument, in a shell on the next line.
    if (!joint[1] && strangeness(part[0]) < 0) break;
    parts += part[0];
    from = start + part[0].length;
  }
  const closed = matchAt(oneQuote, text, from);
  if (parts === '' || !closed) return undefined;
  return { end: from + closed[0].length, quoteAt: at + text.slice(at, at + 4).search(/["'`]/), parts };
}

/** The literal at `at`, where its content is a token, with a scheme word before it or without. */
export function quotedValue(text: string, at: number, place: Place): Candidate | undefined {
  const opened = matchAt(opening, text, at);
  if (!opened) return undefined;
  const contentStart = at + opened[0].length;
  const word = matchAt(scheme, text, contentStart);
  const start = contentStart + (word?.[0].length ?? 0);
  const value = matchAt(run, text, start);
  if (!value) return undefined;
  const end = start + value[0].length;
  const found: Candidate = {
    start,
    end,
    token: value[0],
    kind: 'bearer',
    reason: place.reason,
    isBare: false,
    isWeak: place.isWeak,
    refusal: undefined,
  };
  if (word && otherScheme.test(word[0])) return { ...found, refusal: 'otherScheme' };
  const isClosed = matchAt(closing, text, end) !== null;
  if (!isClosed) {
    if (interpolation.test(text.slice(end, end + 2))) return { ...found, refusal: 'interpolated' };
    // `Bearer …, x`: more stands in the literal, and the scheme alone speaks for the token.
    if (!word || !matchAt(terminator, text, end)) return { ...found, refusal: 'words' };
  }
  const more = joinedParts(text, end);
  if (more) {
    const token = value[0] + more.parts;
    const refusal = refusalOf(token, place);
    const quoteStart = Math.max(0, text.slice(at, contentStart).search(/["'`]/));
    // After a scheme the first part may be the whole token.
    if (!word || refusal === undefined)
      return { ...found, start: at + quoteStart, end: more.end, token, refusal };
  }
  return { ...found, refusal: refusalOf(value[0], place) };
}

/**
 * The token that begins at `at` in a literal, after a scheme word at `schemeAt`, and goes on in the
 * literals joined to it: all of them, from the first one's quote on.
 */
export function chainedValue(
  text: string,
  schemeAt: number,
  at: number,
  place: Place,
): Candidate | undefined {
  const value = matchAt(run, text, at);
  if (!value) return undefined;
  const more = joinedParts(text, at + value[0].length);
  const opened = quoteBefore.exec(text.slice(Math.max(0, schemeAt - 64), schemeAt))?.[0];
  if (!more || opened === undefined || opened[0] !== text[more.quoteAt]) return undefined;
  const token = value[0] + more.parts;
  return {
    start: schemeAt - opened.length,
    end: more.end,
    token,
    kind: 'bearer',
    reason: place.reason,
    isBare: false,
    isWeak: place.isWeak,
    refusal: refusalOf(token, place),
  };
}

/** The word at `at`, where it is a token, with a scheme word before it or without. */
export function bareValue(text: string, at: number, place: Place): Candidate | undefined {
  const word = matchAt(scheme, text, at);
  const start = at + (word?.[0].length ?? 0);
  const value = matchAt(run, text, start);
  if (!value) return undefined;
  const runEnd = start + value[0].length;
  let end = runEnd;
  // The end of a sentence, of a list's item, of a path.
  while (end > start && /[.,/]/.test(text[end - 1] ?? '')) end--;
  const token = text.slice(start, end);
  const found: Candidate = {
    start,
    end,
    token,
    kind: 'bearer',
    reason: place.reason,
    isBare: true,
    isWeak: place.isWeak,
    refusal: undefined,
  };
  if (word && otherScheme.test(word[0])) return { ...found, refusal: 'otherScheme' };
  if (matchAt(terminator, text, runEnd)) return { ...found, refusal: refusalOf(token, place) };
  const isInterpolated = interpolation.test(text.slice(runEnd, runEnd + 2));
  return { ...found, refusal: isInterpolated ? 'interpolated' : 'words' };
}
