// Sign-in as it needs settings and dialogs of its own: steered from outside, in windows without a test module.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Host, type HostOptions, openHost } from '../../host/session.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';

describe('Sign In, with dialogs', () => {
  let sandbox: Sandbox;
  let workspace: string;
  let host: Host | undefined;

  before(async () => {
    sandbox = await startSandbox();
    workspace = await mkdtemp(path.join(tmpdir(), 'mileapp-story-'));
  });
  afterEach(async () => {
    await host?.close();
    host = undefined;
    sandbox.forget();
    await rm(path.join(workspace, '.env'), { force: true });
  });
  after(async () => {
    await sandbox.close();
    await rm(workspace, { recursive: true, force: true });
  });

  const open = async (options: HostOptions) => {
    const { MILEAPP_VSCODE: version } = process.env;
    host = await openHost({ workspace, ...(version === undefined ? {} : { version }), ...options });
    await host.workbench.showViewContainer('MileApp');
    return host;
  };
  const welcome = ({ page }: Host) => page.locator('.welcome-view-content');

  it('refuses an address that is not https, and says why', async () => {
    const { workbench } = await open({ settings: { 'mileapp.apiUrl': 'http://example.com/api/v3' } });
    await workbench.runCommand('MileApp: Sign In');
    await workbench.notification('must start with https://, or a token could be read on its way');
    // The palette closes; a box of ours would stay.
    await workbench.quickInput.waitFor({ state: 'hidden' });
  });

  it('offers a button in the empty view', async () => {
    const window = await open({ settings: { 'mileapp.apiUrl': sandbox.baseUrl } });
    await welcome(window).getByRole('button', { name: 'Sign In' }).click();
    await window.workbench.answerQuickInput(sandbox.mint());
    await window.workbench.treeRows('Tasks').filter({ hasText: 'Ongoing' }).waitFor();
  });

  it('signs in with the token of .env, after asking', async () => {
    await writeFile(path.join(workspace, '.env'), `MILEAPP_ACCESS_TOKEN=${sandbox.mint()}\n`);
    const window = await open({ settings: { 'mileapp.apiUrl': sandbox.baseUrl } });
    await welcome(window).getByRole('button', { name: 'Use It to Sign In' }).click();
    await window.workbench.dialog.filter({ hasText: `It will be sent to ${sandbox.origin}` }).waitFor();
    assert.deepEqual(sandbox.requests, [], 'nothing is sent before the answer');
    await window.workbench.pressDialogButton('Sign In');
    await window.workbench.treeRows('Tasks').filter({ hasText: 'Ongoing' }).waitFor();
    assert.deepEqual(
      sandbox.requests.map(({ path: asked, tokenIn }) => [asked, tokenIn]),
      [['/user', ['authorization']]],
    );
  });

  it('does not read .env in Restricted Mode, and says so; signing in works there', async () => {
    await writeFile(path.join(workspace, '.env'), `MILEAPP_ACCESS_TOKEN=${sandbox.mint()}\n`);
    const window = await open({
      settings: { 'mileapp.apiUrl': sandbox.baseUrl, 'security.workspace.trust.startupPrompt': 'never' },
      trust: 'ask',
    });
    await welcome(window)
      .filter({ hasText: 'In Restricted Mode, a token in this workspace’s .env file is not read' })
      .waitFor();
    assert.equal(await welcome(window).getByRole('button', { name: 'Use It to Sign In' }).count(), 0);
    await welcome(window).getByRole('button', { name: 'Sign In' }).click();
    await window.workbench.answerQuickInput(sandbox.mint());
    await window.workbench.treeRows('Tasks').filter({ hasText: 'Ongoing' }).waitFor();

    // What a cloned repository holds is looked at, and nothing of it is run.
    const leaky = path.join(workspace, 'leaky.js');
    await writeFile(leaky, `const h = 'Bearer ${randomBytes(30).toString('base64url')}';\n`);
    await window.workbench.openFile(leaky);
    await window.workbench.squiggles('warning').first().waitFor();
  });

  it('signs in from the environment VS Code was started in', async () => {
    const window = await open({
      settings: { 'mileapp.apiUrl': sandbox.baseUrl },
      env: { MILEAPP_ACCESS_TOKEN: sandbox.mint() },
    });
    await welcome(window).filter({ hasText: 'MILEAPP_ACCESS_TOKEN is set in the environment' }).waitFor();
    await welcome(window).getByRole('button', { name: 'Use It to Sign In' }).click();
    await window.workbench.pressDialogButton('Sign In');
    await window.workbench.treeRows('Tasks').filter({ hasText: 'Ongoing' }).waitFor();
  });
});
