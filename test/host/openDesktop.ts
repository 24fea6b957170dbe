/// <reference lib="esnext.disposable" />
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hostFolder } from './folders.ts';

/**
 * Opens an address in the browser of the desktop, where there is a desktop; says whether there is one. The address may
 * be a secret: every user of the machine can read command lines, so the browser gets it from a file that only we read.
 */
export async function openDesktopBrowser(url: string, stack: AsyncDisposableStack): Promise<boolean> {
  const command = opener(process.platform, process.env);
  if (command === undefined) return false;
  const page = path.join(hostFolder, `open-${randomUUID()}.html`);
  stack.defer(() => rm(page, { force: true }));
  const script = `location.replace(${JSON.stringify(url).replaceAll('<', '\\u003c')})`;
  await writeFile(page, `<!doctype html><title>MileApp</title><script>${script}</script>\n`, { mode: 0o600 });

  const [program, ...args] = command;
  const child = spawn(program, [...args, page], { stdio: 'ignore', detached: true });
  // The address is printed too: a desktop without an opener loses nothing.
  child.on('error', () => {});
  child.unref();
  return true;
}

/** The command that opens a file; none where nobody could see it. */
export function opener(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): [string, ...string[]] | undefined {
  if (environment.CI !== undefined) return undefined;
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['explorer'];
  return environment.DISPLAY || environment.WAYLAND_DISPLAY ? ['xdg-open'] : undefined;
}
