import { longestJwt, readJwt } from '../jwt.ts';
import type { Candidate, Rule } from './rule.ts';
import { matchAt } from './rule.ts';
import { open, quote } from './value.ts';

const header = /[\w-]{10,8192}/y;
const rest = new RegExp(`(?:\\.[\\w-]{0,${longestJwt}}){1,4}`, 'y');
const piece = /[\w.-]{1,2048}/y;
/** A split token stands closer together than this. */
const longestSplit = 4096;
const joint = new RegExp(
  `(?:${quote}(?:\\s{0,40}(?:[+.&~,\\\\]|\\.\\.|<>|\\+\\+|\\|\\|)\\s{0,80}|\\s{0,80})${open}|\\\\\\r?\\n[ \\t]{0,80})`,
  'y',
);
const quoteBefore = /(?:\\{0,3}["'`])$/;
const oneQuote = new RegExp(quote, 'y');

const isPartCode = (code: number) =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 45;

/** Whether a token may begin at `start`: not in the middle of a word, unless that is an escape sequence. */
function beginsHere(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  if (start === 0 || (!isPartCode(before) && before !== 46)) return true;
  return /(?:\\[nrtbf]|\\u[\da-fA-F]{4}|%[\dA-Fa-f]{2}|\\x[\da-fA-F]{2})$/.test(
    text.slice(Math.max(0, start - 6), start),
  );
}

/** One token in one place: three parts, or five where it is encrypted. */
function whole(text: string, start: number, head: string): { end: number; token: string } {
  const tail = matchAt(rest, text, start + head.length)?.[0] ?? '';
  const parts = tail.split('.').slice(1);
  // JWS has two more parts; a longer tail belongs to what stands around it, unless it is JWE.
  const first = readJwt(head + tail);
  if (typeof first !== 'string' || parts.length < 3)
    return { end: start + head.length + tail.length, token: head + tail };
  const short = `${head}.${parts.slice(0, 2).join('.')}`;
  return { end: start + short.length, token: short };
}

/** A token split over literals, or over lines of one. */
function split(text: string, start: number): { start: number; end: number; token: string } | undefined {
  let from = start;
  let token = '';
  let isQuoted = false;
  let end = -1;
  for (let count = 0; count < 48 && from - start < longestSplit; count++) {
    const part = matchAt(piece, text, from);
    if (!part) break;
    const isDotted = token === '' || token.endsWith('.') || part[0].startsWith('.');
    const between: string = text.slice(Math.max(0, end), from);
    token += token !== '' && !isDotted && between.includes(',') ? `.${part[0]}` : part[0];
    end = from + part[0].length;
    const next = matchAt(joint, text, end);
    if (!next) break;
    if (!next[0].startsWith('\\\n') && !next[0].startsWith('\\\r')) isQuoted = true;
    from = end + next[0].length;
  }
  if (!isQuoted) return { start, end, token };
  const closed = matchAt(oneQuote, text, end);
  const opened = quoteBefore.exec(text.slice(Math.max(0, start - 4), start));
  return closed && opened
    ? { start: start - opened[0].length, end: end + closed[0].length, token }
    : undefined;
}

export const jwtRule: Rule = {
  name: 'jwt',
  words: 'ey[A-Z][\\w-]{7}|ew[okl0][\\w-]{7}',
  find(text, start) {
    if (!beginsHere(text, start)) return undefined;
    const head = matchAt(header, text, start)?.[0];
    if (head === undefined) return undefined;
    const candidate = (from: number, end: number, token: string): Candidate => {
      const read = readJwt(token);
      return {
        start: from,
        end,
        token,
        kind: 'jwt',
        reason: 'liveJwt',
        isBare: false,
        isWeak: false,
        refusal: typeof read === 'string' ? read : undefined,
      };
    };
    const one = whole(text, start, head);
    const found = candidate(start, one.end, one.token);
    if (found.refusal === undefined && !matchAt(joint, text, one.end)) return found;
    const parts = matchAt(joint, text, one.end) ? split(text, start) : undefined;
    if (parts && parts.token !== one.token) {
      const longer = candidate(parts.start, parts.end, parts.token);
      if (longer.refusal === undefined) return longer;
    }
    return found;
  },
  cases: {
    leaks: [
      'const t = "«jwt»";',
      '// «jwt».',
      "f('\\n«jwt»\\n')",
      'u = "/a?t=«jwt»&b=1"',
      { in: 'xml', text: '<a>«jwt»</a>' },
      { in: 'yaml', text: 'a: {b: «jwt»}' },
    ],
    clean: ['const t = "eyJ.eyJ.x";', 'const t = "aeyJhbGciOi.eyJzdWIi.abc";', 'eyeJump.eyeballs.eyewear'],
  },
};
