import assert from 'node:assert/strict';
import { readJwt } from '../../src/leaks/jwt.ts';
import { fingerprint, isPublishedSample } from '../../src/leaks/published.ts';
import { jwe, jwt, minted } from './mint.ts';

/** In two pieces each, so that none stands here whole. */
const published: readonly (readonly [string, string, string])[] = [
  ['RFC 6749, access token', '2YotnFZFEjr1', 'zCsicMWpAA'],
  ['RFC 6749, refresh token', 'tGzv3JOkF0XG', '5Qx2TlKWIA'],
  ['RFC 6750', 'mF_9.B5f', '-4.1JqM'],
  ['RFC 7009', '45ghiukldj', 'ahdnhzdauz'],
  ['RFC 7516, A.1’s initialization vector', '48V1_ALb', '6US04U3b'],
  ['RFC 7516, A.2’s initialization vector', 'AxY8DCtDaG', 'lsbGljb3RoZQ'],
  ['Telegram’s manual', '123456:ABC-DEF1234gh', 'Ikl-zyx57W2v1u123ew11'],
  ['Telegram’s manual, real length', '110201543:AAHdqTcvCH1vGW', 'JxfSeofSAs0K5PALDsaw'],
  ['GitHub’s manual', 'ghp_16C7e42F292c6912E77', '10c838347Ae178B4a'],
  ['GitHub’s manual, OAuth', 'gho_16C7e42F292c6912E77', '10c838347Ae178B4a'],
  ['Stripe’s manual', 'sk_test_4eC39HqLyjWD', 'arjtT1zdp7dc'],
  ['Stripe’s older manual', 'sk_test_BQokikJOvBiI', '2HlWgH4olfQ2'],
];

describe('published samples', () => {
  for (const [where, first, second] of published) {
    it(`knows that of ${where} (${fingerprint(first + second)})`, () => {
      assert.ok(isPublishedSample(first + second));
      assert.ok(!isPublishedSample(`${first}${second}x`));
    });
  }

  it('knows the claims that everybody copies, under any signature', () => {
    const isSample = (claims: object) => {
      const read = readJwt(jwt({ sub: undefined, scope: undefined, ...claims }));
      return typeof read !== 'string' && read.isSample;
    };
    assert.deepEqual(
      [
        { sub: '1234567890', name: 'John Doe', admin: true },
        { iss: 'joe', exp: 1300819380, 'http://example.com/is_root': true },
        { iss: 'http://server.example.com', sub: '248289761001' },
        { sub: '1234567891', name: 'John Doe' },
      ].map(isSample),
      [true, true, true, false],
    );
  });

  it('knows RFC 7516’s encrypted ones by their initialization vector', () => {
    const sample = jwe().split('.');
    sample[2] = published[4]?.slice(1).join('') ?? '';
    const read = readJwt(sample.join('.'));
    assert.ok(typeof read !== 'string' && read.isSample);
    const other = readJwt(minted.jwe ?? '');
    assert.ok(typeof other !== 'string' && !other.isSample);
  });
});
