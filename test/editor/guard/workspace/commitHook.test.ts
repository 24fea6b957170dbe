import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hookState, installHook, removeHook } from '../../../../src/editor/guard/workspace/commitHook.ts';
import { mask } from '../../../../src/editor/mask.ts';
import { builtCli, git, type Ran, runCli, runIn, temporaryFolder, writeFiles } from '../../../cli/runCli.ts';
import { mileApp } from '../../../leaks/mint.ts';

const token = mileApp();
const leak = `const headers = { Authorization: 'Bearer ${token}' };\n`;

describe('the commit hook', () => {
  let folder: string;
  let hooks: string;
  let end: () => void;

  before('build the program', () => runCli('/', '--version'));
  beforeEach(async () => {
    ({ folder, end } = temporaryFolder('mileapp hook with spaces '));
    await git(folder, 'init', '-q');
    hooks = path.join(folder, '.git', 'hooks');
  });
  afterEach(() => end());

  const commit = (env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
    runIn(
      folder,
      'git',
      ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid', 'commit', '-qm', 'try'],
      env,
    );
  const stage = async (text: string) => {
    writeFiles(folder, { 'src/my file.js': text });
    await git(folder, 'add', '.');
  };
  const commits = async () => Number((await git(folder, 'rev-list', '--all', '--count')).trim());

  it('stops a commit with a leak, says where, masked, and lets one without pass', async () => {
    installHook(hooks, builtCli, '1.2.3');
    await stage(leak);
    const { code, error } = await commit();
    assert.notEqual(code, 0);
    assert.equal(
      error.split('\n')[0],
      `src/my file.js:1:42  error  ${mask(token)}  Hard-coded MileApp access token, valid until 2033-01-22.`,
    );
    assert.match(error, /the commit was stopped\. Fix what is listed/);
    assert.ok(!error.includes(token.slice(4, 16)));
    assert.equal(await commits(), 0);
    await stage('let clean;\n');
    assert.equal((await commit()).code, 0);
    assert.equal(await commits(), 1);
  });

  it('lets the hook that was there run first, and gives it its place back', async () => {
    writeFiles(hooks, { 'pre-commit': '#!/bin/sh\necho first >> ran.txt\n[ ! -e stop ]\n' });
    chmodSync(path.join(hooks, 'pre-commit'), 0o755);
    const before = readFileSync(path.join(hooks, 'pre-commit'), 'utf8');
    installHook(hooks, builtCli, '1.2.3');
    installHook(hooks, builtCli, '1.2.4');
    await stage(leak);
    assert.notEqual((await commit()).code, 0);
    assert.equal(readFileSync(path.join(folder, 'ran.txt'), 'utf8'), 'first\n');
    await stage('let clean;\n');
    writeFiles(folder, { stop: '' });
    assert.notEqual((await commit()).code, 0, 'the first hook still stops commits');
    rmSync(path.join(folder, 'stop'));
    removeHook(hooks);
    assert.deepEqual(hookState(hooks), { kind: 'other' });
    assert.equal(readFileSync(path.join(hooks, 'pre-commit'), 'utf8'), before);
    assert.equal(statSync(path.join(hooks, 'pre-commit')).mode & 0o777, 0o755);
    assert.ok(!existsSync(path.join(hooks, 'mileapp-commit-guard')));
  });

  it('knows its version, and an update replaces the program', () => {
    assert.deepEqual(hookState(hooks), { kind: 'none' });
    installHook(hooks, builtCli, '1.2.3');
    assert.deepEqual(hookState(hooks), { kind: 'ours', version: '1.2.3' });
    installHook(hooks, builtCli, '1.3.0');
    assert.deepEqual(hookState(hooks), { kind: 'ours', version: '1.3.0' });
    assert.ok(!existsSync(path.join(hooks, 'mileapp-commit-guard', 'cli-1.2.3.mjs')));
    removeHook(hooks);
    assert.deepEqual(hookState(hooks), { kind: 'none' });
  });

  it('lets a commit pass with one loud line where there is no usable node', async () => {
    installHook(hooks, builtCli, '1.2.3');
    await stage(leak);
    const bin = mkdtempSync(path.join(tmpdir(), 'mileapp-bin-'));
    for (const tool of ['git', 'sh', 'dirname']) {
      const found = (await runIn('/', 'sh', ['-c', `command -v ${tool}`])).out.trim();
      symlinkSync(found, path.join(bin, tool));
    }
    const { code, error } = await commit({ PATH: bin });
    rmSync(bin, { recursive: true });
    assert.equal(code, 0);
    assert.equal(
      error,
      'MileApp: THIS COMMIT WAS NOT SCANNED for leaked tokens: there is no node, version 18 or newer.\n',
    );
  });

  it('scans what is staged for a partial commit, too', async () => {
    installHook(hooks, builtCli, '1.2.3');
    await stage('let clean;\n');
    await commit();
    writeFiles(folder, { 'src/my file.js': leak });
    const { code } = await runIn(folder, 'git', [
      '-c',
      'user.name=Test',
      '-c',
      'user.email=test@example.invalid',
      'commit',
      '-qam',
      'all',
    ]);
    assert.notEqual(code, 0);
    assert.equal(await commits(), 1);
  });

  it('leaves every file whole when it is killed in the middle', async () => {
    const old = '#!/bin/sh\nexit 0\n';
    const source = path.resolve(import.meta.dirname, '../../../../src/editor/guard/workspace/commitHook.ts');
    const program = `
      import { installHook, removeHook } from ${JSON.stringify(source)};
      process.stdout.write('ready');
      for (let round = 0; ; round++) {
        installHook(${JSON.stringify(hooks)}, ${JSON.stringify(builtCli)}, '1.0.' + (round % 2));
        removeHook(${JSON.stringify(hooks)});
      }`;
    mkdirSync(hooks, { recursive: true });
    writeFiles(hooks, { 'pre-commit': old });
    chmodSync(path.join(hooks, 'pre-commit'), 0o755);
    const size = statSync(builtCli).size;
    for (let round = 0; round < 5; round++) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      await new Promise((resolve) => child.stdout.once('data', resolve));
      // Somewhere in its work: where exactly differs from round to round, and must not matter.
      await new Promise((resolve) => setTimeout(resolve, round * 7));
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      const state = hookState(hooks);
      assert.notEqual(state.kind, 'none');
      if (state.kind === 'ours') {
        assert.equal(
          statSync(path.join(hooks, 'mileapp-commit-guard', `cli-${state.version}.mjs`)).size,
          size,
        );
        assert.equal(readFileSync(path.join(hooks, 'pre-commit.before-mileapp'), 'utf8'), old);
        assert.match(readFileSync(path.join(hooks, 'pre-commit'), 'utf8'), /exit 0\n$/);
      } else {
        assert.equal(readFileSync(path.join(hooks, 'pre-commit'), 'utf8'), old);
      }
    }
  });
});
