import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands, extensionId } from '../../../src/editor/names.ts';
import { closeFiles, leaksOf, quickFixes, signOut } from '../inHost.ts';
import { presser, signIn } from '../pressing.ts';

const step = (id: string) => `.getting-started-step[data-step-id$="#${id}"]`;
const done = (id: string) => `${step(id)} .codicon-getting-started-step-checked.complete`;

describe('the walkthrough', () => {
  afterEach(async () => {
    await closeFiles();
    await signOut();
  });

  it('ticks its steps by what was done', async () => {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#start`, false);
    for (const id of ['createToken', 'signIn', 'openTasks', 'fixLeak']) await presser.waitFor(step(id));
    await signIn();
    await presser.waitFor(done('signIn'));
    await vscode.commands.executeCommand('mileapp.tasks.focus');
    await presser.waitFor(done('openTasks'));

    await vscode.commands.executeCommand(commands.openLeakExample);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    const [leak] = await leaksOf(document.uri, 1);
    assert.ok(leak);
    const [fix] = await quickFixes(document.uri, leak.range);
    assert.ok(fix?.edit && fix.command);
    await vscode.workspace.applyEdit(fix.edit);
    await vscode.commands.executeCommand(fix.command.command, ...(fix.command.arguments ?? []));
    await leaksOf(document.uri, 0);
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#start`, false);
    await presser.waitFor(done('fixLeak'));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
