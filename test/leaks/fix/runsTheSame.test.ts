import assert from 'node:assert/strict';
import type { SpawnSyncReturns } from 'node:child_process';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applied, marked } from './marked.ts';

type Runtime = {
  /** The lexer's row, and the name of the program beside this file. */
  language: string;
  languageId?: string;
  file: string;
  command: readonly string[];
  /** Run first, in the same directory. */
  build?: readonly string[];
  /** Asked to find out whether the runtime is there. */
  probe: readonly string[];
};

const runtimes: readonly Runtime[] = [
  {
    language: 'javascript',
    file: 'program.js',
    command: [process.execPath, 'program.js'],
    probe: [process.execPath, '--version'],
  },
  {
    language: 'typescript',
    file: 'program.ts',
    command: [process.execPath, 'program.ts'],
    probe: [process.execPath, '--version'],
  },
  {
    language: 'python',
    file: 'program.py',
    command: ['python3', 'program.py'],
    probe: ['python3', '--version'],
  },
  {
    language: 'shellscript',
    file: 'program.sh',
    command: ['bash', 'program.sh'],
    probe: ['bash', '--version'],
  },
];

function run(
  command: readonly string[],
  cwd: string,
  environment: Record<string, string> = {},
): SpawnSyncReturns<string> {
  const [program = '', ...rest] = command;
  const { API_TOKEN: _, ...inherited } = process.env;
  return spawnSync(program, rest, {
    cwd,
    encoding: 'utf8',
    env: { ...inherited, ...environment },
    timeout: 300_000,
  });
}

function outputOf(
  runtime: Runtime,
  text: string,
  directory: string,
  environment: Record<string, string> = {},
): string {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, runtime.file), text);
  for (const command of [runtime.build, runtime.command]) {
    if (!command) continue;
    const { status, stdout, stderr, error } = run(command, directory, environment);
    if (command === runtime.command && status === 0) return stdout;
    assert.equal(status, 0, `${command.join(' ')}: ${error?.message ?? ''}\n${stdout}\n${stderr}\n${text}`);
  }
  return '';
}

describe('a fixed program', () => {
  let directory = '';
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'fixed-'));
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  for (const runtime of runtimes) {
    const { language } = runtime;
    const isThere = run(runtime.probe, '/').status === 0;
    const title = isThere
      ? `runs the same: ${language}`
      : `runs the same: ${language}: skipped, because there is no ${runtime.probe[0]}`;
    it(title, function () {
      if (!isThere) this.skip();
      this.timeout(300_000);
      const template = readFileSync(new URL(`programs/${language}.txt`, import.meta.url), 'utf8');
      const before = marked(template);
      const after = applied(before, { languageId: language, path: runtime.file });
      assert.deepEqual(after.refused, []);
      assert.deepEqual(new Set(after.variables), new Set(['API_TOKEN']));
      assert.equal(after.text.includes(before.token), false);
      const expected = outputOf(runtime, before.text, join(directory, language, 'before'));
      assert.equal(expected.includes(before.token), true);
      const actual = outputOf(runtime, after.text, join(directory, language, 'after'), {
        API_TOKEN: before.token,
      });
      assert.equal(actual, expected, after.text);
    });
  }
});
