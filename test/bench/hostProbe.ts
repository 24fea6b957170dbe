import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectFolder } from '../host/folders.ts';
import { openLauncherPort } from '../host/launcherPort.ts';
import { type HostOptions, openHost } from '../host/session.ts';
import { presserVariable } from '../host/steps.ts';

/**
 * Runs a module in the extension host of a fresh VS Code and gives the JSON it printed.
 * @param source an ES module that exports `run()`
 */
export async function hostProbe<T>(source: string, options: HostOptions): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mileapp-probe-'));
  const tests = path.join(folder, 'tests.js');
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  await writeFile(tests, source);
  const printed: string[] = [];
  const port = await openLauncherPort(
    async () => {
      throw new Error('the probe presses nothing');
    },
    (text) => void printed.push(text),
  );
  try {
    const host = await openHost({
      ...options,
      testsPath: path.join(projectFolder, 'test', 'host', 'relay.mjs'),
      env: { ...options.env, [presserVariable]: port.url, MILEAPP_TESTS: tests },
    });
    try {
      await host.exitCode;
    } finally {
      await host.close();
    }
  } finally {
    await port.close();
    await rm(folder, { recursive: true, force: true });
  }
  return JSON.parse(printed.join('')) as T;
}
