import assert from 'node:assert/strict';
import { scanInThreads, walkInThread } from '../../src/cli/scanPool.ts';
import { opaque } from '../leaks/mint.ts';
import { git, temporaryFolder, writeFiles } from './runCli.ts';

const worker = new URL('../../src/editor/guard/worker.ts', import.meta.url);

describe('scan threads', () => {
  let folder: string;
  let end: () => void;
  const names = Array.from({ length: 400 }, (_, index) => `f${index}.js`);

  beforeEach(() => {
    ({ folder, end } = temporaryFolder());
    writeFiles(folder, Object.fromEntries(names.map((name) => [name, `token = '${opaque(name)}';\n`])));
  });
  afterEach(() => end());

  const about = () => ({ root: folder, salts: { run: 'salt' }, now: 0 });

  it('scan every file once, and end', async () => {
    const found: string[] = [];
    await scanInThreads(names, about(), {
      worker,
      threads: 2,
      onScanned: ({ leaks }) => found.push(...leaks.map(({ path }) => path)),
    });
    assert.deepEqual(found.sort(), names.toSorted());
  });

  it('stop when they are told to, with what was found until then', async () => {
    const abort = new AbortController();
    const reason = new Error('enough');
    let batches = 0;
    const scanning = scanInThreads(names, about(), {
      worker,
      threads: 1,
      signal: abort.signal,
      onScanned: () => {
        batches++;
        abort.abort(reason);
      },
    });
    await assert.rejects(scanning, reason);
    assert.equal(batches, 1);
  });

  it('pass on what breaks them', async () => {
    const broken = new URL('data:text/javascript,throw new Error("broken")');
    await assert.rejects(scanInThreads(names, about(), { worker: broken, onScanned: () => {} }), /broken/);
  });

  it('walk a folder as git would list it', async () => {
    writeFiles(folder, {
      '.gitignore': 'out/\n*.log\n!keep.log\n/f1*.js\n',
      'out/a.js': '',
      'deep/b.log': '',
      'deep/keep.log': '',
      'deep/.gitignore': 'c.js\n',
      'deep/c.js': '',
      'deep/d e/ü.js': '',
    });
    const walked = await walkInThread(folder, { worker });
    await git(folder, 'init', '-q');
    const listed = await git(
      folder,
      '-c',
      'core.quotepath=off',
      'ls-files',
      '-z',
      '--others',
      '--exclude-standard',
    );
    assert.deepEqual(walked.files.sort(), listed.split('\0').filter(Boolean).sort());
    assert.deepEqual([walked.unreadable, walked.special], [[], 0]);
  });
});
