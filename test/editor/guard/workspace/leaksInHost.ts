// What the host tests of the view “Leaks” share: files, and the rows as a person reads them.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { LeakNode } from '../../../../src/editor/guard/workspace/leaksTree.ts';
import { extensionId } from '../../../../src/editor/names.ts';
import type { ForTests } from '../../../../src/extension.ts';
import { workspaceFolder } from '../../inHost.ts';

/** The folder whose files these tests look at; the workspace's own have leaks, too. */
export const area = 'leak area';

export function areaUri(name = ''): vscode.Uri {
  return vscode.Uri.joinPath(workspaceFolder(), area, name);
}

export async function writeIn(files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files))
    await vscode.workspace.fs.writeFile(areaUri(name), new TextEncoder().encode(text));
}

export async function readIn(name: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(areaUri(name)));
}

export async function emptyArea(): Promise<void> {
  await rm(areaUri().fsPath, { recursive: true, force: true });
}

export const header = (token: string) => `const headers = { Authorization: 'Bearer ${token}' };\n`;

/** The tree as the extension gives it to tests. */
export async function leaks(): Promise<ForTests['leaks']> {
  const extension = vscode.extensions.getExtension<ForTests>(extensionId);
  assert.ok(extension, 'the extension is there');
  return (await extension.activate()).leaks;
}

/** The rows of places in the area: the node and its words. */
export async function placeRows(): Promise<{ node: LeakNode; words: string }[]> {
  const provider = await leaks();
  const rows: { node: LeakNode; words: string }[] = [];
  for (const group of (await provider.getChildren()) ?? []) {
    for (const node of (await provider.getChildren(group)) ?? []) {
      if (node.kind !== 'place' || !node.place.uri.path.includes(`/${area}/`)) continue;
      const { label, description } = await provider.getTreeItem(node);
      const name = node.place.uri.path.split(`/${area}/`)[1];
      rows.push({ node, words: [name, label, description].join(' | ') });
    }
  }
  return rows;
}

/** The module of a scan thread that begins when the area has a file of that name. */
export function workerThatWaits(name: string): URL {
  const extension = vscode.extensions.getExtension(extensionId);
  assert.ok(extension, 'the extension is there');
  const worker = vscode.Uri.joinPath(extension.extensionUri, 'dist', 'worker.js').toString(true);
  const module = `
    import { existsSync } from 'node:fs';
    const never = new Int32Array(new SharedArrayBuffer(4));
    while (!existsSync(${JSON.stringify(areaUri(name).fsPath)})) Atomics.wait(never, 0, 0, 10);
    await import(${JSON.stringify(worker)});
  `;
  return new URL(`data:text/javascript,${encodeURIComponent(module)}`);
}
