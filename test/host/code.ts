#!/usr/bin/env node
// Stands where the executable of VS Code's desktop stands, so that `runTests` of @vscode/test-electron drives it: takes
// VS Code's own flags, runs the test module in a VS Code of the server kind, prints what the module prints and nothing
// else, and ends with its result. Of its own: --vscode-version=1.139.1, --host-timeout=<seconds> of
// silence after which a run is given up, --end-with-stdin.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { parseFlags } from './flags.ts';
import { openLauncherPort } from './launcherPort.ts';
import { pressPage } from './pressPage.ts';
import { program } from './program.ts';
import { type Host, openHost } from './session.ts';
import { desktopSettings } from './settings.ts';
import { presserVariable } from './steps.ts';
import { Watchdog } from './watchdog.ts';

program(async (stack) => {
  const flags = parseFlags(process.argv.slice(2));
  const {
    extensionDevelopmentPath,
    extensionTestsPath,
    userDataDir,
    extensionsDir,
    folder,
    version,
    locale,
  } = flags;
  if (flags.endWithStdin) process.stdin.once('end', () => process.kill(process.pid, 'SIGTERM')).resume();
  if (extensionTestsPath === undefined) {
    throw new Error('Nothing to run: give --extensionTestsPath (to look around, there is `npm start`).');
  }
  const page = Promise.withResolvers<Page>();
  const watchdog = new Watchdog((flags.timeoutSeconds ?? 300) * 1000);
  const port = await openLauncherPort(
    async (step) => pressPage(await page.promise, step),
    (text) => {
      watchdog.rest();
      process.stdout.write(text);
    },
  );
  stack.defer(() => port.close());
  const host = await openHost({
    extension: extensionDevelopmentPath === undefined ? 'none' : path.resolve(extensionDevelopmentPath),
    testsPath: fileURLToPath(new URL('./relay.mjs', import.meta.url)),
    trust: flags.disableWorkspaceTrust ? 'trusted' : 'ask',
    env: { [presserVariable]: port.url, MILEAPP_TESTS: path.resolve(extensionTestsPath) },
    say: (line) => console.error(line),
    ...(folder === undefined ? {} : { workspace: path.resolve(folder) }),
    ...(userDataDir === undefined
      ? {}
      : { dataDir: path.resolve(userDataDir), settings: await desktopSettings(userDataDir) }),
    ...(extensionsDir === undefined ? {} : { extensionsDir: path.resolve(extensionsDir) }),
    ...(version === undefined ? {} : { version }),
    ...(locale === undefined ? {} : { locale }),
  });
  stack.defer(() => host.close());
  page.resolve(host.page);
  const code = await outcome(host, watchdog);
  if (code === 0 && !port.passed) {
    throw new Error(`The extension host ended before its tests did.\nLogs and picture: ${host.logFolder}`);
  }
  return code;
});

/** The result of the tests; when there is none, an error that says where to look. */
async function outcome(host: Host, watchdog: Watchdog): Promise<number> {
  try {
    watchdog.rest();
    return await Promise.race([host.exitCode, watchdog.silence]);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\nLogs and picture: ${host.logFolder}`);
  } finally {
    watchdog.stop();
  }
}
