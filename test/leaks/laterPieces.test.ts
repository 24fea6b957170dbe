import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jwtRule, laterPiecesEnd } from '../../src/leaks/rules/jwtRule.ts';

const quote = fc.constantFrom('"', "'", '`', '');
const piece = fc
  .tuple(
    fc.constantFrom('eyJ', 'ewo', 'eyA', 'abc'),
    fc.stringMatching(/^[\w-]{0,12}$/),
    fc.constantFrom('', '', '', '.', '\\'),
  )
  .map((parts) => parts.join(''));
const joint = fc.constantFrom(' + ', '+', ' . ', ' & ', ', ', ' ', '\n + ', '; ');
const chains = fc
  .array(fc.tuple(quote, piece, quote, joint), { minLength: 1, maxLength: 90 })
  .map((parts) => parts.flat().join(''));

describe('laterPiecesEnd', () => {
  it('passes over nothing in which the rule finds something', () => {
    fc.assert(
      fc.property(chains, (text) => {
        for (let start = text.indexOf('ey'); start >= 0; start = text.indexOf('ey', start + 1)) {
          const end = laterPiecesEnd(text, start);
          for (let at = text.indexOf('ey', start + 1); at >= 0 && at < end; at = text.indexOf('ey', at + 1)) {
            if (/[\w.-]/.test(text[at - 1] ?? '')) continue;
            assert.equal(jwtRule.find(text, at, at + 10), undefined, `${start}, ${at}: ${text}`);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('passes over the pieces of a long chain, some thousands of characters at once', () => {
    const one = '"eyJabcdefgh" + ';
    assert.equal(laterPiecesEnd(one.repeat(100), 1), 1 + 99 * one.length);
    assert.equal(laterPiecesEnd(one.repeat(1000), 1), 1 + 4096);
    assert.equal(laterPiecesEnd('"eyJabcdefgh" + x', 1), 1);
    assert.equal(laterPiecesEnd('"eyJabcdefgh", "eyJabcdefgh", ', 1), 1);
  });
});
