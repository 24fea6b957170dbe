// How late the extension host's event loop is while a workspace is scanned, beside an idle one.
import { hostProbe } from './hostProbe.ts';

/** Milliseconds that the event loop was late. */
export type Delay = { p99: number; max: number };

const probe = `import * as vscode from 'vscode';
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
`;

/** Opens the folder in a VS Code with the extension that dist/ holds, and measures inside its extension host. */
export function hostDelay(workspace: string): Promise<{ idle: Delay; scan: Delay }> {
  return hostProbe(probe, { workspace });
}
