import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { hashesOf, knownBy } from '../../src/cli/knownHashes.ts';

const token = randomBytes(30).toString('hex');
const salt = randomBytes(16).toString('hex');

describe('known hashes', () => {
  it('recognise their tokens, and nothing else', () => {
    const known = knownBy(structuredClone(hashesOf([token, 'another-token-of-mine'], salt)));
    assert.deepEqual(known.lengths.toSorted(), [21, 60]);
    const candidates = [token, 'another-token-of-mine', token.slice(1), `x${token.slice(1)}`, ''];
    assert.deepEqual(
      candidates.map((candidate) => known.has(candidate)),
      [true, true, false, false, false],
    );
  });

  it('hold no part of a token', () => {
    const told = JSON.stringify(hashesOf([token], salt));
    const parts = Array.from({ length: token.length - 7 }, (_, at) => token.slice(at, at + 8));
    assert.deepEqual(
      parts.filter((part) => told.includes(part)),
      [],
    );
  });

  it('are the same for the same tokens, in whatever order, under one salt', () => {
    assert.deepEqual(hashesOf([token, 'b'], salt), hashesOf(['b', token], salt));
    assert.notDeepEqual(hashesOf([token], salt), hashesOf([token], `${salt}2`));
  });
});
