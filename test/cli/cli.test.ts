import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { hugeFrom } from '../../src/cli/sourceText.ts';
import { mask } from '../../src/editor/mask.ts';
import { mileApp, opaque } from '../leaks/mint.ts';
import { builtCli, git, runCli, runCliAsNobody, temporaryFolder, writeFiles } from './runCli.ts';

const other = opaque('cli other');
const own = mileApp();
const header = (token: string) => `const headers = { Authorization: 'Bearer ${token}' };\n`;

type Json = {
  leaks: { path: string; line: number; column: number; severity: string; masked: string; token: number }[];
  passed: unknown[];
  stale: unknown[];
  files: number;
  skipped: { path: string; skip: string }[];
};
type Log = {
  runs: {
    results: {
      level: string;
      suppressions?: unknown;
      locations: { physicalLocation: unknown }[];
    }[];
  }[];
};
const json = (out: string) => JSON.parse(out) as Json;

const baselineOf = (folder: string) => readFileSync(path.join(folder, '.mileapp-leaks.json'), 'utf8');

describe('the command-line program', () => {
  let folder: string;
  let end: () => void;
  beforeEach(() => {
    ({ folder, end } = temporaryFolder());
  });
  afterEach(() => end());

  it('says where leaks are, masked, and ends with 1', async () => {
    writeFiles(folder, {
      'a/one.js': `\n  ${header(own)}`,
      'b two.py': header(other),
      'c.js': 'let a = 1;\n',
    });
    const { code, out, error } = await runCli(folder);
    assert.equal(code, 1);
    assert.equal(error, '');
    assert.deepEqual(out.split('\n').slice(0, 2), [
      `a/one.js:2:44  error  ${mask(own)}  Hard-coded MileApp access token, valid until 2033-01-22.`,
      `b two.py:1:42  warning  ${mask(other)}  Hard-coded bearer token.`,
    ]);
    assert.match(out, /2 leaked tokens in 2 places\. Scanned 3 files/);
  });

  it('ends with 0 where there is nothing, and with 2 and a sentence in trouble', async () => {
    writeFiles(folder, { 'a.js': 'let a = 1;\n' });
    assert.equal((await runCli(folder)).code, 0);
    const trouble = async (...args: string[]) => {
      const { code, error, out } = await runCli(folder, ...args);
      return { code, out, error: error.trim() };
    };
    assert.deepEqual(await trouble('nowhere'), {
      code: 2,
      out: '',
      error: 'There is no file or folder nowhere.',
    });
    assert.deepEqual(await trouble('--staged'), {
      code: 2,
      out: '',
      error: '--staged needs a git repository, and git.',
    });
    assert.equal((await trouble('--format', 'xml')).code, 2);
    assert.equal((await trouble('--what')).code, 2);
  });

  it('prints no token in any format', async () => {
    writeFiles(folder, {
      'a.js': header(own) + header(other),
      'b.js': `const token = "${other.slice(0, 20)}" +\n  "${other.slice(20)}";\n`,
    });
    for (const format of ['text', 'json', 'sarif']) {
      const { out, error } = await runCli(folder, '--format', format);
      for (const token of [own, other]) {
        for (let at = 0; at + 9 <= token.length; at++) {
          assert.ok(!(out + error).includes(token.slice(at, at + 9)), `${format} has a part of a token`);
        }
      }
    }
  });

  it('knows the same token in two places', async () => {
    writeFiles(folder, { 'a.js': header(own), 'b.js': header(other) + header(own) });
    const { leaks } = json((await runCli(folder, '--format', 'json')).out);
    assert.deepEqual(
      leaks.map(({ path: file, line, token }) => [file, line, token]),
      [
        ['a.js', 1, 1],
        ['b.js', 1, 2],
        ['b.js', 2, 1],
      ],
    );
  });

  it('leaves out what git ignores, unless it is named', async () => {
    writeFiles(folder, {
      '.gitignore': '/out/\n*.log\n',
      'out/a.js': header(own),
      'b.log': header(own),
      'src/.gitignore': '!keep.log\nlocal.js\n',
      'src/keep.log': header(own),
      'src/local.js': header(own),
      '.git/config': header(own),
    });
    const { leaks, files } = json((await runCli(folder, '--format', 'json')).out);
    assert.deepEqual([leaks.map((leak) => leak.path), files], [['src/keep.log'], 3]);
    assert.equal((await runCli(folder, 'b.log')).code, 1);
    // The rules of the folders above hold below, too.
    assert.deepEqual(
      json((await runCli(path.join(folder, 'src'), '--format', 'json')).out).leaks.map((leak) => leak.path),
      ['keep.log'],
    );
  });

  it('counts what it does not scan, and follows no link', async () => {
    writeFiles(folder, {
      'a.bin': new Uint8Array([80, 0, 1, 2]),
      'wide.txt': Buffer.from(`\ufeff${header(own)}`, 'utf16le'),
    });
    writeFileSync(path.join(folder, 'big.txt'), 'x'.repeat(hugeFrom + 1));
    symlinkSync('.', path.join(folder, 'loop'));
    const { leaks, skipped } = json((await runCli(folder, '--format', 'json')).out);
    assert.deepEqual(
      [leaks.map((leak) => leak.path), skipped],
      [
        ['wide.txt'],
        [
          { path: 'a.bin', skip: 'binary' },
          { path: 'big.txt', skip: 'huge' },
        ],
      ],
    );
  });

  it('ends with 2 where a file cannot be read', async () => {
    writeFiles(folder, { 'a.js': header(own), 'b.js': 'let a;\n' });
    chmodSync(path.join(folder, 'a.js'), 0);
    chmodSync(folder, 0o755);
    const { code, error } = await runCliAsNobody(folder);
    assert.deepEqual([code, error], [2, 'Could not be read: a.js\n']);
  });

  it('scans many files in threads to the same end', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [
        `d${index % 7}/f${index}.js`,
        index % 50 ? 'let a;\n' : header(own),
      ]),
    );
    writeFiles(folder, files);
    const alone = json((await runCli(folder, '--format', 'json', '--threads', '1')).out);
    const threads = json((await runCli(folder, '--format', 'json', '--threads', '3')).out);
    assert.equal(alone.leaks.length, 6);
    assert.deepEqual({ ...threads, milliseconds: 0 }, { ...alone, milliseconds: 0 });
  });

  describe('--staged', () => {
    beforeEach(() => git(folder, 'init', '-q'));

    it('scans what the commit will hold, not what lies in the folder', async () => {
      writeFiles(folder, { 'a ü.js': header(own), 'b.js': 'let b;\n', 'c.js': 'let c;\n' });
      await git(folder, 'add', '.');
      writeFiles(folder, { 'a ü.js': 'let a;\n', 'b.js': header(own), 'd.js': header(own) });
      const { code, out } = await runCli(folder, '--staged', '--format', 'json');
      assert.deepEqual([code, json(out).leaks.map((leak) => leak.path), json(out).files], [1, ['a ü.js'], 3]);
      await git(folder, 'add', 'a ü.js');
      assert.equal((await runCli(folder, '--staged')).code, 0);
    });

    it('names files from the root of the repository, wherever it is run', async () => {
      writeFiles(folder, { 'sub/a.js': header(own) });
      await git(folder, 'add', '.');
      const { out } = await runCli(path.join(folder, 'sub'), '--staged', '--format', 'json');
      assert.deepEqual(
        json(out).leaks.map((leak) => leak.path),
        ['sub/a.js'],
      );
    });
  });

  describe('the baseline', () => {
    const baseline = () => baselineOf(folder);

    it('lets known values pass wherever they stand, and no others', async () => {
      writeFiles(folder, { 'a.js': header(own) });
      assert.equal((await runCli(folder, '--write-baseline')).code, 0);
      assert.ok(!baseline().includes(own.slice(0, 12)));
      writeFiles(folder, { 'b.js': header(own) });
      assert.equal((await runCli(folder)).code, 0);
      writeFiles(folder, { 'c.js': header(other) });
      const { code, out } = await runCli(folder, '--format', 'json');
      assert.deepEqual([code, json(out).leaks.length, json(out).passed.length], [1, 1, 2]);
      assert.equal((await runCli(folder, '--no-baseline', 'a.js')).code, 1);
    });

    it('points out entries that met nothing, and lets them go when it is written anew', async () => {
      writeFiles(folder, { 'a.js': header(own) });
      await runCli(folder, '--write-baseline');
      writeFiles(folder, { 'a.js': 'let a;\n' });
      assert.match(
        (await runCli(folder)).out,
        /The baseline names 1 value found nowhere any more, last in: a\.js/,
      );
      await runCli(folder, '--write-baseline');
      assert.deepEqual(JSON.parse(baseline()).known, []);
    });

    it('is not taken for empty where it cannot be understood', async () => {
      writeFiles(folder, { '.mileapp-leaks.json': '{ "version": 2 }' });
      const { code, error } = await runCli(folder);
      assert.deepEqual(
        [code, error],
        [2, '.mileapp-leaks.json does not have the form of a baseline, version 1.\n'],
      );
    });
  });

  it('leaves the baseline and the files whole when it is killed in the middle', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`f${index}.js`, header(opaque(`killed ${index}`))]),
    );
    writeFiles(folder, files);
    assert.equal((await runCli(folder, '--write-baseline')).code, 0);
    const before = JSON.parse(baselineOf(folder)).known.length;
    for (let round = 0; round < 5; round++) {
      const child = spawn(process.execPath, [builtCli, '--write-baseline'], { cwd: folder, stdio: 'ignore' });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await new Promise((resolve) => child.once('spawn', resolve));
      // Somewhere in its work: where exactly differs from round to round, and must not matter.
      await new Promise((resolve) => setTimeout(resolve, 40 + round * 40));
      child.kill('SIGKILL');
      await ended;
      assert.equal(JSON.parse(baselineOf(folder)).known.length, before);
    }
    assert.deepEqual(
      Object.keys(files).map((name) => readFileSync(path.join(folder, name), 'utf8')),
      Object.values(files),
    );
  });

  it('writes SARIF that its schema accepts', async () => {
    writeFiles(folder, { 'a.js': header(own), 'b c.js': header(other), 'd.bin': new Uint8Array([0]) });
    await runCli(folder, '--write-baseline', 'a.js');
    await runCli(folder, '--format', 'sarif', '--output', 'out.sarif');
    const log: Log = JSON.parse(readFileSync(path.join(folder, 'out.sarif'), 'utf8'));
    // The package's own schema matcher belongs to another test runner; its copy of the schema serves any.
    const schema = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
    const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats.default(ajv as never);
    const validate = ajv.compile(schema);
    assert.ok(validate(log), JSON.stringify(validate.errors, undefined, 1));
    assert.ok(!validate({ ...log, version: '3' }), 'the validator can refuse');
    const results = log.runs[0]?.results ?? [];
    assert.deepEqual(
      results.map(({ level, locations, suppressions }) => [
        level,
        locations[0]?.physicalLocation,
        suppressions,
      ]),
      [
        [
          'warning',
          {
            artifactLocation: { uri: 'b%20c.js' },
            region: { startLine: 1, startColumn: 42, endLine: 1, endColumn: 82 },
          },
          undefined,
        ],
        [
          'error',
          {
            artifactLocation: { uri: 'a.js' },
            region: { startLine: 1, startColumn: 42, endLine: 1, endColumn: 42 + own.length },
          },
          [{ kind: 'external' }],
        ],
      ],
    );
    assert.equal(statSync(path.join(folder, 'out.sarif')).mode & 0o777, 0o644);
  });
});
