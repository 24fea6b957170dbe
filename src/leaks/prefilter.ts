import { shortestToken } from './opaqueValue.ts';
import { shortestPiece, strangeness } from './randomness.ts';

/** The words around which the rules look for tokens, in any case; a token's own beginning is `jwt`. */
export type Word =
  | 'token'
  | 'bearer'
  | 'authorization'
  | 'apiKey'
  | 'authKey'
  | 'subscriptionKey'
  | 'authCall'
  | 'ignore'
  | 'jwt';

/** How each is spelled: a beginning of five characters, and what follows it. */
const spellings: readonly (readonly [Word, readonly string[], RegExp | undefined])[] = [
  ['token', ['token'], undefined],
  ['bearer', ['beare'], /r/iy],
  ['authorization', ['autho'], /ri[sz]ation/iy],
  ['apiKey', ['apike', 'api-k', 'api_k', 'api.k', 'api k'], /e?y|ey/iy],
  ['authKey', ['authk', 'auth-', 'auth_'], /k?ey/iy],
  ['subscriptionKey', ['subsc'], /ription-?key/iy],
  ['authCall', ['.auth'], /\(/y],
  ['ignore', ['milea'], /pp-ignore-(?:next-line|line|file)/y],
];

/** Every word begins with one of these stretches of as many characters. */
const window = 5;
/** No word is longer. */
export const longestWord = 28;

/** The index of a pair of ASCII characters, with letters in lower case, in a table of pairs. */
const pairAt = (text: string, at: number) => ((text.charCodeAt(at) | 32) << 7) | text.charCodeAt(at + 1) | 32;

/**
 * Wu and Manber's shift table over pairs of folded characters: how far the window may move when the
 * pair stands at its end. 0: a word may begin where the window does.
 */
const shifts = new Uint8Array(128 * 128).fill(window - 1);
for (const [, stretches] of spellings) {
  for (const stretch of stretches) {
    for (let end = 1; end < window; end++) {
      const pair = pairAt(stretch, end - 1);
      shifts[pair] = Math.min(shifts[pair] as number, window - 1 - end);
    }
  }
}
/** 1 for the pairs of characters that words begin with, and for those that follow these. */
const beginnings = new Uint8Array(128 * 128);
const middles = new Uint8Array(128 * 128);
for (const [, stretches] of spellings) {
  for (const stretch of stretches) {
    beginnings[pairAt(stretch, 0)] = 1;
    middles[pairAt(stretch, 2)] = 1;
  }
}

/** `{"`, `{ `, `{\n`, `{\r`, `{\t` in base64, where a word begins: also after an escape sequence. */
const jwtBeginning =
  /(?:(?<![\w.-])|(?<=\\[nrtbf]|%[\dA-Fa-f]{2}|\\[ux][\dA-Fa-f]{2,4}))e(?:y[A-Z]|w[okl0])[\w-]{7}/g;
const jwtBeginningLength = 10;

/** `mileapp-ignore` needs no value near it. */
const letterM = 109;

export type Visit = (word: Word, start: number, end: number) => void;

const byBeginning = new Map(
  spellings.flatMap((spelling) => spelling[1].map((stretch) => [stretch, spelling] as const)),
);

function visitWordAt(text: string, start: number, visit: Visit): void {
  const spelling = byBeginning.get(text.slice(start, start + window).toLowerCase());
  if (!spelling) return;
  const [word, , rest] = spelling;
  let end = start + window;
  if (rest) {
    rest.lastIndex = end;
    if (!rest.test(text)) return;
    end = rest.lastIndex;
  }
  visit(word, start, end);
}

/**
 * Visits the words that begin in `[from, to)`, in order, but those that begin tokens after all others.
 * `values`, where given, answers for most places without a word being made of them.
 */
export function eachWord(text: string, from: number, to: number, visit: Visit, values?: ValueAhead): void {
  const end = Math.min(text.length, to + window - 1);
  let at = from + window - 1;
  while (at < end) {
    const last = text.charCodeAt(at);
    const before = text.charCodeAt(at - 1);
    if ((last | before) > 127) {
      at += window - 1;
      continue;
    }
    const shift = shifts[((before | 32) << 7) | last | 32] as number;
    if (shift > 0) {
      at += shift;
      continue;
    }
    const start = at - window + 1;
    if (beginnings[pairAt(text, start)] === 1 && middles[pairAt(text, start + 2)] === 1) {
      const isMark = text.charCodeAt(start) === letterM;
      if (!values || isMark || values.near(start)) visitWordAt(text, start, visit);
    }
    at++;
  }
  const pattern = new RegExp(jwtBeginning);
  pattern.lastIndex = from;
  const stretch = to >= text.length ? text : text.slice(0, Math.min(text.length, to + longestWord));
  while (pattern.test(stretch)) {
    const start = pattern.lastIndex - jwtBeginningLength;
    if (start >= to) break;
    visit('jwt', start, pattern.lastIndex);
  }
}

/** 1 for the characters of names and of tokens: letters, digits, `_ - + ~`. */
const isInRun = new Uint8Array(128);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+~')
  isInRun[char.charCodeAt(0)] = 1;

/** How far before and after a name the value can begin that it names. */
const valueBefore = 560;
const valueAfter = 800;
const longestLook = 64;

/**
 * Tells, for words in ascending order, whether anything near them could be (a part of) a generated
 * value at all: most names in source text are answered for by this alone.
 */
export class ValueAhead {
  readonly #text: string;
  /** Where the next run begins that could be one, and up to where runs have been looked at. */
  #next = -1;
  #seen = 0;

  constructor(text: string) {
    this.#text = text;
  }

  near(start: number): boolean {
    const from = start - valueBefore;
    const to = Math.min(this.#text.length, start + valueAfter);
    if (this.#next < from) this.#look(Math.max(this.#seen, from, 0), to);
    return this.#next >= from && this.#next <= to;
  }

  #look(from: number, to: number): void {
    const text = this.#text;
    let first = from;
    // A run that is under way began earlier.
    if (first > 0 && isInRun[text.charCodeAt(first - 1)] === 1) {
      while (first < to && isInRun[text.charCodeAt(first)] === 1) first++;
    }
    // A run that is long enough covers a probe, when probes stand as close as it is long.
    let probe = first + shortestPiece - 1;
    while (probe < to + shortestPiece) {
      if (isInRun[text.charCodeAt(probe)] !== 1) {
        probe += shortestPiece;
        continue;
      }
      let start = probe;
      while (start > first && isInRun[text.charCodeAt(start - 1)] === 1) start--;
      if (start > to) break;
      let end = probe + 1;
      while (end - start < longestLook && isInRun[text.charCodeAt(end)] === 1) end++;
      if (mayBeGenerated(text, start, end)) {
        this.#next = start;
        this.#seen = end;
        return;
      }
      while (end < to && isInRun[text.charCodeAt(end)] === 1) end++;
      first = end;
      probe = end + shortestPiece;
    }
    this.#seen = to + 1;
  }
}

/** Whether the run `[start, end)` could be a generated value or a piece of one. */
function mayBeGenerated(text: string, start: number, end: number): boolean {
  const value = text.slice(start, end);
  return value.length >= (/\d/.test(value) ? shortestPiece : shortestToken) && strangeness(value) >= 0.05;
}
