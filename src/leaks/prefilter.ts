/** The words around which the rules look for tokens, in any case; a token's own beginning is `jwt`. */
export type Word =
  | 'token'
  | 'bearer'
  | 'authorization'
  | 'apiKey'
  | 'authKey'
  | 'subscriptionKey'
  | 'authCall'
  | 'jwt';

export type Visit = (word: Word, start: number, end: number) => void;

/** How many characters of a JWT's beginning are looked at. */
const jwtBeginning = 10;
const longestKeyWord = 16;

const isWordCode = (code: number) =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;

const letter = (text: string, at: number) => text.charCodeAt(at) | 32;
const a = 97;
const e = 101;
const h = 104;
const i = 105;
const n = 110;
const o = 111;
const t = 116;
const y = 121;

/** Whether `word`, in lower case here, stands at `start` in any case. */
function isWordAt(text: string, start: number, word: string): boolean {
  for (let index = 0; index < word.length; index++) {
    if (letter(text, start + index) !== word.charCodeAt(index)) return false;
  }
  return true;
}

/** What each walk is given: the text, where to begin, where to end, and whom to tell. */
type Walk = (text: string, from: number, last: number, visit: Visit) => void;

/*
 * One loop per character, each with its first test inside: called through a common loop they cost
 * several times as much.
 */

/** `token`, and the keys. */
const walkK =
  (k: string): Walk =>
  (text, from, last, visit) => {
    for (let at = text.indexOf(k, from); at >= 0 && at < last; at = text.indexOf(k, at + 1)) {
      if ((text.charCodeAt(at + 1) | 32) !== e) continue;
      const next = text.charCodeAt(at + 2) | 32;
      if (next === n) {
        if (letter(text, at - 1) === o && letter(text, at - 2) === t) visit('token', at - 2, at + 3);
      } else if (next === y) visitKey(text, at, visit);
    }
  };

function visitKey(text: string, at: number, visit: Visit): void {
  const isSeparated = ' -_.'.includes(text[at - 1] ?? '?');
  const last = letter(text, isSeparated ? at - 2 : at - 1);
  if (last !== i && last !== h && last !== n) return;
  const before = text.slice(Math.max(0, at - longestKeyWord), at);
  const found = /(?:(api)[-_. ]?|(auth)[-_]?|subscription-?)$/i.exec(before);
  if (!found) return;
  const word = found[1] ? 'apiKey' : found[2] ? 'authKey' : 'subscriptionKey';
  visit(word, at - found[0].length, at + 3);
}

const walkB =
  (b: string): Walk =>
  (text, from, last, visit) => {
    for (let at = text.indexOf(b, from); at >= 0 && at < last; at = text.indexOf(b, at + 1)) {
      if ((text.charCodeAt(at + 1) | 32) !== e || (text.charCodeAt(at + 2) | 32) !== a) continue;
      if (isWordAt(text, at, 'bearer')) visit('bearer', at, at + 6);
    }
  };

const walkZ =
  (z: string): Walk =>
  (text, from, last, visit) => {
    for (let at = text.indexOf(z, from); at >= 0 && at < last; at = text.indexOf(z, at + 1)) {
      if ((text.charCodeAt(at + 1) | 32) !== a || letter(text, at - 1) !== i) continue;
      if (isWordAt(text, at - 7, 'authorization')) visit('authorization', at - 7, at + 6);
    }
  };

const escapeBefore = /(?:\\[nrtbf]|%[\dA-Fa-f]{2}|\\[ux][\dA-Fa-f]{2,4})$/;
const jwtRest = /(?:y[A-Z]|w[okl0])[\w-]{7}/y;

const backslash = 92;
const percent = 37;

/** Whether an escape sequence ends at `start`. */
function followsEscape(text: string, start: number): boolean {
  const isMarked =
    text.charCodeAt(start - 2) === backslash ||
    text.charCodeAt(start - 3) === percent ||
    text.charCodeAt(start - 4) === backslash ||
    text.charCodeAt(start - 5) === backslash ||
    text.charCodeAt(start - 6) === backslash;
  return isMarked && escapeBefore.test(text.slice(Math.max(0, start - 6), start));
}

/** `{"`, `{ `, `{\n`, `{\r`, `{\t` in base64. */
const walkJwt =
  (second: string): Walk =>
  (text, from, last, visit) => {
    for (let at = text.indexOf(second, from); at >= 0 && at < last; at = text.indexOf(second, at + 1)) {
      if (text.charCodeAt(at - 1) === e) visitJwt(text, at, visit);
    }
  };

/** Where a word begins: also after an escape sequence. */
function visitJwt(text: string, at: number, visit: Visit): void {
  const start = at - 1;
  const before = text.charCodeAt(start - 1);
  const isInside = isWordCode(before) || before === 45 || before === 46;
  if (isInside && !followsEscape(text, start)) return;
  jwtRest.lastIndex = at;
  if (jwtRest.test(text)) visit('jwt', start, start + jwtBeginning);
}

const walkAuthCall: Walk = (text, from, last, visit) => {
  for (let at = text.indexOf('.auth(', from); at >= 0 && at < last; at = text.indexOf('.auth(', at + 1)) {
    visit('authCall', at, at + '.auth('.length);
  }
};

/**
 * Each word has a character that is rare elsewhere, and the engine finds a character many times faster
 * than anything else: the prefilter is a walk over those.
 */
const walks: readonly Walk[] = [
  walkK('k'),
  walkK('K'),
  walkB('b'),
  walkB('B'),
  walkZ('z'),
  walkZ('Z'),
  walkAuthCall,
  walkJwt('y'),
  walkJwt('w'),
];

/** So much at a time: all walks go over one block while it is in the cache nearest to the core. */
const blockLength = 1 << 15;

/** Visits the words that begin in `[from, to)`: in order only as far as one walk goes. */
export function eachWord(text: string, from: number, to: number, visit: Visit): void {
  const end = Math.min(text.length, to);
  for (let first = from; first < end; first += blockLength) {
    eachWordOfBlock(text, first, Math.min(end, first + blockLength), visit);
  }
}

function eachWordOfBlock(text: string, from: number, to: number, visit: Visit): void {
  const base = Math.max(0, from - longestKeyWord);
  const block = text.slice(base, to + longestKeyWord);
  const within: Visit = (word, start, end) => {
    if (start + base >= from && start + base < to) visit(word, start + base, end + base);
  };
  for (const walk of walks) walk(block, from - base, block.length, within);
}

/** A person's mark; which, says what follows it. */
export const ignoreMark = 'mileapp-ignore-';
