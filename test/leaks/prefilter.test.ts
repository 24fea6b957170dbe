import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Idle, Word } from '../../src/leaks/prefilter.ts';
import { eachWord, triples } from '../../src/leaks/prefilter.ts';
import type { FindTriples } from '../../src/leaks/triples.ts';
import { patternTriples, vectorTriples } from '../../src/leaks/triples.ts';

/** Each word, said anew; what the group holds is its range. */
const patterns: Readonly<Record<Word, RegExp>> = {
  token: /(?=(token))/gi,
  bearer: /(?=(bearer))/gi,
  authorization: /(?=(authorization))/gi,
  apiKey: /(?=(api[-_. ]?key))/gi,
  authKey: /(?=(auth[-_]?key))/gi,
  subscriptionKey: /(?=(subscription-?key))/gi,
  authCall: /(?=(\.auth\())/g,
  jwt: /(?:(?<![\w.-])|(?<=\\[nrtbf]|%[\dA-Fa-f]{2}|\\[ux][\dA-Fa-f]{2,4}))(?=(e(?:y[A-Z]|w[okl0])[\w-]{7}))/g,
};

const inOrder = (visited: readonly string[]) => [...visited].sort();

function expected(text: string, from: number, to: number): string[] {
  const visited: string[] = [];
  for (const [word, pattern] of Object.entries(patterns)) {
    for (const { index, 1: found = '' } of text.matchAll(pattern)) {
      if (index >= from && index < to) visited.push(`${word} ${index} ${index + found.length}`);
    }
  }
  return inOrder(visited);
}

function visited(text: string, from: number, to: number, find?: FindTriples): string[] {
  const words: string[] = [];
  eachWord(text, from, to, (word, start, end) => words.push(`${word} ${start} ${end}`), undefined, find);
  return inOrder(words);
}

const wholes = ['token', 'bearer', 'authorization', 'api-key', 'api key', 'authKey', 'auth_key'];
const others = ['subscription-key', 'subscriptionkey', '.auth(', 'eyJhbGciOi', 'ewogICJhbG', 'ewl-_z09aZ'];
const between = ['\\n', '\\u002', '%22', '.', '-', '_', ' ', 'x', '\n', '"', '\0'];
/** Their lower bytes are `o`, `k`, `e`, `y`, `J`: nothing that looks at bytes may take them for those. */
const beyond = ['\u016f', '\u026b', '\u1e65', '\u0179', '\u014a', 'é', '\u2028', '\u{1f600}', '\u212a'];
const known = [...wholes, ...others];
const piece = fc.oneof(
  fc.constantFrom(...known),
  fc.constantFrom(...known).map((word) => word.toUpperCase()),
  fc.tuple(fc.constantFrom(...known), fc.nat(8), fc.nat(16)).map(([word, from, to]) => word.slice(from, to)),
  fc.constantFrom(...between),
  fc.constantFrom(...beyond),
);
const ascii = fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 24 });
const text = ascii.map((pieces) => pieces.join(''));
/** Two blocks of the vector walk, with the words about every border there can be. */
const longer = fc
  .tuple(text, fc.integer({ min: -48, max: 8 }), text, fc.constantFrom('.', 'k', 'é', '\u016f'))
  .map(([before, shift, after, filler]) => {
    const border = (1 << 15) + shift;
    return `${before}${filler.repeat(Math.max(0, border - before.length))}${after}${filler.repeat(64)}${after}`;
  });

describe('the prefilter', () => {
  const vector = vectorTriples(triples);
  if (!vector) throw new Error('this engine has no vectors');
  for (const [name, find] of Object.entries({ vector, pattern: patternTriples(triples) })) {
    it(`visits the words that are there, all of them and no others (${name})`, () => {
      const stretch = fc.tuple(text, fc.nat(200), fc.nat(200));
      fc.assert(
        fc.property(stretch, ([written, from, length]) => {
          const to = Math.min(written.length, from + length);
          assert.deepEqual(visited(written, from, to, find), expected(written, from, to));
          assert.deepEqual(visited(written, 0, written.length, find), expected(written, 0, written.length));
        }),
        { numRuns: 1000 },
      );
    });

    it(`visits them across the blocks' borders (${name})`, () => {
      fc.assert(
        fc.property(longer, (written) => {
          assert.deepEqual(visited(written, 0, written.length, find), expected(written, 0, written.length));
        }),
        { numRuns: 60 },
      );
    });
  }

  it('leaves out what is idle', () => {
    const written = '"token" bearer eyJhbGciOi .auth( token "eyJ0eXAiOi" api-key';
    const visited = (idle: Idle) => {
      const words: string[] = [];
      eachWord(written, 0, written.length, (word) => words.push(word), idle);
      return words;
    };
    const never = () => false;
    assert.deepEqual(visited({ names: (_from, to) => to < 40, jwt: never }), ['jwt', 'jwt', 'apiKey']);
    assert.deepEqual(visited({ names: () => true, jwt: (at) => at < 20 }), ['jwt']);
  });

  it('may be asked again while it visits', () => {
    const [outer, inner] = ['bearer token authorization', 'apikey '.repeat(9)];
    const words: string[] = [];
    eachWord(outer, 0, outer.length, (word) => {
      eachWord(inner, 0, inner.length, () => {});
      words.push(word);
    });
    assert.deepEqual(words, ['bearer', 'token', 'authorization']);
  });
});
