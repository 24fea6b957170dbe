// A canary: one token goes every way a token can go, and must be found in SecretStorage and in one header alone.
import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import { commands } from '../../src/editor/names.ts';
import type { FaultKind } from '../sandbox/faults.ts';
import {
  children,
  closeFiles,
  forTests,
  group,
  leaksOf,
  openFile,
  quickFixes,
  sandbox,
  signOut,
  tree,
  workspaceFolder,
} from './inHost.ts';
import { boxSays, notificationsUntil, presser, signIn, startSignIn } from './pressing.ts';

const faults: FaultKind[] = [
  'unauthorized',
  'forbidden',
  'notFound',
  'conflict',
  'rejected',
  'serverError',
  'badGateway',
  'truncated',
  'html',
  'statusFalse',
  'wrongShape',
  'reset',
  'redirect',
];

/** Everything a secret could be found by: the token, its middle, and either in base64. */
function tracesOf(token: string): string[] {
  const middle = token.slice(Math.floor(token.length / 2), Math.floor(token.length / 2) + 40);
  return [token, middle, Buffer.from(token).toString('base64').slice(0, 60)];
}

/** All files below a folder that hold one of the traces. */
async function filesWith(folder: string, traces: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const file = path.join(folder, name);
    const about = await stat(file).catch(() => undefined);
    if (!about?.isFile() || about.size > 50_000_000) continue;
    const text = await readFile(file, 'latin1').catch(() => '');
    if (traces.some((trace) => text.includes(trace))) found.push(name);
  }
  return found;
}

/** Whatever a tree row shows or passes on. */
async function rowsAsShown(): Promise<string[]> {
  const provider = await tree();
  const nodes = await children();
  const below = await Promise.all(nodes.map((node) => children(node)));
  const items = await Promise.all([...nodes, ...below.flat()].map((node) => provider.getTreeItem(node)));
  return items.map((item) => inspect(item, { depth: Number.POSITIVE_INFINITY }));
}

describe('a token', () => {
  it('is found in SecretStorage and in one header, and nowhere else', async function () {
    this.timeout(180_000);
    const { context } = await forTests();
    const seen: string[] = [];
    const token = await sandbox.mint({ expiresIn: 2 * 86_400 });
    const before = (await sandbox.requests()).length;

    // A sign-in that fails, and one that does not.
    await sandbox.fault({ kind: 'serverError', path: '/user' });
    const { ended } = await startSignIn(token);
    seen.push(await boxSays('MileApp has a problem'));
    await presser.key('Enter');
    await ended;

    // Every fault, in the tree.
    const ongoing = await group('Ongoing');
    const [task] = await children(ongoing);
    assert.ok(task?.kind === 'task');
    seen.push(...(await rowsAsShown()));
    for (const kind of faults) {
      await sandbox.fault({ kind, path: '/tasks', times: 0, message: `you sent ${token}` });
      await vscode.commands.executeCommand(commands.loadMore, ongoing);
      seen.push(...(await rowsAsShown()));
      await sandbox.clearFaults();
      await vscode.commands.executeCommand(commands.refresh);
    }
    await signOut();
    await signIn(token);

    // Documents of ours, and every fault at their opening.
    await vscode.commands.executeCommand(commands.openTask, task);
    await vscode.commands.executeCommand(commands.openTaskAsJson, task);
    for (const kind of faults) {
      await sandbox.fault({ kind, path: `/task/${task.task.id}`, times: 0, message: `you sent ${token}` });
      const said = await notificationsUntil(
        Promise.resolve(vscode.commands.executeCommand(commands.openTaskAsJson, task)),
      );
      assert.ok(said.length > 0, `a task that cannot be read is spoken of: ${kind}`);
      seen.push(...said);
      await sandbox.clearFaults();
    }
    // The clipboard of every copy command.
    for (const copy of [commands.copyId, commands.copyTitle, commands.copyJson]) {
      await vscode.commands.executeCommand(copy, task);
      seen.push(await vscode.env.clipboard.readText());
    }
    for (const [copy, node] of [
      [commands.copyTaskRequest, task],
      [commands.copyListRequest, await group('Ongoing')],
    ] as const) {
      const copying = Promise.resolve(vscode.commands.executeCommand(copy, node));
      await presser.click('.quick-input-widget:visible .quick-input-list .monaco-list-row');
      await copying;
      seen.push(await vscode.env.clipboard.readText());
    }
    // A file that holds the token: what is said about it.
    const leaky = await openFile('canary.js', `const h = "Bearer ${token}";\n`);
    const [leak] = await leaksOf(leaky.document.uri, 1);
    assert.ok(leak);
    seen.push(inspect(leak, { depth: Number.POSITIVE_INFINITY }));
    const actions = await quickFixes(leaky.document.uri, leak.range);
    seen.push(
      ...actions.map(({ title, command, edit }) => inspect([title, command, edit?.entries()], { depth: 9 })),
    );
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      leaky.document.uri,
      leak.range.start,
    );
    seen.push(inspect(hovers, { depth: Number.POSITIVE_INFINITY }));
    await vscode.workspace.fs.delete(leaky.document.uri);
    await closeFiles();

    const documents = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme !== 'file');
    seen.push(...documents.map((document) => document.getText()));
    seen.push(await vscode.env.clipboard.readText(), JSON.stringify(vscode.workspace.getConfiguration()));
    for (const memory of [context.globalState, context.workspaceState]) {
      seen.push(JSON.stringify(memory.keys().map((key) => [key, memory.get(key)])));
    }
    seen.push((await presser.texts('body')).join('\n'));
    await vscode.commands.executeCommand(commands.showLog);
    seen.push((await presser.texts('.part.panel')).join('\n'));
    await vscode.commands.executeCommand('workbench.action.closePanel');

    const traces = tracesOf(token);
    // Where it was found, without showing it once more.
    const found = seen.flatMap((text) => {
      const at = traces.map((trace) => text.indexOf(trace)).find((index) => index >= 0);
      return at === undefined ? [] : [`…${text.slice(Math.max(0, at - 80), at)}▮`];
    });
    assert.deepEqual(found.slice(0, 5), []);

    // Nothing on disk, neither in the profile with its logs, state and backups, nor in the workspace.
    const profile = context.logUri.fsPath.slice(
      0,
      context.logUri.fsPath.indexOf(`${path.sep}logs${path.sep}`),
    );
    assert.ok(profile.length > 1);
    assert.deepEqual(await filesWith(profile, traces), []);
    assert.deepEqual(await filesWith(workspaceFolder().fsPath, traces), []);

    const requests = (await sandbox.requests()).slice(before);
    assert.ok(requests.length > faults.length);
    assert.deepEqual(
      requests.filter(({ tokenIn }) => tokenIn.join() !== 'authorization'),
      [],
      'one header of each request',
    );
    await signOut();
  });
});
