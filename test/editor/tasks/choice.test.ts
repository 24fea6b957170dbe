import assert from 'node:assert/strict';
import { type Choice, combine, filterOf, isEverything, readRange } from '../../../src/editor/tasks/choice.ts';
import { apiTime } from '../../../src/editor/tasks/days.ts';

// A Wednesday, in whatever zone this machine is.
const now = new Date(2026, 10, 18, 10, 42).getTime();
const local = (day: number, ...time: number[]) => apiTime(new Date(2026, 10, day, ...time).getTime());

const delivery = { id: 'f1', name: 'Delivery' };
const pickup = { id: 'f2', name: 'Pickup' };

describe('a choice', () => {
  it('is everything when nothing is chosen', () => {
    assert.deepEqual([isEverything({}), filterOf({}, now)], [true, {}]);
  });

  it('becomes documented filters', () => {
    const choice: Choice = {
      flows: [delivery, pickup],
      hub: { id: 'h1', name: 'Hub Bandung' },
      status: 'ONGOING',
      assignee: { id: 'rudi@example.com', name: 'Rudi' },
      active: true,
      time: { by: 'startTime', range: 'today' },
    };
    assert.deepEqual(filterOf(choice, now), {
      flowId: 'f1,f2',
      hubId: 'h1',
      status: 'ONGOING',
      assignee: 'rudi@example.com',
      active: true,
      timeBy: 'startTime',
      timeFrom: local(18),
      timeTo: local(18, 23, 59, 59),
    });
  });

  const ends: [NonNullable<Choice['time']>['range'], string, string][] = [
    ['yesterday', local(17), local(17, 23, 59, 59)],
    ['thisWeek', local(16), local(22, 23, 59, 59)],
    ['last7Days', local(12), local(18, 23, 59, 59)],
    ['last30Days', apiTime(new Date(2026, 9, 20).getTime()), local(18, 23, 59, 59)],
    [{ first: '2026-11-03', last: '2026-11-04' }, local(3), local(4, 23, 59, 59)],
  ];
  for (const [range, timeFrom, timeTo] of ends) {
    it(`knows the days of ${JSON.stringify(range)}`, () => {
      assert.deepEqual(filterOf({ time: { by: 'doneTime', range } }, now), {
        timeBy: 'doneTime',
        timeFrom,
        timeTo,
      });
    });
  }

  it('has groups in it that can hold a task, and no others', () => {
    const flows = { flowId: 'f1,f2' };
    assert.deepEqual(combine(flows, { flowId: 'f2' }), { flowId: 'f2' });
    assert.equal(combine(flows, { flowId: 'f3' }), undefined);
    assert.deepEqual(combine({ status: 'DONE' }, { hubId: 'h1' }), { status: 'DONE', hubId: 'h1' });
    assert.equal(combine({ status: 'DONE' }, { status: 'ONGOING' }), undefined);
    assert.equal(combine({ assignee: 'a' }, { assignee: 'b' }), undefined);
    assert.equal(combine({ hubId: 'a' }, { hubId: 'b' }), undefined);
  });

  it('meets a group’s time where both overlap', () => {
    const range = (timeFrom?: string, timeTo?: string) => ({
      timeBy: 'startTime' as const,
      ...(timeFrom ? { timeFrom } : {}),
      ...(timeTo ? { timeTo } : {}),
    });
    assert.deepEqual(combine(range('3', '7'), range('5')), range('5', '7'));
    assert.deepEqual(combine(range('3', '7'), range(undefined, '4')), range('3', '4'));
    assert.equal(combine(range('3', '7'), range('8')), undefined);
  });
});

describe('readRange', () => {
  const typed: [string, ReturnType<typeof readRange>][] = [
    ['2026-03-01 2026-03-07', { first: '2026-03-01', last: '2026-03-07' }],
    [' 2026-03-07, 2026-03-01 ', { first: '2026-03-01', last: '2026-03-07' }],
    ['2026-03-01..2026-03-07', { first: '2026-03-01', last: '2026-03-07' }],
    ['2026-03-01', { first: '2026-03-01', last: '2026-03-01' }],
    ['2026-02-30', undefined],
    ['2026-03-01 2026-03-02 2026-03-03', undefined],
    ['today', undefined],
    ['', undefined],
  ];
  for (const [text, range] of typed) {
    it(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(readRange(text), range));
  }
});
