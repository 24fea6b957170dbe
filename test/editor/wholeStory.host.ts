import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../src/editor/names.ts';
import {
  children,
  closeFiles,
  group,
  leaksOf,
  openFile,
  quickFixes,
  rows,
  sandbox,
  signOut,
} from './inHost.ts';
import { signIn } from './pressing.ts';

describe('the whole story', () => {
  afterEach(async () => {
    await signOut();
    await closeFiles();
  });

  it('signs in, browses tasks, sees a leak and fixes it', async () => {
    assert.deepEqual(await rows(), [], 'signed out: the welcome view has the place');

    const token = await signIn();
    assert.deepEqual(await rows(), ['Unassigned', 'Ongoing', 'Done']);

    const ongoing = await group('Ongoing');
    const before = (await sandbox.requests()).length;
    const firstPage = await children(ongoing);
    assert.equal(firstPage.length, 51, 'a page of 50 and “Load more…”');
    assert.deepEqual(await children(ongoing), firstPage, 'asked again, it gives the same rows');
    assert.match((await rows(ongoing)).at(-1) ?? '', /^Load more… \| 50 of \d+$/);
    assert.equal((await sandbox.requests()).length, before + 1, 'one group opened, one request');

    await vscode.commands.executeCommand(commands.loadMore, ongoing);
    const twoPages = await children(ongoing);
    assert.ok(twoPages.length > firstPage.length);
    const ids = twoPages.flatMap((node) => (node.kind === 'task' ? [node.task.id] : []));
    assert.equal(new Set(ids).size, ids.length, 'no task twice');

    const task = twoPages[0];
    assert.ok(task?.kind === 'task');
    await vscode.commands.executeCommand(commands.openTaskAsJson, task);
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.languageId, 'json');
    assert.equal(shown?.uri.scheme, 'mileapp-task');
    assert.ok(shown?.getText().includes(task.task.id));
    assert.ok(!shown?.getText().includes(token));

    const leaky = await openFile('story.py', `headers = {"Authorization": "Bearer ${token}"}\n`);
    const [leak] = await leaksOf(leaky.document.uri, 1);
    assert.ok(leak);
    assert.equal(leaky.document.getText(leak.range), token, 'exactly the token is underlined');
    assert.ok(!leak.message.includes(token));

    const [fix] = await quickFixes(leaky.document.uri, leak.range);
    assert.ok(fix?.edit && fix.isPreferred);
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(
      leaky.document.getText(),
      `import os\n\nheaders = {"Authorization": f"Bearer {os.environ['MILEAPP_ACCESS_TOKEN']}"}\n`,
    );
    await leaksOf(leaky.document.uri, 0);
  });
});
