import assert from 'node:assert/strict';
import { readTime } from '../../src/mileapp/time.ts';

describe('readTime', () => {
  const read: [unknown, string][] = [
    ['2025-03-04T05:06:07+00:00', '2025-03-04T05:06:07+00:00'],
    ['2025-03-04T05:06:07.123000Z', '2025-03-04T05:06:07.123000Z'],
    ['2025-03-04T05:06:07.000+07:00', '2025-03-04T05:06:07.000+07:00'],
    ['2025-03-04 05:06:07', '2025-03-04T05:06:07Z'],
    ['2025-03-04T05:06:07', '2025-03-04T05:06:07Z'],
    [1_741_064_767, '2025-03-04T05:06:07.000Z'],
    [1_741_064_767_000, '2025-03-04T05:06:07.000Z'],
    ['1741064767', '2025-03-04T05:06:07.000Z'],
    ['1741064767000', '2025-03-04T05:06:07.000Z'],
  ];
  for (const [value, expected] of read) {
    it(`reads ${JSON.stringify(value)}`, () => {
      assert.equal(readTime(value), expected);
      assert.ok(!Number.isNaN(Date.parse(expected)));
    });
  }
  const not = [
    '',
    'besok',
    '8:30:46',
    '2025-03-04',
    '2025-13-04T05:06:07Z',
    '2025-03-04T25:06:07Z',
    0,
    7,
    Number.NaN,
    1e300,
  ];
  for (const value of [...not, null, undefined, {}, [], true, `${' '.repeat(100_000)}x`]) {
    it(`does not read ${JSON.stringify(value)?.slice(0, 30)}`, () =>
      assert.equal(readTime(value), undefined));
  }
});
