import type { FindTriples, Triple } from './triples.ts';
import { patternTriples, vectorTriples } from './triples.ts';

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

/** 1 for each of the characters, by its code. */
function codesOf(chars: string): Uint8Array {
  const codes = new Uint8Array(128);
  for (const char of chars) codes[char.charCodeAt(0)] = 1;
  return codes;
}

const keyWord = /(?:(api)[-_. ]?|(auth)[-_]?|subscription-?)key$/i;

function visitKey(text: string, at: number, visit: Visit): void {
  const before = keyWord.exec(text.slice(Math.max(0, at - longestKeyWord), at + 3));
  if (!before) return;
  const word = before[1] ? 'apiKey' : before[2] ? 'authKey' : 'subscriptionKey';
  visit(word, at + 3 - before[0].length, at + 3);
}

const escapeBefore = /(?:\\[nrtbf]|%[\dA-Fa-f]{2}|\\[ux][\dA-Fa-f]{2,4})$/;
/** The last characters of those. */
const escapeEnds = codesOf('nrtbf0123456789ABCDEFacde');
const [e, w, y] = [101, 119, 121];
const hyphen = 45;
const dot = 46;
/** 1 for what a part of a token consists of. */
const tokenCodes = new Uint8Array(128).map((_, code) => (isWordCode(code) || code === hyphen ? 1 : 0));

/** Where a word begins, also after an escape sequence: `e` and `second`, one of `thirds`, and more of a token. */
function jwt(second: number, thirds: string) {
  const isThird = codesOf(thirds);
  return (text: string, start: number, visit: Visit) => {
    const before = text.charCodeAt(start - 1);
    if (isWordCode(before) || before === hyphen || before === dot) {
      if (!escapeEnds[before] || !escapeBefore.test(text.slice(Math.max(0, start - 6), start))) return;
    }
    if (text.charCodeAt(start) !== e || text.charCodeAt(start + 1) !== second) return;
    if (!isThird[text.charCodeAt(start + 2)]) return;
    for (let index = start + 3; index < start + jwtBeginning; index++) {
      if (!tokenCodes[text.charCodeAt(index)]) return;
    }
    visit('jwt', start, start + jwtBeginning);
  };
}

/** `word`, in lower case here and in any in the text, whose triple begins `shift` characters after its beginning. */
function whole(name: Word, word: string, shift: number) {
  const codes = Uint8Array.from(word, (char) => char.charCodeAt(0));
  return (text: string, at: number, visit: Visit) => {
    const start = at - shift;
    for (let index = 0; index < codes.length; index++) {
      if ((text.charCodeAt(start + index) | 32) !== codes[index]) return;
    }
    visit(name, start, start + codes.length);
  };
}

const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

type Mark = { triple: Triple; isName: boolean; look(text: string, at: number, visit: Visit): void };

/**
 * Three characters of each word that are rare elsewhere, and who looks what stands there; also asked
 * about places without them.
 */
const marks: readonly Mark[] = [
  { triple: ['oO', 'kK', 'eE'], isName: true, look: whole('token', 'token', 1) },
  { triple: ['bB', 'eE', 'aA'], isName: true, look: whole('bearer', 'bearer', 0) },
  { triple: ['rR', 'iI', 'zZ'], isName: true, look: whole('authorization', 'authorization', 5) },
  { triple: ['kK', 'eE', 'yY'], isName: true, look: visitKey },
  // `{"` in base64.
  { triple: ['e', 'y', capitals], isName: false, look: jwt(y, capitals) },
  // `{ `, `{\n`, `{\r`, `{\t` in base64.
  { triple: ['e', 'w', 'okl0'], isName: false, look: jwt(w, 'okl0') },
  {
    triple: ['.', 'a', 'u'],
    isName: true,
    look: (text, at, visit) => {
      if (text.startsWith('.auth(', at)) visit('authCall', at, at + '.auth('.length);
    },
  },
];

/** 1 for what can neither stand before a JWT nor end an escape sequence there. */
const neverBeforeJwt = new Uint8Array(128).map((_, code) =>
  (isWordCode(code) || code === hyphen || code === dot) && !escapeEnds[code] ? 1 : 0,
);

/** Which of the triples are of names: a JWT names itself. */
const names = marks.reduce((bits, { isName }, which) => (isName ? bits | (1 << which) : bits), 0);

export const triples: readonly Triple[] = marks.map(({ triple }) => triple);

/** Made when it is first needed: an editor that starts has other things to do. */
function madeAtFirst(make: () => FindTriples): FindTriples {
  let made: FindTriples | undefined;
  return (text, from, to, onHit) => {
    made ??= make();
    made(text, from, to, onHit);
  };
}

const findFastest = madeAtFirst(() => vectorTriples(triples) ?? patternTriples(triples));

/** What needs no visit: asked often, and to be answered at once. */
export type Idle = {
  /** Whether that is so of every name that begins in `[from, to]`. */
  names(from: number, to: number): boolean;
  /** Whether it is so of a JWT that begins there. */
  jwt(at: number): boolean;
};

const nothingIdle: Idle = { names: () => false, jwt: () => false };

/** Visits the words that begin in `[from, to)`, in order of their triples, unless they are idle. */
export function eachWord(
  text: string,
  from: number,
  to: number,
  visit: Visit,
  idle = nothingIdle,
  find = findFastest,
): void {
  const isWhole = from === 0 && to >= text.length;
  const within: Visit = isWhole
    ? visit
    : (word, start, end) => {
        if (start >= from && start < to) visit(word, start, end);
      };
  find(text, from, Math.min(text.length, to + longestKeyWord), (at, which) => {
    if ((which & names) === 0 && (idle.jwt(at) || neverBeforeJwt[text.charCodeAt(at - 1)])) return;
    const looked = (which & names) !== 0 && idle.names(at - longestKeyWord, at) ? which & ~names : which;
    for (let rest = looked; rest !== 0; rest &= rest - 1) {
      marks[31 - Math.clz32(rest & -rest)]?.look(text, at, within);
    }
  });
}

/** A person's mark; which, says what follows it. */
export const ignoreMark = 'mileapp-ignore-';
