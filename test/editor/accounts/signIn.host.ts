import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../../src/editor/names.ts';
import { rows, sandbox, signOut } from '../inHost.ts';
import { boxSays, presser, signIn, startSignIn } from '../pressing.ts';

/** Requests to /user that the sandbox has seen. */
const checks = async () => (await sandbox.requests()).filter(({ path }) => path === '/user').length;

/** Gives up on the open box. */
async function giveUp(ended: Promise<unknown>): Promise<void> {
  await presser.key('Escape');
  await ended;
}

describe('Sign In', () => {
  afterEach(async () => {
    // A test that failed may have left its box open.
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await sandbox.clearFaults();
    await signOut();
  });

  it('takes a token with everything that gets copied along with it', async () => {
    const token = await sandbox.mint();
    await signIn(`  "Bearer ${token}" `);
    assert.deepEqual(await rows(), ['Unassigned', 'Ongoing', 'Done']);
    const [seen] = (await sandbox.requests()).slice(-1);
    assert.deepEqual([seen?.path, seen?.authorization, seen?.tokenIn], ['/user', 'valid', ['authorization']]);
  });

  it('forgets the account at Sign Out', async () => {
    await signIn();
    await signOut();
    assert.deepEqual(await rows(), []);
    assert.deepEqual(await vscode.authentication.getAccounts('mileapp'), []);
  });

  it('asks nobody while typing, and once on Enter', async () => {
    const before = await checks();
    const ended = Promise.resolve(vscode.commands.executeCommand(commands.signIn));
    await presser.waitFor('.quick-input-widget:visible input[type="password"]');
    await presser.type('not-a-token-of-anybody');
    assert.equal(await checks(), before);
    await presser.key('Enter');
    await boxSays('does not accept this token');
    assert.equal(await checks(), before + 1);
    await giveUp(ended);
    assert.deepEqual(await rows(), [], 'nothing is stored');
  });

  for (const [what, pasted, says] of [
    ['nothing', '   ', 'Paste an access token first'],
    ['10 kB of garbage', 'x'.repeat(10_000), 'too long'],
    ['spaces inside', 'one two three', 'no spaces'],
  ] as const) {
    it(`explains ${what} in the box, and asks nobody`, async () => {
      const before = await checks();
      const { ended } = await startSignIn(pasted);
      await boxSays(says);
      assert.equal(await checks(), before);
      await giveUp(ended);
    });
  }

  it('explains an expired token without asking', async () => {
    const before = await checks();
    const { ended } = await startSignIn(await sandbox.mint({ expiresIn: -86_400 }));
    await boxSays('This token expired on');
    assert.equal(await checks(), before);
    await giveUp(ended);
  });

  it('explains a deleted token', async () => {
    const token = await sandbox.mint();
    await sandbox.revoke(token);
    const { ended } = await startSignIn(token);
    await boxSays('does not accept this token');
    await giveUp(ended);
    assert.deepEqual(await rows(), []);
  });

  it('lets a token be tried again in the same box', async () => {
    await sandbox.fault({ kind: 'serverError' });
    const { ended } = await startSignIn(await sandbox.mint());
    await boxSays('MileApp has a problem of its own');
    await presser.key('Enter');
    await ended;
    assert.deepEqual(await rows(), ['Unassigned', 'Ongoing', 'Done']);
  });

  it('stays open when the focus leaves it, and opens no second box', async () => {
    const setting = (value: boolean | undefined) =>
      vscode.workspace
        .getConfiguration('workbench.quickOpen')
        .update('closeOnFocusLost', value, vscode.ConfigurationTarget.Workspace);
    await setting(true);
    const first = Promise.resolve(vscode.commands.executeCommand(commands.signIn));
    await presser.waitFor('.quick-input-widget:visible input[type="password"]');
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    const second = Promise.resolve(vscode.commands.executeCommand(commands.signIn));
    assert.equal(
      (await presser.texts('.quick-input-widget:visible .quick-input-title')).join(),
      'MileApp: Sign In',
    );
    await presser.click('.quick-input-widget:visible input[type="password"]');
    await giveUp(first);
    assert.equal(await second, undefined);
    await setting(undefined);
  });

  it('names an address that is not MileApp’s own before a token is typed', async () => {
    const ended = Promise.resolve(vscode.commands.executeCommand(commands.signIn));
    await boxSays(`It will be sent to ${new URL(sandbox.baseUrl).origin}`);
    await giveUp(ended);
  });
});
