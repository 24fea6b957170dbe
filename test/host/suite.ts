// The entry of the integration tests: runs mocha inside the extension host, over the bundled files of test/editor.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import Mocha from 'mocha';

/** Called by VS Code. Rejects when a test fails, or when there is none. */
export async function run(): Promise<void> {
  const grep = process.env.MILEAPP_GREP;
  const mocha = new Mocha({
    timeout: 120_000,
    forbidOnly: process.env.CI !== undefined,
    ...(grep === undefined ? {} : { grep: new RegExp(grep) }),
  });
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const files = (await readdir(folder, { recursive: true }))
    .filter((file) => file.endsWith('.host.js'))
    .sort();
  for (const file of files) mocha.addFile(path.join(folder, file));
  await mocha.loadFilesAsync();
  if (mocha.suite.total() === 0) throw new Error('There are no host tests.');
  const failures = await new Promise<number>((resolve) => {
    // Why a test failed is told at once: a run that is given up later would take the summary with it.
    mocha.run(resolve).on('fail', (_test, error: unknown) => {
      console.log(`      ${inspect(error).replaceAll('\n', '\n      ')}`);
    });
  });
  if (failures > 0) {
    const error = new Error(`${failures} failed`);
    // What failed, and where, mocha has printed.
    error.stack = '';
    throw error;
  }
}
