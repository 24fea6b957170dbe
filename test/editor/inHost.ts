// What the tests in the extension host share: the extension, the sandbox, and ways to wait for events.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { commands, extensionId } from '../../src/editor/names.ts';
import type { TaskNode } from '../../src/editor/tasks/taskNode.ts';
import type { ForTests } from '../../src/extension.ts';
import { SandboxDriver } from '../host/sandboxDriver.ts';

export const sandbox = SandboxDriver.fromEnvironment();

/** What the extension gives to tests. */
export async function forTests(): Promise<ForTests> {
  const extension = vscode.extensions.getExtension<ForTests>(extensionId);
  assert.ok(extension, 'the extension is there');
  return extension.activate();
}

/** The tree of tasks as the extension gives it to tests. */
export async function tree(): Promise<ForTests['tasks']> {
  return (await forTests()).tasks;
}

export async function signOut(): Promise<void> {
  await vscode.commands.executeCommand(commands.signOut);
}

/** Rows as a person reads them: `label | description`. */
export async function rows(node?: TaskNode): Promise<string[]> {
  const provider = await tree();
  const children = (await provider.getChildren(node)) ?? [];
  const items = await Promise.all(children.map((child) => provider.getTreeItem(child)));
  return items.map(({ label, description }) => [label, description].filter(Boolean).join(' | '));
}

export async function children(node?: TaskNode): Promise<TaskNode[]> {
  return (await (await tree()).getChildren(node)) ?? [];
}

/** The group with that label. */
export async function group(label: string): Promise<TaskNode> {
  const provider = await tree();
  for (const node of await children()) {
    if ((await provider.getTreeItem(node)).label === label) return node;
  }
  throw new Error(`no group ${label}`);
}

/** Resolves with the first value of `read` that is not undefined: now, or after one of the events. */
export async function after<T>(event: vscode.Event<unknown>, read: () => T | undefined): Promise<T> {
  const now = read();
  if (now !== undefined) return now;
  return new Promise((resolve, reject) => {
    const listener = event(() => {
      try {
        const value = read();
        if (value === undefined) return;
        listener.dispose();
        resolve(value);
      } catch (error) {
        listener.dispose();
        reject(error);
      }
    });
  });
}

/** Our diagnostics of a document, once there are as many as said. */
export function leaksOf(uri: vscode.Uri, count: number): Promise<vscode.Diagnostic[]> {
  return after(vscode.languages.onDidChangeDiagnostics, () => {
    const ours = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'MileApp');
    return ours.length === count ? ours : undefined;
  });
}

/** The workspace folder the tests may write to. */
export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'the tests run in a folder');
  return folder.uri;
}

/** The files of the workspace that tests have made. */
const made = new Set<string>();

/** Writes a file into the workspace and shows it, until `closeFiles`. */
export async function openFile(name: string, text: string): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), name);
  if (!existsSync(uri.fsPath)) made.add(uri.fsPath);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

/** The quick fixes at a place, in order. */
export async function quickFixes(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
}

/**
 * Closes every editor and removes the files that were made for them: another test may look for leaks in all. They are
 * emptied first, since VS Code keeps a document for minutes after its last editor, and after its file.
 */
export async function closeFiles(): Promise<void> {
  const emptied = new vscode.WorkspaceEdit();
  for (const document of vscode.workspace.textDocuments) {
    if (!made.has(document.uri.fsPath)) continue;
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    emptied.replace(document.uri, document.validateRange(all), '');
  }
  await vscode.workspace.applyEdit(emptied);
  // Saved by being closed, a file would come back.
  await vscode.workspace.saveAll(false);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await Promise.all([...made].map((file) => rm(file, { force: true })));
  made.clear();
}
