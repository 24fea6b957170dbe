// The entry of the integration tests: runs mocha inside the extension host, over the bundled files of test/editor.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import Mocha from 'mocha';
import Reporter, { tries } from './reporter.ts';

/** Called by VS Code. Rejects when a test fails, or when there is none. */
export async function run(): Promise<void> {
  const grep = process.env.MILEAPP_GREP;
  const mocha = new Mocha({
    timeout: 120_000,
    reporter: Reporter,
    retries: tries - 1,
    forbidOnly: process.env.CI !== undefined,
    ...(grep === undefined ? {} : { grep: new RegExp(grep) }),
  });
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const files = (await readdir(folder, { recursive: true }))
    .filter((file) => file.endsWith('.host.js'))
    .sort();
  for (const name of files) await load(mocha, path.join(folder, name));
  if (mocha.suite.total() === 0) throw new Error('There are no host tests.');
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) {
    const error = new Error(`${failures} failed`);
    // What failed, and where, mocha has printed.
    error.stack = '';
    throw error;
  }
}

/**
 * Loads a file of tests as mocha does, but by `import` alone: mocha tries `require` first, and in VS Code 1.110 that
 * waits for ever for a module that imports `vscode`.
 */
async function load(mocha: Mocha, file: string): Promise<void> {
  const { EVENT_FILE_PRE_REQUIRE, EVENT_FILE_REQUIRE, EVENT_FILE_POST_REQUIRE } = Mocha.Suite.constants;
  mocha.suite.emit(EVENT_FILE_PRE_REQUIRE, globalThis, file, mocha);
  const module: unknown = await import(pathToFileURL(file).href);
  mocha.suite.emit(EVENT_FILE_REQUIRE, module, file, mocha);
  mocha.suite.emit(EVENT_FILE_POST_REQUIRE, globalThis, file, mocha);
}
