import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { replaceFile } from '../../../src/editor/guard/replaceFile.ts';
import { git, temporaryFolder, writeFiles } from '../../cli/runCli.ts';

const module = pathToFileURL(path.resolve('src/editor/guard/replaceFile.ts')).href;

/** Makes texts of megabytes, so that to write one takes a while. */
const times = 400_000;

/** Writes one text and the other by turns, and says so after each, until it is killed. */
const writer = `
  const { replaceFile } = await import(${JSON.stringify(module)});
  const [file, ...texts] = process.argv.slice(1);
  for (let turn = 0; ; turn++) {
    await replaceFile(file, texts[turn % 2].repeat(${times}), 0o600);
    process.stdout.write('.');
  }
`;

describe('replaceFile', () => {
  let folder: string;
  let end: () => void;
  beforeEach(() => {
    ({ folder, end } = temporaryFolder());
  });
  afterEach(() => end());

  it('leaves the old text or the new one when it is killed, and no copy that git would add', async function () {
    // Up to a hundred processes, one after the other.
    this.timeout(120_000);
    const file = path.join(folder, '.env');
    const texts = ['A=1\n', 'B=22\n'];
    const whole = texts.map((text) => text.repeat(times));
    writeFiles(folder, { '.env': whole[0] ?? '', '.gitignore': '/.env\n' });
    await git(folder, 'init', '-q');
    await git(folder, 'add', '.');
    const leftovers = () => readdirSync(folder).filter((name) => name.startsWith('.env.'));
    let kills = 0;
    // Where in its work a kill meets it differs; at least one has to have met it in the middle.
    while (kills < 20 || (leftovers().length === 0 && kills < 100)) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', writer, file, ...texts], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      const began = performance.now();
      await once(child.stdout, 'data');
      const turn = performance.now() - began;
      // Somewhere in its next turn, each time elsewhere.
      const until = performance.now() + turn * ((kills % 20) / 20);
      while (performance.now() < until);
      child.kill('SIGKILL');
      await once(child, 'close');
      kills++;
      assert.ok(whole.includes(readFileSync(file, 'utf8')), `kill ${kills} left half a file`);
    }
    assert.ok(leftovers().length > 0, 'a kill in the middle');
    const status = await git(folder, 'status', '--porcelain', '--untracked-files=all');
    // A kill can come before the rule is in its file, but then nothing else is there yet.
    assert.deepEqual(
      status.split('\n').filter((line) => line !== '' && !line.endsWith('.gitignore')),
      [],
    );
    for (const name of leftovers()) assert.equal(statSync(path.join(folder, name)).mode & 0o077, 0);
  });

  it('replaces the ignore file itself, too', async () => {
    await replaceFile(path.join(folder, '.gitignore'), '.env\n', 0o644);
    assert.deepEqual(readdirSync(folder), ['.gitignore']);
    assert.equal(readFileSync(path.join(folder, '.gitignore'), 'utf8'), '.env\n');
  });

  it('gives the file its mode and leaves nothing beside it', async () => {
    writeFiles(folder, { '.env': 'old' });
    await replaceFile(path.join(folder, '.env'), 'new', 0o600);
    assert.deepEqual(readdirSync(folder), ['.env']);
    assert.equal(readFileSync(path.join(folder, '.env'), 'utf8'), 'new');
    assert.equal(statSync(path.join(folder, '.env')).mode & 0o777, 0o600);
  });

  it('replaces what a link points at', async () => {
    writeFiles(folder, { 'shared/.env': 'old' });
    symlinkSync('shared/.env', path.join(folder, '.env'));
    await replaceFile(path.join(folder, '.env'), 'new', 0o600);
    assert.ok(lstatSync(path.join(folder, '.env')).isSymbolicLink());
    assert.equal(readFileSync(path.join(folder, 'shared', '.env'), 'utf8'), 'new');
  });

  it('leaves everything as it was where it cannot write', async () => {
    writeFiles(folder, { 'taken/a': '' });
    await assert.rejects(replaceFile(path.join(folder, 'taken'), 'new', 0o600));
    assert.deepEqual(readdirSync(folder), ['taken']);
  });
});
