import assert from 'node:assert/strict';
import type { Account } from '../../../src/editor/accounts/vault.ts';
import { apiTime } from '../../../src/editor/tasks/days.ts';
import type { Directory } from '../../../src/editor/tasks/directory.ts';
import { groupsBy, isEmpty } from '../../../src/editor/tasks/grouping.ts';

const local = (day: number, ...time: number[]) => apiTime(new Date(2026, 10, day, ...time).getTime());

/** The windows of start time at noon of a day of November 2026, as `from – to`; those that are empty in brackets. */
async function windowsOn(day: number): Promise<string[]> {
  const none = undefined as unknown;
  const { specs } = await groupsBy(
    'startTime',
    none as Account,
    none as Directory,
    new AbortController().signal,
  );
  return specs.map(({ key, filter }) => {
    const found = filter(new Date(2026, 10, day, 12).getTime());
    const text = `${key}: ${found.timeFrom ?? ''} – ${found.timeTo ?? ''}`;
    return isEmpty(found) ? `[${key}]` : text;
  });
}

describe('groups by start time', () => {
  it('share no second and leave none out', async () => {
    assert.deepEqual(await windowsOn(18), [
      `earlier:  – ${local(17, 23, 59, 59)}`,
      `today: ${local(18)} – ${local(18, 23, 59, 59)}`,
      `thisWeek: ${local(19)} – ${local(22, 23, 59, 59)}`,
      `later: ${local(23)} – `,
    ]);
  });

  it('have nothing left of this week on a Sunday', async () => {
    assert.deepEqual(await windowsOn(22), [
      `earlier:  – ${local(21, 23, 59, 59)}`,
      `today: ${local(22)} – ${local(22, 23, 59, 59)}`,
      '[thisWeek]',
      `later: ${local(23)} – `,
    ]);
  });
});
