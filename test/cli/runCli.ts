// What the tests of the command-line program share: a folder made of texts, and the program run in it.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..', '..');

/** The program as it ships: one file, here under an ending that needs no package.json beside it. */
export const builtCli = path.join(root, 'out', 'cli', 'cli.mjs');
const building = build({
  absWorkingDir: root,
  entryPoints: { cli: 'src/cli.ts' },
  outdir: path.dirname(builtCli),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node18',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});

export type Ran = { code: number; out: string; error: string };

/** Runs a program to its end, with nothing of the user's own git configuration. */
export function runIn(
  folder: string,
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
  as: { uid?: number; gid?: number } = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const quiet = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', XDG_CONFIG_HOME: '/dev/null' };
    const options = {
      cwd: folder,
      env: { ...process.env, ...quiet, ...env },
      maxBuffer: 64 * 1024 * 1024,
      ...as,
    };
    execFile(program, args, options, (failure, out, error) => {
      const code = failure ? Number(failure.code ?? 1) : 0;
      resolve({ code, out: String(out), error: String(error) });
    });
  });
}

export async function runCli(folder: string, ...args: string[]): Promise<Ran> {
  await building;
  return runIn(folder, process.execPath, [builtCli, ...args]);
}

/** Runs it as somebody to whom permissions apply: root may read everything. */
export async function runCliAsNobody(folder: string, ...args: string[]): Promise<Ran> {
  await building;
  const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  return runIn(folder, process.execPath, [builtCli, ...args], {}, asNobody);
}

/** Runs git, and throws where it fails. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const identity = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.invalid',
    '-c',
    'init.defaultBranch=main',
  ];
  const { code, out, error } = await runIn(folder, 'git', [...identity, ...args]);
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${error}`);
  return out;
}

/** A folder for one test, and how to end it. */
export function temporaryFolder(name = 'mileapp cli '): { folder: string; end: () => void } {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), name)));
  return { folder, end: () => rmSync(folder, { recursive: true, force: true }) };
}

export function writeFiles(folder: string, files: Record<string, string | Uint8Array>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
