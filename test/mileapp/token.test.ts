import assert from 'node:assert/strict';
import { cleanToken, readExpiry } from '../../src/mileapp/index.ts';

const whole = ['abc', 'def', 'ghi'].join('.');

describe('cleanToken', () => {
  const cleaned: [string, string][] = [
    ['as it is', whole],
    ['with space around', `  ${whole}\n`],
    ['in quotes', `"${whole}"`],
    ['in quotes of quotes', `' "${whole}" '`],
    ['in backticks', `\`${whole}\``],
    ['with its scheme', `Bearer ${whole}`],
    ['with its scheme in quotes', `"bearer   ${whole}"`],
    ['with the scheme outside of the quotes', `Bearer "${whole}"`],
    ['as a whole header', `Authorization: Bearer ${whole}`],
    ['broken over lines', 'abc.\r\n  def.\nghi'],
    ['with zero-width marks', `\uFEFF${whole}\u200B`],
  ];
  for (const [name, pasted] of cleaned) {
    it(`a token ${name}`, () => assert.deepEqual(cleanToken(pasted), { token: whole }));
  }

  const refused: [string, string, string][] = [
    ['nothing', '', 'empty'],
    ['space', ' \n\t', 'empty'],
    ['quotes around nothing', '""', 'empty'],
    ['a scheme alone', 'Bearer ', 'empty'],
    ['10 kB of letters', 'x'.repeat(10_000), 'tooLong'],
    ['1 MB of letters', 'x'.repeat(1_000_000), 'tooLong'],
    ['1 MB of space', ' '.repeat(1_000_000), 'empty'],
    ['words', 'this is my token', 'unsafe'],
    ['a quote inside', 'abc"def', 'unsafe'],
    ['letters no header carries', 'tokén', 'unsafe'],
    ['a control character', 'abc\u0000def', 'unsafe'],
    ['one quote', `"${whole}`, 'unsafe'],
  ];
  for (const [name, pasted, reason] of refused) {
    it(`refuses ${name}: ${reason}`, () => assert.deepEqual(cleanToken(pasted), { refused: reason }));
  }
});

describe('readExpiry', () => {
  const jwt = (claims: string) => ['e30', Buffer.from(claims).toString('base64url'), 'AA'].join('.');
  const cases: [string, string, number | undefined][] = [
    ['a whole number of seconds', jwt('{"exp":1700000000}'), 1_700_000_000_000],
    ['a fraction', jwt('{"exp":1700000000.123456}'), 1_700_000_000_123],
    ['a number as text', jwt('{"exp":"1700000000.5"}'), 1_700_000_000_500],
    ['a hundred years', jwt('{"exp":4855680000}'), 4_855_680_000_000],
    ['none', jwt('{}'), undefined],
    ['null', jwt('{"exp":null}'), undefined],
    ['an empty text', jwt('{"exp":""}'), undefined],
    ['negative', jwt('{"exp":-1}'), undefined],
    ['beyond all numbers', jwt('{"exp":1e300}'), undefined],
    ['claims that are no object', jwt('7'), undefined],
    ['claims that are no JSON', jwt('{'), undefined],
    ['two parts', 'a.b', undefined],
    ['an opaque token', 'x'.repeat(30), undefined],
  ];
  for (const [name, token, expected] of cases) {
    it(name, () => assert.equal(readExpiry(token), expected));
  }
});
