import assert from 'node:assert/strict';
import { type LauncherPort, openLauncherPort } from './launcherPort.ts';
import { Presser } from './presser.ts';
import type { Step } from './steps.ts';

describe('the launcher’s port', () => {
  let port: LauncherPort;
  let presser: Presser;
  const asked: Step[] = [];
  const printed: string[] = [];

  before(async () => {
    port = await openLauncherPort(
      async (step) => {
        asked.push(step);
        if (step.do === 'click') throw new Error('nothing there');
        return step.do === 'texts' ? ['a row'] : undefined;
      },
      (text) => void printed.push(text),
    );
    presser = new Presser(port.url);
  });
  after(() => port.close());

  it('hands on steps and gives back what they read', async () => {
    await presser.key('Enter');
    assert.deepEqual(await presser.texts('.row'), ['a row']);
    assert.deepEqual(asked.splice(0), [
      { do: 'key', key: 'Enter' },
      { do: 'texts', target: '.row' },
    ]);
  });

  it('says why a step could not be done', async () => {
    await assert.rejects(presser.click('.gone', { clicks: 2 }), (error: Error) => {
      assert.equal(error.message, '{"do":"click","target":".gone","clicks":2}: nothing there');
      return true;
    });
  });

  it('prints what is sent before it answers', async () => {
    const response = await fetch(`${port.url}/output`, { method: 'POST', body: '1 passing\n✔\n' });
    assert.equal(response.status, 200);
    assert.equal(printed.join(''), '1 passing\n✔\n');
  });

  it('knows nobody without the secret', async () => {
    asked.length = 0;
    const response = await fetch(`${new URL(port.url).origin}/step`, {
      method: 'POST',
      body: '{"do":"key"}',
    });
    assert.equal(response.status, 404);
    assert.deepEqual(asked, []);
  });
});
