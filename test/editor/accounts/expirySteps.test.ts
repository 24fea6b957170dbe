import assert from 'node:assert/strict';
import { stepAt, untilNextStep } from '../../../src/editor/accounts/expirySteps.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const now = Date.UTC(2026, 0, 1);

describe('the steps towards the end of a token', () => {
  for (const [left, step, wait] of [
    [36_524 * day, 'far', day],
    [14.5 * day, 'far', 0.5 * day],
    [14 * day, 14, day],
    [3.25 * day, 14, 0.25 * day],
    [3 * day, 3, day],
    [1.5 * day, 3, 0.5 * day],
    [1 * day, 1, day],
    [1 * hour, 1, hour],
    [0, 'expired', undefined],
    [-1 * day, 'expired', undefined],
  ] as const) {
    it(`${left / day} days before: ${step}`, () => {
      assert.deepEqual([stepAt(now + left, now), untilNextStep(now + left, now)], [step, wait]);
    });
  }
});
