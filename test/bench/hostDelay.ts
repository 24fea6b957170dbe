// How late the extension host's event loop is while a workspace is scanned, beside an idle one.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectFolder } from '../host/folders.ts';
import { openLauncherPort } from '../host/launcherPort.ts';
import { openHost } from '../host/session.ts';
import { presserVariable } from '../host/steps.ts';

/** Milliseconds that the event loop was late. */
export type Delay = { p99: number; max: number };

/** Opens the folder in a VS Code with the extension that dist/ holds, and measures inside its extension host. */
export async function hostDelay(workspace: string): Promise<{ idle: Delay; scan: Delay }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mileapp-delay-'));
  const tests = await writeProbe(folder);
  const printed: string[] = [];
  const port = await openLauncherPort(
    async () => {
      throw new Error('the probe presses nothing');
    },
    (text) => void printed.push(text),
  );
  try {
    const host = await openHost({
      workspace,
      testsPath: path.join(projectFolder, 'test', 'host', 'relay.mjs'),
      env: { [presserVariable]: port.url, MILEAPP_TESTS: tests },
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
  return JSON.parse(printed.join(''));
}

/** A module that runs in the extension host and prints what it measured. */
async function writeProbe(folder: string): Promise<string> {
  const file = path.join(folder, 'tests.js');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  await writeFile(
    file,
    `import * as vscode from 'vscode';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
async function delayDuring(work) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
}
export async function run() {
  await vscode.extensions.getExtension('mileapp.mileapp').activate();
  // Whatever starts with a window has started by then.
  await setTimeout(15_000);
  const idle = await delayDuring(() => setTimeout(10_000));
  const scan = await delayDuring(() => vscode.commands.executeCommand('mileapp.scanWorkspace'));
  console.log(JSON.stringify({ idle, scan }));
}
`,
  );
  return file;
}
