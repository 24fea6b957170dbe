/// <reference lib="esnext.disposable" />
import { spawn } from 'node:child_process';
import { projectFolder } from './folders.ts';

/** Runs a Node program of this repository with our own output, and gives its exit code. It ends with the stack. */
export async function runNode(
  stack: AsyncDisposableStack,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: projectFolder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  stack.defer(() => void child.kill());
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => resolve(code ?? 1));
  });
}

/** Builds the extension. @throws Error when that fails. */
export async function buildExtension(stack: AsyncDisposableStack): Promise<void> {
  if ((await runNode(stack, ['esbuild.mjs'])) !== 0) throw new Error('The extension could not be built.');
}
