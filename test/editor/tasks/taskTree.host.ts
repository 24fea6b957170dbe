import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/editor/names.ts';
import type { FaultOptions } from '../../sandbox/faults.ts';
import { children, group, rows, sandbox, signOut, tree, after as until } from '../inHost.ts';
import { answerNotification, signIn } from '../pressing.ts';

describe('the tree of tasks', () => {
  beforeEach(async () => {
    await signIn();
  });
  afterEach(async () => {
    await sandbox.clearFaults();
    await signOut();
  });

  it('asks for nothing before a group is opened', async () => {
    const before = (await sandbox.requests()).length;
    assert.deepEqual(await rows(), ['Unassigned', 'Ongoing', 'Done']);
    assert.equal((await sandbox.requests()).length, before);
  });

  it('gives every row an id of its own that stays', async () => {
    const provider = await tree();
    const ongoing = await group('Ongoing');
    const ids = async () =>
      Promise.all((await children(ongoing)).map(async (node) => (await provider.getTreeItem(node)).id));
    const first = await ids();
    assert.equal(new Set(first).size, first.length);
    assert.deepEqual(await ids(), first);
    await vscode.commands.executeCommand(commands.refresh);
    assert.deepEqual(await ids(), first);
  });

  it('shows no icon and no markup that a task’s title asks for', async () => {
    const titles = (
      await Promise.all(['Unassigned', 'Ongoing', 'Done'].map(async (name) => rows(await group(name))))
    ).flat();
    assert.deepEqual(
      titles.filter((title) => title.includes('$(')),
      [],
    );
  });

  for (const [kind, row] of [
    ['serverError', 'MileApp has a problem of its own. Try again in a moment. | Try Again'],
    ['unauthorized', 'MileApp no longer accepts this token: it was deleted, or it expired. | Replace Token'],
    ['forbidden', 'Your role in MileApp does not allow this. | Try Again'],
    ['truncated', 'MileApp sent an answer that could not be read. | Show Log'],
    ['html', 'MileApp sent an answer that could not be read. | Show Log'],
    ['wrongShape', 'MileApp sent an answer that could not be read. | Show Log'],
    ['badGateway', 'MileApp has a problem of its own. Try again in a moment. | Try Again'],
  ] as [FaultOptions['kind'], string][]) {
    it(`shows ${kind} as a row with its remedy, never as “no tasks”`, async () => {
      await sandbox.fault({ kind, path: '/tasks', times: 0 });
      assert.deepEqual(await rows(await group('Ongoing')), [row]);
    });
  }

  it('keeps the rows it holds when the next page fails, and gets it at a second try', async () => {
    const ongoing = await group('Ongoing');
    assert.equal((await rows(ongoing)).length, 51);
    await sandbox.fault({ kind: 'serverError', path: '/tasks' });
    await vscode.commands.executeCommand(commands.loadMore, ongoing);
    const failed = await rows(ongoing);
    assert.deepEqual(
      [failed.length, failed.at(-1)],
      [51, 'MileApp has a problem of its own. Try again in a moment. | Try Again'],
    );
    await vscode.commands.executeCommand(commands.loadMore, ongoing);
    assert.ok((await rows(ongoing)).length > 51);
  });

  it('keeps the rows it holds when a refresh fails', async () => {
    const ongoing = await group('Ongoing');
    const held = await rows(ongoing);
    await sandbox.fault({ kind: 'serverError', path: '/tasks' });
    await vscode.commands.executeCommand(commands.refresh);
    const now = await rows(ongoing);
    assert.deepEqual(now.slice(0, 50), held.slice(0, 50));
    assert.match(now[50] ?? '', /^MileApp has a problem/);
  });

  it('says at the top that a token was deleted, and keeps what it holds', async () => {
    await signOut();
    const token = await signIn();
    const ongoing = await group('Ongoing');
    await children(ongoing);
    await sandbox.revoke(token);
    await vscode.commands.executeCommand(commands.loadMore, ongoing);
    assert.deepEqual((await rows())[0], 'MileApp no longer accepts your token. | Replace Token');
    assert.equal((await rows(ongoing)).length, 51);
  });

  it('tells VS Code when rows change', async () => {
    const provider = await tree();
    const changes: unknown[] = [];
    const ongoing = await group('Ongoing');
    await children(ongoing);
    assert.ok(provider.onDidChangeTreeData);
    const more = until(
      provider.onDidChangeTreeData as vscode.Event<unknown>,
      () => changes.push(0) > 1 || undefined,
    );
    await vscode.commands.executeCommand(commands.loadMore, ongoing);
    await more;
  });

  it('reports a task that cannot be read at the click that asked for it', async () => {
    const [task] = await children(await group('Ongoing'));
    await sandbox.fault({ kind: 'notFound' });
    const opened = Promise.resolve(vscode.commands.executeCommand(commands.openTask, task));
    await answerNotification('MileApp does not have this, or no longer');
    await opened;
  });
});
