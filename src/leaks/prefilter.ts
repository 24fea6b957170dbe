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

/** Whether `word`, in lower case here, stands at `start` in any case. */
function isWordAt(text: string, start: number, word: string): boolean {
  for (let index = 0; index < word.length; index++) {
    if ((text.charCodeAt(start + index) | 32) !== word.charCodeAt(index)) return false;
  }
  return true;
}

const keyWord = /(?:(api)[-_. ]?|(auth)[-_]?|subscription-?)key$/i;

function visitKey(text: string, at: number, visit: Visit): void {
  const before = keyWord.exec(text.slice(Math.max(0, at - longestKeyWord), at + 3));
  if (!before) return;
  const word = before[1] ? 'apiKey' : before[2] ? 'authKey' : 'subscriptionKey';
  visit(word, at + 3 - before[0].length, at + 3);
}

const backslash = 92;
const percent = 37;
const escapeBefore = /(?:\\[nrtbf]|%[\dA-Fa-f]{2}|\\[ux][\dA-Fa-f]{2,4})$/;
const hyphen = 45;
const dot = 46;

/** Whether an escape sequence ends at `start`. */
function followsEscape(text: string, start: number): boolean {
  for (let at = start - 6; at < start - 1; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash || code === percent) {
      return escapeBefore.test(text.slice(Math.max(0, start - 6), start));
    }
  }
  return false;
}

/** Where a word begins, also after an escape sequence: `beginning` and more of a token's characters. */
const jwt = (beginning: RegExp) => (text: string, start: number, visit: Visit) => {
  const before = text.charCodeAt(start - 1);
  const isInside = isWordCode(before) || before === hyphen || before === dot;
  if (isInside && !followsEscape(text, start)) return;
  for (let index = start + 3; index < start + jwtBeginning; index++) {
    const code = text.charCodeAt(index);
    if (!isWordCode(code) && code !== hyphen) return;
  }
  if (beginning.test(text.slice(start, start + 3))) visit('jwt', start, start + jwtBeginning);
};

/** `word`, in lower case here, whose triple begins `shift` characters after its beginning. */
const whole = (name: Word, word: string, shift: number) => (text: string, at: number, visit: Visit) => {
  const start = at - shift;
  if (isWordAt(text, start, word)) visit(name, start, start + word.length);
};

const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Three characters of each word that are rare elsewhere, and who looks what stands there; also asked
 * about places without them.
 */
const marks: readonly { triple: Triple; look(text: string, at: number, visit: Visit): void }[] = [
  { triple: ['oO', 'kK', 'eE'], look: whole('token', 'token', 1) },
  { triple: ['bB', 'eE', 'aA'], look: whole('bearer', 'bearer', 0) },
  { triple: ['rR', 'iI', 'zZ'], look: whole('authorization', 'authorization', 5) },
  { triple: ['kK', 'eE', 'yY'], look: visitKey },
  // `{"` in base64.
  { triple: ['e', 'y', capitals], look: jwt(/^ey[A-Z]/) },
  // `{ `, `{\n`, `{\r`, `{\t` in base64.
  { triple: ['e', 'w', 'okl0'], look: jwt(/^ew[okl0]/) },
  {
    triple: ['.', 'a', 'u'],
    look: (text, at, visit) => {
      if (text.startsWith('.auth(', at)) visit('authCall', at, at + '.auth('.length);
    },
  },
];

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

/** Visits the words that begin in `[from, to)`, in order of their triples. */
export function eachWord(text: string, from: number, to: number, visit: Visit, find = findFastest): void {
  const isWhole = from === 0 && to >= text.length;
  const within: Visit = isWhole
    ? visit
    : (word, start, end) => {
        if (start >= from && start < to) visit(word, start, end);
      };
  find(text, from, Math.min(text.length, to + longestKeyWord), (at, which) => {
    for (let rest = which; rest !== 0; rest &= rest - 1) {
      marks[31 - Math.clz32(rest & -rest)]?.look(text, at, within);
    }
  });
}

/** A person's mark; which, says what follows it. */
export const ignoreMark = 'mileapp-ignore-';
