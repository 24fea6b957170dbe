// npm start: a VS Code with the extension, a sample project that leaks tokens, and a MileApp sandbox; all on this
// machine, all gone with Ctrl+C.   --version 1.110.0: another VS Code
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from '../sandbox/sandbox.ts';
import { projectFolder } from './folders.ts';
import { defaultVersion } from './install.ts';
import { openDesktopBrowser } from './openDesktop.ts';
import { openServer } from './openServer.ts';
import { buildExtension } from './processes.ts';
import { program } from './program.ts';
import { writeSample } from './sample.ts';
import { mintSampleTokens } from './sampleTokens.ts';

program(async (stack) => {
  const { values } = parseArgs({ options: { version: { type: 'string', default: defaultVersion } } });
  console.log('Building the extension …');
  await buildExtension(stack);

  const sandbox = await startSandbox({ seed: 1 });
  stack.defer(() => sandbox.close());

  const parent = await mkdtemp(path.join(tmpdir(), 'mileapp-sample-'));
  stack.defer(() => rm(parent, { recursive: true, force: true }));
  const sample = path.join(parent, 'warung-deliveries');
  await writeSample(sample, mintSampleTokens(sandbox));

  const opened = await openServer({
    version: values.version,
    window: {
      folder: sample,
      extensionDevelopmentPath: projectFolder,
      openFile: path.join(sample, 'create-task.ts'),
    },
    settings: { 'mileapp.apiUrl': sandbox.baseUrl },
    say: console.log,
  });
  stack.defer(() => opened.close());

  const shown = await openDesktopBrowser(opened.url, stack);
  console.log(`
VS Code ${values.version} with MileApp ${shown ? 'opens in your browser' : 'waits for your browser'}. Its address, a secret of this run:

${opened.url}

To sign in to the MileApp sandbox, run “MileApp: Sign In” there and paste this token:

${sandbox.mint()}

Ctrl+C ends everything.`);
  await opened.server.ended;
  throw new Error(`The VS Code server ended; its log: ${opened.logFolder}`);
});
