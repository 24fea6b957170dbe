import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { knownTokens } from '../../../src/editor/guard/knownTokens.ts';

const token = randomBytes(30).toString('hex');

describe('known tokens', () => {
  it('are recognised, and nothing else is', () => {
    const known = knownTokens([token, 'another-token-of-mine']);
    assert.deepEqual(known.lengths, [60, 21]);
    assert.equal(known.has(token), true);
    assert.equal(known.has('another-token-of-mine'), true);
    assert.equal(known.has(token.slice(1)), false);
    assert.equal(known.has(`x${token.slice(1)}`), false);
  });

  it('are not kept', () => {
    assert.ok(!inspect(knownTokens([token]), { depth: Infinity, showHidden: true }).includes(token));
  });
});
