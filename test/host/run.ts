// npm run test:host: everything that needs a real VS Code.
//   --only host|stories|vsix (may be given more than once)   --grep <expression>   --version 1.110.0
// npm run test:desktop: the host tests that need no pressing, in a desktop VS Code, which @vscode/test-electron downloads.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { startSandbox } from '../sandbox/sandbox.ts';
import { findChromium } from './browser.ts';
import { bundleHostTests } from './bundleHostTests.ts';
import { projectFolder } from './folders.ts';
import { defaultVersion, installServer } from './install.ts';
import { buildExtension, runNode } from './processes.ts';
import { program } from './program.ts';
import { tries } from './reporter.ts';
import { writeSample } from './sample.ts';
import { mintSampleTokens } from './sampleTokens.ts';
import { sandboxEnvironment } from './sandboxDriver.ts';

const parts = ['host', 'stories', 'vsix'] as const;

program(async (stack) => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [...parts] },
      grep: { type: 'string' },
      version: { type: 'string', default: defaultVersion },
      desktop: { type: 'boolean', default: false },
    },
  });
  const unknown = values.only.find((part) => !parts.some((one) => one === part));
  if (unknown !== undefined) throw new Error(`--only takes ${parts.join(', ')}, not ${unknown}.`);
  const wanted = (part: (typeof parts)[number]) => values.only.includes(part);

  await buildExtension(stack);
  if (values.desktop) {
    if (await hostTests(stack, { ...values, pressed: false })) return 0;
    throw new Error(`Failed in VS Code ${values.version}: host tests.`);
  }
  // Both long steps come first, so that no test waits for them.
  await installServer(values.version, console.log);
  await findChromium(console.log);

  const failed: string[] = [];
  if (wanted('host') && !(await hostTests(stack, { ...values, pressed: true }))) failed.push('host tests');
  const mocha = async (pattern: string) => {
    const args = ['node_modules/mocha/bin/mocha.js', '--no-config', '--timeout', '300000'];
    args.push('--retries', `${tries - 1}`, '--reporter', 'test/host/reporter.ts', pattern);
    if (values.grep !== undefined) args.push('--grep', values.grep);
    return (await runNode(stack, args, { MILEAPP_VSCODE: values.version })) === 0;
  };
  if (wanted('stories') && !(await mocha('test/editor/**/*.story.ts'))) failed.push('stories');
  if (wanted('vsix') && !(await mocha('test/host/vsix.story.ts'))) failed.push('VSIX smoke test');
  if (failed.length > 0) throw new Error(`Failed in VS Code ${values.version}: ${failed.join(', ')}.`);
  return 0;
});

/** Runs test/editor/**\/*.host.ts inside the extension host, of our launcher or of the desktop; says whether all passed. */
async function hostTests(
  stack: AsyncDisposableStack,
  { version, grep, pressed }: { version: string; grep?: string | undefined; pressed: boolean },
): Promise<boolean> {
  const suite = await bundleHostTests(pressed);
  const sandbox = await startSandbox({ seed: 1 });
  stack.defer(() => sandbox.close());
  const folder = await mkdtemp(path.join(tmpdir(), 'mileapp-tests-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));

  const workspace = path.join(folder, 'workspace');
  await writeSample(workspace, mintSampleTokens(sandbox));
  const profile = path.join(folder, 'profile');
  await mkdir(path.join(profile, 'User'), { recursive: true });
  await writeFile(
    path.join(profile, 'User', 'settings.json'),
    JSON.stringify({
      'mileapp.apiUrl': sandbox.baseUrl,
      // An editor that closes late takes the focus; a list a test is about to answer must not close with it.
      'workbench.quickOpen.closeOnFocusLost': false,
    }),
  );
  try {
    await runTests({
      ...(pressed
        ? { vscodeExecutablePath: fileURLToPath(new URL('./code.ts', import.meta.url)) }
        : { version }),
      extensionDevelopmentPath: projectFolder,
      extensionTestsPath: suite,
      extensionTestsEnv: {
        ...sandboxEnvironment(sandbox),
        ...(grep === undefined ? {} : { MILEAPP_GREP: grep }),
      },
      launchArgs: [
        workspace,
        `--user-data-dir=${profile}`,
        `--extensions-dir=${path.join(folder, 'extensions')}`,
        ...(pressed ? [`--vscode-version=${version}`, '--end-with-stdin'] : ['--disable-workspace-trust']),
      ],
    });
    return true;
  } catch (error) {
    if (!(error instanceof TestRunFailedError)) throw error;
    return false;
  }
}
