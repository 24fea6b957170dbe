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

/**
 * A walk over the places of `mark`, from the one at `at` as far as `last`; tells whom it visits and gives
 * the place after the last one it looked at, below 0 where there is none.
 */
type Walk = { mark: string; go(text: string, at: number, last: number, visit: Visit): number };

/*
 * One loop per character, each with its first test inside: called through a common loop they cost
 * several times as much.
 */

/** `token`, and the keys. */
const walkK = (k: string): Walk => ({
  mark: k,
  go(text, first, last, visit) {
    let at = first;
    for (; at >= 0 && at < last; at = text.indexOf(k, at + 1)) {
      if ((text.charCodeAt(at + 1) | 32) !== e) continue;
      const next = text.charCodeAt(at + 2) | 32;
      if (next === n) {
        if (letter(text, at - 1) === o && letter(text, at - 2) === t) visit('token', at - 2, at + 3);
      } else if (next === y) visitKey(text, at, visit);
    }
    return at;
  },
});

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

const walkB = (b: string): Walk => ({
  mark: b,
  go(text, first, last, visit) {
    let at = first;
    for (; at >= 0 && at < last; at = text.indexOf(b, at + 1)) {
      if ((text.charCodeAt(at + 1) | 32) !== e || (text.charCodeAt(at + 2) | 32) !== a) continue;
      if (isWordAt(text, at, 'bearer')) visit('bearer', at, at + 6);
    }
    return at;
  },
});

const walkZ = (z: string): Walk => ({
  mark: z,
  go(text, first, last, visit) {
    let at = first;
    for (; at >= 0 && at < last; at = text.indexOf(z, at + 1)) {
      if ((text.charCodeAt(at + 1) | 32) !== a || letter(text, at - 1) !== i) continue;
      if (isWordAt(text, at - 7, 'authorization')) visit('authorization', at - 7, at + 6);
    }
    return at;
  },
});

const escapeBefore = /(?:\\[nrtbf]|%[\dA-Fa-f]{2}|\\[ux][\dA-Fa-f]{2,4})$/;
const backslash = 92;
const hyphen = 45;
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
const walkJwt = (second: string): Walk => ({
  mark: second,
  go(text, first, last, visit) {
    let at = first;
    for (; at >= 0 && at < last; at = text.indexOf(second, at + 1)) {
      if (text.charCodeAt(at - 1) === e) visitJwt(text, at, visit);
    }
    return at;
  },
});

/** `yJ`, `wo`: what follows the `e`. */
function isSecondAndThird(text: string, at: number): boolean {
  const third = text.charCodeAt(at + 1);
  return text.charCodeAt(at) === y ? third >= 65 && third <= 90 : 'okl0'.includes(String.fromCharCode(third));
}

/** Where a word begins: also after an escape sequence. */
function visitJwt(text: string, at: number, visit: Visit): void {
  if (!isSecondAndThird(text, at)) return;
  const start = at - 1;
  const before = text.charCodeAt(start - 1);
  const isInside = isWordCode(before) || before === hyphen || before === 46;
  if (isInside && !followsEscape(text, start)) return;
  for (let index = at + 2; index < start + jwtBeginning; index++) {
    const code = text.charCodeAt(index);
    if (!isWordCode(code) && code !== hyphen) return;
  }
  visit('jwt', start, start + jwtBeginning);
}

const walkAuthCall: Walk = {
  mark: '.auth(',
  go(text, first, last, visit) {
    let at = first;
    for (; at >= 0 && at < last; at = text.indexOf('.auth(', at + 1)) {
      visit('authCall', at, at + '.auth('.length);
    }
    return at;
  },
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
  const isWhole = from === 0 && to >= text.length;
  const within: Visit = isWhole
    ? visit
    : (word, start, end) => {
        if (start >= from && start < to) visit(word, start, end);
      };
  const last = Math.min(text.length, to + longestKeyWord);
  /** By walk, the next place it is known to look at. */
  const next = walks.map(() => -1);
  for (let first = from; first < last; first += blockLength) {
    const end = Math.min(last, first + blockLength);
    for (const [index, { mark, go }] of walks.entries()) {
      let at = next[index] ?? -1;
      if (at < first) {
        // Not in the text itself: where nothing is found it would be searched to its end.
        const found = text.slice(first, end + mark.length - 1).indexOf(mark);
        if (found < 0) continue;
        at = first + found;
      }
      if (at >= end) continue;
      const after = go(text, at, end, within);
      next[index] = after < 0 ? Number.POSITIVE_INFINITY : after;
    }
  }
}

/** A person's mark; which, says what follows it. */
export const ignoreMark = 'mileapp-ignore-';
