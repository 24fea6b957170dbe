import type { Jwt } from '../jwt.ts';
import { longestJwt, readJwt } from '../jwt.ts';
import type { RefusalReason } from '../reasons.ts';
import type { Candidate, Rule } from './rule.ts';
import { longestChain, matchAt } from './rule.ts';
import { closePlain, openPlain, quote } from './value.ts';

const shortestHeader = 10;
const longestHeader = 8192;
const rest = new RegExp(`(?:\\.[\\w-]{0,${longestJwt}}){1,4}`, 'y');
const piece = /[\w.-]{1,2048}/y;
const mostPieces = 32;
const joint = new RegExp(
  `(?:${closePlain}(?:\\s{0,40}(?:[+.&~,\\\\]|\\.\\.|<>|\\+\\+|\\|\\|)\\s{0,4}_?\\s{0,80}|\\s{0,80})${openPlain}|\\\\\\r?\\n[ \\t]{0,80})`,
  'y',
);
/** The quote of a token's first literal, where need be with the scheme word in it. */
const quoteBefore = /\\{0,3}["'`](?:[^"'`\n]{0,40}\bbearer\s{1,4})?$/i;
const oneQuote = new RegExp(quote, 'y');

/** 1 for letters, digits, `_`, `-` and `.`. */
const pieceCodes = new Uint8Array(128).map((_, code) => (/[\w.-]/.test(String.fromCharCode(code)) ? 1 : 0));

/** Where the first part ends that begins at `start`, and goes on until `known` at least. */
function headerEnd(text: string, start: number, known: number): number {
  let end = known;
  while (end - start < longestHeader) {
    const code = text.charCodeAt(end);
    if (code === 46 || !pieceCodes[code]) break;
    end++;
  }
  return end;
}

type Found = { start: number; end: number; token: string; read: Jwt | RefusalReason };

/** One token in one place: three parts, or five where it is encrypted. */
function whole(text: string, start: number, head: string): Found {
  const isDotted = text.charCodeAt(start + head.length) === 46;
  const tail = isDotted ? (matchAt(rest, text, start + head.length)?.[0] ?? '') : '';
  if (tail === '') return { start, end: start + head.length, token: head, read: 'onePart' };
  const token = head + tail;
  const read = readJwt(token);
  const parts = tail.split('.');
  if (typeof read !== 'string' || parts.length < 4) return { start, end: start + token.length, token, read };
  // A longer tail belongs to what stands around the token.
  const short = head + parts.slice(0, 3).join('.');
  return { start, end: start + short.length, token: short, read: readJwt(short) };
}

const isQuoteCode = (code: number) => code === 34 || code === 39 || code === 96;
const backslash = 92;

/** White space, `+`, `.` and `&`. */
const isJointCode = (code: number) =>
  code === 32 ||
  (code >= 9 && code <= 13) ||
  code === 43 ||
  code === 46 ||
  code === 38 ||
  (code > 127 && /\s/.test(String.fromCharCode(code)));

/** Whether the literal at `start` is joined to one before it that begins as tokens do: that one tells of both. */
function isLaterPiece(text: string, start: number): boolean {
  if (!isQuoteCode(text.charCodeAt(start - 1))) return false;
  let at = start - 2;
  while (start - at < 24 && isJointCode(text.charCodeAt(at))) at--;
  if (!isQuoteCode(text.charCodeAt(at))) return false;
  const end = at;
  while (end - at < 96 && pieceCodes[text.charCodeAt(at - 1)]) at--;
  return end - at >= 8 && text.charCodeAt(at) === 101 && text.charCodeAt(at + 1) === 121;
}

/**
 * Where the literal begins after the commonest of all joints, told without a pattern: `+`, `.` or `&` between two quotes,
 * a blank beside it. -1 for any other.
 */
function plainJointEnd(text: string, start: number): number {
  let at = start;
  if (text.charCodeAt(at) === 32) at++;
  const operator = text.charCodeAt(at++);
  if (operator !== 43 && operator !== 46 && operator !== 38) return -1;
  if (text.charCodeAt(at) === 32) at++;
  return isQuoteCode(text.charCodeAt(at)) ? at + 1 : -1;
}

/** Whether another literal, or another line of this one, follows on what ends at `end`. */
function isJoined(text: string, end: number): boolean {
  const next = text.charCodeAt(end);
  if (!isQuoteCode(next) && next !== backslash) return false;
  if (next !== backslash && plainJointEnd(text, end + 1) >= 0) return true;
  joint.lastIndex = end;
  return joint.test(text);
}

/** A token split over literals, or over lines of one. */
function split(text: string, start: number): Found | undefined {
  let from = start;
  let token = '';
  let isQuoted = false;
  let commas = 0;
  let end = start;
  for (let count = 0; count < mostPieces && from - start < longestChain && commas < 6; count++) {
    const part = matchAt(piece, text, from);
    if (!part) break;
    const isListed = text.slice(end, from).includes(',');
    if (isListed) commas++;
    token += isListed && !token.endsWith('.') && !part[0].startsWith('.') ? `.${part[0]}` : part[0];
    end = from + part[0].length;
    const next = matchAt(joint, text, end);
    if (!next) break;
    if (!/^\\\r?\n/.test(next[0])) isQuoted = true;
    from = end + next[0].length;
  }
  if (!isQuoted) return { start, end, token, read: readJwt(token) };
  const closed = matchAt(oneQuote, text, end);
  const opened = quoteBefore.exec(text.slice(Math.max(0, start - 64), start));
  if (!closed || !opened) return undefined;
  return { start: start - opened[0].length, end: end + closed[0].length, token, read: readJwt(token) };
}

/**
 * Where the joined literals end that certainly are later pieces of the token at `start`, a few thousand characters on at
 * most: {@link jwtRule} finds nothing at those. `start` where there are none.
 */
export function laterPiecesEnd(text: string, start: number): number {
  if (!isQuoteCode(text.charCodeAt(start - 1))) return start;
  const most = start + longestChain;
  let piece = start;
  // Each begins as tokens do, ends at a quote, and is joined to the next.
  while (piece < most && text.charCodeAt(piece) === 101 && text.charCodeAt(piece + 1) === 121) {
    let at = piece + 2;
    while (at - piece <= 96 && pieceCodes[text.charCodeAt(at)] && text.charCodeAt(at) !== 46) at++;
    const length = at - piece;
    if (length < shortestHeader || length > 96 || !isQuoteCode(text.charCodeAt(at))) break;
    const next = plainJointEnd(text, at + 1);
    if (next < 0) break;
    piece = next;
  }
  return piece;
}

function candidateOf({ start, end, token, read }: Found): Candidate {
  const found: Candidate = {
    start,
    end,
    token,
    kind: 'jwt',
    reason: 'liveJwt',
    isBare: false,
    isWeak: false,
    refusal: undefined,
  };
  return typeof read === 'string' ? { ...found, refusal: read } : { ...found, jwt: read };
}

export const jwtRule: Rule = {
  name: 'jwt',
  words: ['jwt'],
  find(text, start, known) {
    const end = headerEnd(text, start, known);
    if (end - start < shortestHeader) return undefined;
    // Most pieces of a long chain are told from here, without a look at what they hold.
    if (isJoined(text, end) && isLaterPiece(text, start)) return undefined;
    const one = whole(text, start, text.slice(start, end));
    if (!isJoined(text, one.end)) return candidateOf(one);
    if (isLaterPiece(text, start)) return undefined;
    const longer = split(text, start);
    return candidateOf(
      longer && longer.token !== one.token && typeof longer.read !== 'string' ? longer : one,
    );
  },
  cases: {
    leaks: [
      'const t = "«jwt»";',
      '// «jwt».',
      "f('\\n«jwt»\\n')",
      'u = "/a?t=«jwt»&b=1"',
      't = ‹"«jwt1»." + "«jwt2»." + "«jwt3»"›;',
      'h = ‹"Bearer «jwt1»" +\n  ".«jwt2»." + "«jwt3»"›;',
      { in: 'python', text: 'h = (‹"Authorization: Bearer «jwt1»."\n  "«jwt2»." "«jwt3»"›)' },
      { in: 'xml', text: '<a>«jwt»</a>' },
      { in: 'yaml', text: 'a: {b: «jwt»}' },
    ],
    clean: ['const t = "eyJ.eyJ.x";', 'const t = "aeyJhbGciOi.eyJzdWIi.abc";', 'eyeJump.eyeballs.eyewear'],
  },
};
