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
  ['apiKey', ['apike', 'api-k', 'api_k', 'api k'], /e?y|ey/iy],
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
/** 1 for the pairs of folded characters that words begin with. */
const beginnings = new Uint8Array(128 * 128);
for (const [, stretches] of spellings) {
  for (const stretch of stretches) beginnings[pairAt(stretch, 0)] = 1;
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
    if (beginnings[pairAt(text, start)] === 1) {
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

const isRunCode = (code: number) =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 45 ||
  code === 43 ||
  code === 126;

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
    let at = from;
    // A run that is under way began earlier.
    if (at > 0 && isRunCode(text.charCodeAt(at - 1))) while (at < to && isRunCode(text.charCodeAt(at))) at++;
    while (at < to) {
      const start = at;
      let digits = 0;
      for (let code = text.charCodeAt(at); isRunCode(code); code = text.charCodeAt(++at)) {
        if (code <= 57 && code >= 48) digits++;
        if (at >= to && at - start >= longestLook) break;
      }
      if (at - start >= (digits > 0 ? shortestPiece : shortestToken)) {
        if (strangeness(text.slice(start, Math.min(at, start + longestLook))) >= 0.05) {
          this.#next = start;
          this.#seen = at;
          return;
        }
      }
      at++;
    }
    this.#seen = at;
  }
}
