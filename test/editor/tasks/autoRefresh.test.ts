import assert from 'node:assert/strict';
import { AutoRefresh } from '../../../src/editor/tasks/autoRefresh.ts';

describe('AutoRefresh', () => {
  it('runs only while somebody may be looking, and as often as the setting says', () => {
    const told: string[] = [];
    const runs: (() => void)[] = [];
    const refreshing = new AutoRefresh(
      () => told.push('refresh'),
      (run, milliseconds) => {
        told.push(`every ${milliseconds / 60_000}`);
        runs.push(run);
        return () => told.push('stop');
      },
    );
    refreshing.follow(0, true);
    refreshing.follow(5, false);
    assert.deepEqual(told, [], 'never without the setting, or unseen');
    refreshing.follow(5, true);
    refreshing.follow(5, true);
    runs[0]?.();
    refreshing.follow(10, true);
    refreshing.follow(10, false);
    refreshing.follow(10, true);
    refreshing.dispose();
    assert.deepEqual(told, ['every 5', 'refresh', 'stop', 'every 10', 'stop', 'every 10', 'stop']);
  });
});
