import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { maskSecrets } from '../../src/mileapp/mask.ts';

describe('maskSecrets', () => {
  const secret = randomBytes(30).toString('base64url');
  const cases: [string, string, string][] = [
    ['leaves a sentence', 'Data not found. Please check the ID.', 'Data not found. Please check the ID.'],
    ['leaves an id of 24 characters', 'No task 66a0000000000000000000c1', 'No task 66a0000000000000000000c1'],
    ['masks what is as long as a secret', `Token ${secret} is bad`, 'Token … is bad'],
    ['masks what follows Bearer, however short', 'got bearer abc, sorry', 'got Bearer …, sorry'],
    ['masks the token that was sent', 'the key sesame is bad', 'the key … is bad'],
    ['makes one line without marks', 'a\u0000b\r\n\u202Ec\u2028d ', 'a b c d'],
  ];
  for (const [name, text, expected] of cases) {
    it(name, () => assert.equal(maskSecrets(text, 'sesame'), expected));
  }

  it('cuts at 200 characters, never in the middle of one', () => {
    assert.equal(maskSecrets('ab '.repeat(100)).length, 200);
    const cut = maskSecrets(`${'a '.repeat(99)}\u{1F600}\u{1F600} b`);
    assert.ok(cut.isWellFormed() && cut.length <= 200 && cut.endsWith('…'));
  });

  it('is quick on long text', () => {
    assert.equal(maskSecrets('bearer '.repeat(200_000)).length <= 200, true);
  });
});
