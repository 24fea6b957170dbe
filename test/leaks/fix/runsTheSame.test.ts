import assert from 'node:assert/strict';
import type { SpawnSyncReturns } from 'node:child_process';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scan } from '../../../src/leaks/scan.ts';
import { applied, marked } from './marked.ts';

type Runtime = {
  /** The lexer's row, and the name of the program beside this file. */
  language: string;
  file: string;
  command: readonly string[];
  /** Run first, in the same directory. */
  build?: readonly string[];
  /** Asked to find out whether the runtime is there. */
  probe: readonly string[];
};

function runtime(
  language: string,
  file: string,
  command: readonly string[],
  probe: readonly string[] = [command[0] ?? '', '--version'],
): Runtime {
  return { language, file, command, probe };
}

/** Debian's groovy looks for Java where Debian's java need not be. */
const groovy = (argument: string) =>
  `JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")") exec groovy ${argument}`;

const runtimes: readonly Runtime[] = [
  runtime('javascript', 'program.js', [process.execPath, 'program.js'], [process.execPath, '--version']),
  runtime('typescript', 'program.ts', [process.execPath, 'program.ts'], [process.execPath, '--version']),
  runtime('python', 'program.py', ['python3', 'program.py']),
  runtime('shellscript', 'program.sh', ['bash', 'program.sh']),
  runtime('perl', 'program.pl', ['perl', 'program.pl']),
  runtime('php', 'program.php', ['php', 'program.php']),
  runtime('ruby', 'program.rb', ['ruby', 'program.rb']),
  runtime('lua', 'program.lua', ['lua5.4', 'program.lua'], ['lua5.4', '-v']),
  runtime('r', 'program.R', ['Rscript', 'program.R']),
  runtime('elixir', 'program.exs', ['elixir', 'program.exs']),
  runtime(
    'groovy',
    'program.groovy',
    ['sh', '-c', groovy('program.groovy')],
    ['sh', '-c', groovy('--version')],
  ),
  runtime('java', 'Program.java', ['java', 'Program.java']),
  runtime('go', 'program.go', ['go', 'run', 'program.go'], ['go', 'version']),
  {
    ...runtime('rust', 'program.rs', ['./program'], ['rustc', '--version']),
    build: ['rustc', '-A', 'warnings', 'program.rs'],
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
      : `runs the same: ${language}: skipped, because its runtime is not installed`;
    it(title, function () {
      if (!isThere) this.skip();
      this.timeout(300_000);
      const template = readFileSync(new URL(`programs/${language}.txt`, import.meta.url), 'utf8');
      const before = marked(template);
      const after = applied(before, { languageId: language, path: runtime.file });
      assert.deepEqual(after.refused, []);
      assert.deepEqual(new Set(after.variables), new Set(['API_TOKEN']));
      assert.equal(after.text.includes(before.token), false);
      const left = scan(after.text, { languageId: language, path: runtime.file });
      assert.deepEqual(
        left.filter((finding) => finding.severity !== 'hint'),
        [],
      );
      const expected = outputOf(runtime, before.text, join(directory, language, 'before'));
      assert.equal(expected.includes(before.token), true);
      const actual = outputOf(runtime, after.text, join(directory, language, 'after'), {
        API_TOKEN: before.token,
      });
      assert.equal(actual, expected, after.text);
    });
  }
});
