import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/editor/names.ts';
import { children, group, rows, sandbox, signOut, tree } from '../inHost.ts';
import { answerNotification, passwordBox, presser, signIn } from '../pressing.ts';

const day = 86_400;
const sessions = async () => (await vscode.authentication.getAccounts('mileapp')).map(({ label }) => label);

/** Signs out of all accounts, one after the other. */
async function signOutOfAll(): Promise<void> {
  for (const { label } of await vscode.authentication.getAccounts('mileapp')) {
    const several = (await sessions()).length > 1;
    const done = signOut();
    if (several) {
      await presser.waitFor(`.quick-input-widget:visible .monaco-list-row`);
      await presser.key('Enter');
    }
    await done;
    void label;
  }
}

describe('accounts', () => {
  afterEach(signOutOfAll);

  it('show in the Accounts menu with user and organization, without their token', async () => {
    const token = await signIn();
    assert.deepEqual(await sessions(), ['Dewi Contoh (Sinar Logistik Contoh)']);
    const session = await vscode.authentication.getSession('mileapp', [], { silent: true });
    assert.ok(!JSON.stringify(session ?? null).includes(token));
  });

  it('can be several; the workspace uses the one that was chosen', async () => {
    await signIn(await sandbox.mint({ user: 'dewi' }));
    await signIn(await sandbox.mint({ user: 'made' }));
    assert.equal((await sessions()).length, 2);
    const titles = async () => (await rows(await group('Ongoing'))).slice(0, 3);
    const mades = await titles();
    const switched = Promise.resolve(vscode.commands.executeCommand(commands.switchAccount));
    await presser.waitFor('.quick-input-widget:visible input[placeholder*="requests in the last minute"]');
    await presser.click('.quick-input-widget:visible .monaco-list-row:has-text("Dewi Contoh")');
    await switched;
    const before = (await sandbox.requests()).length;
    const dewis = await titles();
    assert.equal((await sandbox.requests()).at(-1)?.user, 'dewi');
    assert.ok((await sandbox.requests()).length > before);
    assert.notDeepEqual(dewis, mades);
  });

  it('are replaced, not doubled, by a new token of the same user', async () => {
    await signIn();
    await signIn();
    assert.equal((await sessions()).length, 1);
  });

  it('say in the status bar who one is', async () => {
    await signIn();
    await presser.waitFor('.statusbar-item:has-text("Dewi Contoh")');
    await signOut();
    await presser.waitFor('.statusbar-item:has-text("Dewi Contoh"):not(:has-text("Signed out"))', {
      state: 'hidden',
    });
  });

  it('warn once at a step towards the end of a token', async () => {
    const token = await sandbox.mint({ expiresIn: 2.5 * day });
    await signIn(token);
    await presser.waitFor('.statusbar-item.warning-kind:has-text("expires within 3 days")');
    await answerNotification('Your MileApp token expires on');
    // The same token again is the same step, told already.
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand(commands.refresh);
    await vscode.commands.executeCommand('notifications.showList');
    assert.deepEqual(await presser.texts('.notifications-center .notification-list-item'), []);
    await vscode.commands.executeCommand('notifications.hideList');
  });

  it('do not warn of a token that lasts a hundred years', async () => {
    await signIn(await sandbox.mint({ expiresIn: 36_524 * day }));
    await presser.waitFor('.statusbar-item:has-text("Dewi Contoh")');
    assert.deepEqual(await presser.texts('.statusbar-item.warning-kind'), []);
  });

  it('say so when a token reaches its end', async () => {
    await signIn(await sandbox.mint({ expiresIn: 8 }));
    await presser.waitFor('.statusbar-item.error-kind:has-text("replace token")', { timeout: 25_000 });
    assert.match((await rows())[0] ?? '', /^Your MileApp token expired on .+ \| Replace Token$/);
    assert.equal((await sessions()).length, 1, 'it is kept until the user acts');
  });

  it('show a token that was deleted by one badge and one row, and open no box', async () => {
    const token = await signIn();
    await presser.waitFor(passwordBox, { state: 'hidden' });
    const ongoing = await group('Ongoing');
    await sandbox.revoke(token);
    await children(ongoing);
    await presser.waitFor('.statusbar-item.error-kind:has-text("replace token")');
    assert.equal((await rows())[0], 'MileApp no longer accepts your token. | Replace Token');
    await presser.waitFor(
      '.part.activitybar .action-item:has(.action-label[aria-label^="MileApp"]) .badge:visible',
    );
    assert.deepEqual(await presser.texts(passwordBox), []);
    assert.equal((await sessions()).length, 1, 'a secret is never deleted because a request failed');
    const provider = await tree();
    const [row] = await children();
    assert.equal((await provider.getTreeItem(row!)).command?.command, commands.signIn);
  });
});
