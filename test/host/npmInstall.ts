import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { hostFolder } from './folders.ts';

/** Tells a person what is going on, one line at a time. */
export type Say = (line: string) => void;

/**
 * Runs `npm install` in a folder, without install scripts, with the npm that started us where there is one.
 * While it lasts, a line every ten seconds shows that it is alive.
 * @throws Error with npm's last words when it fails.
 */
export async function npmInstall(
  folder: string,
  args: readonly string[],
  title: string,
  say: Say,
): Promise<void> {
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder];
  const npm = process.env.npm_execpath;
  const [command, first] =
    npm !== undefined && path.basename(npm) === 'npm-cli.js' ? [process.execPath, [npm]] : ['npm', []];

  await mkdir(path.join(hostFolder, 'logs'), { recursive: true });
  const log = createWriteStream(path.join(hostFolder, 'logs', 'install.log'), { flags: 'a' });
  log.write(`\n# ${title}\n`);
  say(`${title} …`);
  const started = Date.now();
  const alive = setInterval(() => say(`${title} … ${Math.round((Date.now() - started) / 1000)} s`), 10_000);

  const child = spawn(command, [...first, 'install', ...options, ...args], {
    cwd: folder,
    env: environmentForNestedNpm(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && command === 'npm',
  });
  const tail: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log.write(text);
      tail.push(text);
      tail.splice(0, tail.length - 40);
    });
  }
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    if (code !== 0) {
      throw new Error(`${title}: npm install ended with code ${code}.\n${tail.join('').trimEnd()}`);
    }
  } finally {
    clearInterval(alive);
    log.end();
  }
}

/**
 * The environment without what npm tells a script about the package it belongs to: a nested npm would take our
 * own folder for its prefix. What the user configures (`npm_config_registry` and the like) stays.
 */
export function environmentForNestedNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = /^npm_(?!config_)|^npm_config_(?:local_|global_)?prefix$/i;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ours.test(name)));
}
