import assert from 'node:assert/strict';
import { distance, dueOf } from '../../../src/editor/tasks/due.ts';
import type { Task } from '../../../src/mileapp/index.ts';

const now = new Date(2026, 10, 18, 10, 0).getTime();
const at = (...parts: [number, number, number]) => new Date(2026, 10, ...parts).getTime();
const iso = (moment: number) => new Date(moment).toISOString();
const task = (some: Partial<Task>): Task => ({ id: 'x', fields: {}, ...some });

describe('what a task’s times say', () => {
  it('is its end, before and after it has passed', () => {
    const [before, after] = [at(18, 11, 0), at(18, 9, 0)];
    assert.deepEqual(dueOf(task({ status: 'ONGOING', endTime: iso(before) }), now), {
      kind: 'due',
      at: before,
    });
    assert.deepEqual(dueOf(task({ status: 'UNASSIGNED', endTime: iso(after) }), now), {
      kind: 'overdue',
      at: after,
    });
  });

  it('is when it was done, for one that is', () => {
    const done = at(17, 9, 0);
    const late = task({ status: 'DONE', endTime: iso(at(16, 9, 0)), doneTime: iso(done) });
    assert.deepEqual(dueOf(late, now), { kind: 'done', at: done });
  });

  it('is nothing without a time', () => {
    assert.deepEqual(
      [dueOf(task({}), now), dueOf(task({ status: 'DONE', endTime: iso(now) }), now)],
      [undefined, undefined],
    );
  });

  it('is said in the unit a person would use', () => {
    assert.deepEqual(
      [at(18, 10, 20), at(18, 13, 10), at(19, 9, 0), at(19, 12, 0), at(16, 12, 0), at(15, 9, 0)].map(
        (moment) => {
          const { amount, unit } = distance(moment, now);
          return `${amount} ${unit}`;
        },
      ),
      ['20 minute', '3 hour', '23 hour', '1 day', '-2 day', '-3 day'],
    );
  });
});
