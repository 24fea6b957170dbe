import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Watchdog } from './watchdog.ts';

describe('Watchdog', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('barks after that long without a sign of life, counted from the last one', async () => {
    const watchdog = new Watchdog(2000);
    let barked: string | undefined;
    const silence = watchdog.silence.catch((error: Error) => {
      barked = error.message;
    });
    watchdog.rest();
    mock.timers.tick(1500);
    watchdog.rest();
    mock.timers.tick(1999);
    await Promise.resolve();
    assert.equal(barked, undefined);
    mock.timers.tick(1);
    await silence;
    assert.equal(barked, 'Nothing printed for 2 s (--host-timeout); given up.');
  });

  it('never barks once it is stopped', async () => {
    const watchdog = new Watchdog(1000);
    let barked = false;
    watchdog.silence.catch(() => {
      barked = true;
    });
    watchdog.rest();
    watchdog.stop();
    mock.timers.tick(5000);
    await Promise.resolve();
    assert.equal(barked, false);
  });
});
