import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeOnce } from './staging.ts';

describe('makeOnce', () => {
  let parent: string;
  let target: string;

  beforeEach(async () => {
    parent = await mkdtemp(path.join(tmpdir(), 'mileapp-once-'));
    target = path.join(parent, '1.139.1');
  });
  afterEach(() => rm(parent, { recursive: true, force: true }));

  const writes = (text: string) => (folder: string) => writeFile(path.join(folder, 'file'), text);
  const made = () => readFile(path.join(target, 'file'), 'utf8');

  it('fills a folder the first time only', async () => {
    await makeOnce(target, writes('first'));
    await makeOnce(target, () => assert.fail('it is there already'));
    assert.equal(await made(), 'first');
    assert.deepEqual(await readdir(parent), ['1.139.1']);
  });

  it('leaves nothing behind when it fails, and does it anew', async () => {
    await assert.rejects(
      makeOnce(target, async (folder) => {
        await writes('half')(folder);
        throw new Error('no network');
      }),
      /no network/,
    );
    assert.deepEqual(await readdir(parent), []);
    await makeOnce(target, writes('whole'));
    assert.equal(await made(), 'whole');
  });

  it('yields to a process that was quicker', async () => {
    await makeOnce(target, async (folder) => {
      await writes('ours')(folder);
      await mkdir(target);
      await writes('theirs')(target);
    });
    assert.equal(await made(), 'theirs');
    assert.deepEqual(await readdir(parent), ['1.139.1']);
  });

  it('clears what a process that has ended left half-made, and nothing else', async () => {
    // Process 1 runs for ever; no process has the greatest number.
    await mkdir(`${target}.part-1`);
    await mkdir(`${target}.part-2147483647`);
    await makeOnce(target, writes('whole'));
    assert.deepEqual(await readdir(parent), ['1.139.1', '1.139.1.part-1']);
  });
});
