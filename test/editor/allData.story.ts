// “Remove All Data”, with its dialog and in two workspaces: steered from outside.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { git, temporaryFolder } from '../cli/runCli.ts';
import { type Host, openHost } from '../host/session.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';

/**
 * In the page: whether the date of the removal is on disk. A window of the desktop writes what it holds before it closes;
 * one in a browser loses what it was told in its last moments.
 */
const isRemovalOnDisk = `new Promise((resolve) => {
  const opening = indexedDB.open('vscode-web-state-db-global');
  opening.onsuccess = () => {
    const reading = opening.result.transaction('ItemTable').objectStore('ItemTable').get('mileapp.mileapp');
    reading.onsuccess = () => {
      opening.result.close();
      resolve(String(reading.result).includes('removedAt'));
    };
  };
})`;

describe('Remove All Data', () => {
  let sandbox: Sandbox;
  let host: Host | undefined;
  const folders: { folder: string; end: () => void }[] = [];

  beforeEach(async () => {
    sandbox = await startSandbox();
    folders.push(temporaryFolder('mileapp one '), temporaryFolder('mileapp two '));
  });
  afterEach(async () => {
    await host?.close();
    host = undefined;
    await sandbox.close();
    for (const { end } of folders.splice(0)) end();
  });

  const show = async ({ page, workbench, url }: Host, folder: string) => {
    const there = new URL(url);
    there.searchParams.set('folder', folder);
    await page.goto(there.href);
    await page.locator('.statusbar-item').first().waitFor();
    await workbench.showViewContainer('MileApp');
  };
  const signIn = async ({ workbench }: Host, token: string) => {
    await workbench.runCommand('MileApp: Sign In');
    await workbench.answerQuickInput(token);
    await workbench.treeRows('Tasks').filter({ hasText: 'Ongoing' }).waitFor();
  };
  const recentTasks = async ({ workbench, page }: Host) => {
    await workbench.runCommand('MileApp: Go to Task…');
    await page.locator('.quick-input-widget:visible input[placeholder*="id"]').waitFor();
    const rows = await workbench.quickPickRows.allInnerTexts();
    await page.keyboard.press('Escape');
    return rows;
  };

  it('removes tokens, what is remembered in every workspace, and commit guards; Cancel removes nothing', async () => {
    const [one, two] = folders.map(({ folder }) => folder);
    assert.ok(one && two);
    await git(one, 'init', '-q');
    const hook = path.join(one, '.git', 'hooks', 'pre-commit');
    const { MILEAPP_VSCODE: version } = process.env;
    const settings = { 'mileapp.apiUrl': sandbox.baseUrl };
    host = await openHost({ workspace: one, settings, ...(version === undefined ? {} : { version }) });
    const { workbench } = host;
    await workbench.showViewContainer('MileApp');
    await workbench.runCommand('MileApp: Guard Commits in this Repository');
    await workbench.notification('are now scanned');
    await workbench.runCommand('Notifications: Clear All Notifications');
    await signIn(host, sandbox.mint());
    await workbench.treeRows('Tasks').filter({ hasText: 'Ongoing' }).click();
    const tasks = workbench.treeRows('Tasks').and(host.page.locator('[aria-level="2"]'));
    await tasks.filter({ hasNotText: 'Loading' }).first().click();
    await host.page.locator('.tab.active').waitFor();
    assert.notDeepEqual(await recentTasks(host), []);

    // This host keeps secrets for as long as its page lives, and all else for longer.
    await show(host, two);
    await signIn(host, sandbox.mint());
    await workbench.runCommand('MileApp: Remove All Data');
    await workbench.dialog.filter({ hasText: 'Accounts with their tokens: 1. Commit guards: 1.' }).waitFor();
    await workbench.pressDialogButton('Cancel');
    await workbench.dialog.waitFor({ state: 'hidden' });
    assert.ok(existsSync(hook));
    assert.notEqual(await workbench.treeRows('Tasks').count(), 0);

    await workbench.runCommand('MileApp: Remove All Data');
    await workbench.pressDialogButton('Remove All Data');
    await workbench.notification('Everything MileApp kept in VS Code was removed.');
    assert.ok(!existsSync(hook));
    await host.page.locator('.welcome-view-content').getByRole('button', { name: 'Sign In' }).waitFor();

    await host.page.waitForFunction(isRemovalOnDisk);
    await show(host, one);
    await host.page.locator('.welcome-view-content').getByRole('button', { name: 'Sign In' }).waitFor();
    await signIn(host, sandbox.mint());
    assert.deepEqual(await recentTasks(host), []);
  });
});
