// What scanning a workspace costs:   node test/bench/workspace.ts
// Side by side with ripgrep (Debian's package) and the secretlint command (fetched into .vscode-test/bench-peers).
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../host/folders.ts';
import type { Figure } from './client.ts';
import { type Delay, hostDelay } from './hostDelay.ts';
import { makeSourceTree, type SourceTree } from './sourceTree.ts';

/** The words of the detection issue's expression. */
const words =
  '[Bb]earer|BEARER|[Aa]uthorization|[Tt]oken["\'\\s]*[:=]\\s*["\'`]|ey[JA][\\w-]{8}|ewo[gK][\\w-]{8}';
const threads = 2;
const rounds = 3;
/** The folders of the tree. */
const folders = Array.from({ length: 50 }, (_, index) => `p${index}`);

export async function bench(): Promise<Figure[]> {
  const tree = makeSourceTree();
  try {
    execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: projectFolder, stdio: 'ignore' });
    return [...besideRipgrep(tree), besideSecretlint(tree), ...(await besideIdleHost(tree))];
  } finally {
    tree.end();
  }
}

type Run = { seconds: number; out: string };

/** Runs a program to its end and takes its time, its start included. */
function run(folder: string, program: string, args: readonly string[]): Run {
  const began = performance.now();
  const done = spawnSync(program, args, { cwd: folder, maxBuffer: 1 << 28, encoding: 'utf8' });
  const seconds = (performance.now() - began) / 1000;
  if (done.error) throw done.error;
  return { seconds, out: done.stdout };
}

const cli = path.join(projectFolder, 'dist', 'cli.js');
const ours = (folder: string, ...more: string[]) =>
  run(folder, process.execPath, [cli, '--format', 'json', ...more]);

function besideRipgrep({ folder, files, bytes, leaks }: SourceTree): Figure[] {
  const rg = () => run(folder, 'rg', ['--threads', String(threads), '--count', words, '.']);
  const mine = () => {
    const ran = ours(folder, '--threads', String(threads));
    const found = JSON.parse(ran.out) as { files: number; leaks: unknown[] };
    if (found.files !== files || found.leaks.length !== leaks)
      throw new Error(
        `scanned ${found.files} of ${files} files, found ${found.leaks.length} of ${leaks} leaks`,
      );
    return ran;
  };
  // Both once unmeasured: the same warm tree.
  rg();
  mine();
  const pairs = Array.from({ length: rounds }, () => ({ theirs: rg().seconds, own: mine().seconds }));
  const theirs = median(pairs.map((pair) => pair.theirs));
  const own = median(pairs.map((pair) => pair.own));
  console.log(
    `${files} files, ${(bytes / 1e6).toFixed(0)} MB, ${threads} threads: ripgrep ${theirs.toFixed(2)} s, ours ${own.toFixed(2)} s`,
  );
  return [
    {
      what: `a tree of ${files} files: ours by ripgrep with ${threads} threads, median of ${rounds}`,
      value: own / theirs,
      limit: 5,
      unit: '×',
    },
    { what: 'the same tree: memory of the whole program', value: memoryOf(folder), limit: 300, unit: 'MB' },
  ];
}

/** The most memory the program holds while it scans: asked of itself, at its end. */
function memoryOf(folder: string): number {
  const report = `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'));`;
  const preload = `data:text/javascript,${encodeURIComponent(`import { isMainThread } from 'node:worker_threads'; if (isMainThread) ${report}`)}`;
  const { stderr } = spawnSync(process.execPath, ['--import', preload, cli, '--threads', String(threads)], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const peak = /^peak (\d+)$/m.exec(stderr)?.[1];
  if (peak === undefined) throw new Error(`no peak: ${stderr.slice(0, 400)}`);
  return Number(peak) / 1024;
}

/** The event loop of the extension host, which typing waits for. */
async function besideIdleHost({ folder }: SourceTree): Promise<Figure[]> {
  const { idle, scan } = await hostDelay(folder);
  const words = ({ p99, max }: Delay) => `p99 ${p99.toFixed(1)} ms, max ${max.toFixed(1)} ms`;
  console.log(`the event loop of the extension host: idle ${words(idle)}; while it scans ${words(scan)}`);
  return [
    { what: 'event loop delay in the host during a scan, p99', value: scan.p99, limit: 16, unit: 'ms' },
    { what: 'event loop delay in the host during a scan, max', value: scan.max, limit: 50, unit: 'ms' },
  ];
}

/**
 * Our time for the tree by the secretlint command's: a tenth at most is asked for. It can finish all of it, in tens of
 * seconds, beside which neither program's start counts.
 */
function besideSecretlint({ folder, files }: SourceTree): Figure {
  const program = secretlint();
  writeFileSync(
    path.join(folder, '.secretlintrc.json'),
    JSON.stringify({ rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] }),
  );
  const own = ours(folder, '--threads', String(threads), ...folders);
  const scanned = (JSON.parse(own.out) as { files: number }).files;
  if (scanned !== files) throw new Error(`scanned ${scanned} of ${files} files`);
  const theirs = run(folder, process.execPath, [program, ...folders.map((name) => `${name}/**/*`)]);
  if (theirs.out !== '') throw new Error(`secretlint: ${theirs.out.slice(0, 200)}`);
  console.log(`the same tree: secretlint ${theirs.seconds.toFixed(2)} s, ours ${own.seconds.toFixed(2)} s`);
  return {
    what: 'the same tree: ours by the secretlint command',
    value: own.seconds / theirs.seconds,
    limit: 0.1,
    unit: '×',
  };
}

/** The secretlint command, fetched where it is not there yet. */
function secretlint(): string {
  const folder = path.join(projectFolder, '.vscode-test', 'bench-peers', 'secretlint');
  const program = path.join(folder, 'node_modules', 'secretlint', 'bin', 'secretlint.js');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
    execFileSync(
      'npm',
      [
        'install',
        '--no-audit',
        '--no-fund',
        'secretlint@13',
        '@secretlint/secretlint-rule-preset-recommend@13',
      ],
      { cwd: folder, stdio: 'ignore' },
    );
  }
  return program;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

if (import.meta.main) {
  const figures = await bench();
  console.table(
    figures.map(({ what, value, limit, unit }) => ({
      what,
      value: `${value.toFixed(2)} ${unit}`,
      limit: `${limit} ${unit}`,
      ok: value <= limit,
    })),
  );
  process.exitCode = figures.every(({ value, limit }) => value <= limit) ? 0 : 1;
}
