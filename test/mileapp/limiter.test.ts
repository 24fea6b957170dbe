import assert from 'node:assert/strict';
import { Limiter } from '../../src/mileapp/index.ts';
import { FakeClock, settled } from './fakeClock.ts';

describe('Limiter', () => {
  /** Enters so many at once; `inside` collects who got in, in order. */
  function crowd(limiter: Limiter, count: number, signals: (AbortSignal | undefined)[] = []) {
    const inside: number[] = [];
    const leave: (() => void)[] = [];
    const all = Array.from({ length: count }, async (_, number) => {
      leave[number] = await limiter.enter(signals[number]);
      inside.push(number);
    });
    return { inside, leave, all };
  }

  it('lets four in at once, and the next, in order, when one leaves', async () => {
    const limiter = new Limiter({ clock: new FakeClock() });
    const { inside, leave } = crowd(limiter, 6);
    await settled();
    assert.deepEqual(inside, [0, 1, 2, 3]);
    leave[2]!();
    leave[2]!();
    await settled();
    assert.deepEqual(inside, [0, 1, 2, 3, 4]);
    leave[0]!();
    await settled();
    assert.deepEqual(inside, [0, 1, 2, 3, 4, 5]);
  });

  it('begins ten within any second', async () => {
    const clock = new FakeClock();
    const limiter = new Limiter({ clock, underWay: 100 });
    const first = crowd(limiter, 4);
    await clock.pass(600);
    const { inside } = crowd(limiter, 16);
    await settled();
    assert.deepEqual([first.inside.length, inside.length], [4, 6]);
    await clock.pass(399);
    assert.equal(inside.length, 6);
    await clock.pass(1);
    assert.equal(inside.length, 10);
    await clock.pass(600);
    assert.equal(inside.length, 16);
  });

  it('counts the requests of the last minute', async () => {
    const clock = new FakeClock();
    const limiter = new Limiter({ clock, underWay: 100 });
    crowd(limiter, 7);
    await clock.pass(40_000);
    crowd(limiter, 2);
    assert.equal(limiter.lastMinute, 9);
    await clock.pass(20_000);
    assert.equal(limiter.lastMinute, 2);
    await clock.pass(40_000);
    assert.equal(limiter.lastMinute, 0);
  });

  it('lets nobody in during a pause, says so, and resumes by itself', async () => {
    const clock = new FakeClock();
    const told: (number | undefined)[] = [];
    const limiter = new Limiter({ clock, onPaused: (until) => told.push(until) });
    const until = clock.now() + 60_000;
    limiter.pause(until);
    const { inside } = crowd(limiter, 2);
    await clock.pass(59_999);
    assert.deepEqual([inside, told, limiter.pausedUntil], [[], [until], until]);
    await clock.pass(1);
    assert.deepEqual([inside, told, limiter.pausedUntil], [[0, 1], [until, undefined], undefined]);
  });

  it('says that a pause is over when nobody waited', async () => {
    const clock = new FakeClock();
    const told: (number | undefined)[] = [];
    new Limiter({ clock, onPaused: (until) => told.push(until) }).pause(clock.now() + 5_000);
    await clock.pass(5_000);
    assert.equal(told.at(-1), undefined);
    assert.equal(told.length, 2);
  });

  it('takes the longer of two pauses', async () => {
    const clock = new FakeClock();
    const limiter = new Limiter({ clock });
    const start = clock.now();
    limiter.pause(start + 5_000);
    limiter.pause(start + 9_000);
    limiter.pause(start + 1_000);
    limiter.pause(start - 1_000);
    const { inside } = crowd(limiter, 1);
    await clock.pass(8_999);
    assert.deepEqual([limiter.pausedUntil, inside], [start + 9_000, []]);
    await clock.pass(1);
    assert.deepEqual(inside, [0]);
  });

  it('lets go who no longer wants to wait, with the reason, and nobody else', async () => {
    const clock = new FakeClock();
    const limiter = new Limiter({ clock, underWay: 1 });
    const abort = new AbortController();
    const { inside, leave, all } = crowd(limiter, 3, [undefined, abort.signal]);
    await settled();
    const reason = new Error('enough');
    abort.abort(reason);
    await assert.rejects(all[1]!, (error) => error === reason);
    leave[0]!();
    await settled();
    assert.deepEqual(inside, [0, 2]);
    await assert.rejects(limiter.enter(abort.signal), (error) => error === reason);
  });

  it('waits for nothing where it is opened', async () => {
    const limiter = new Limiter({ underWay: Number.POSITIVE_INFINITY, perSecond: Number.POSITIVE_INFINITY });
    const { inside } = crowd(limiter, 5_000);
    await settled();
    assert.equal(inside.length, 5_000);
  });

  it('does not wait for a clock that was set back', async () => {
    const clock = new FakeClock();
    const limiter = new Limiter({ clock, perSecond: 1, underWay: 2 });
    await limiter.enter();
    await clock.pass(-3_600_000);
    const { inside } = crowd(limiter, 1);
    await settled();
    assert.deepEqual(inside, [0]);
  });
});
