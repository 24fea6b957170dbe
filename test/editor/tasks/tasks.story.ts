// The view “Tasks” as it needs dialogs, links from outside and a reload: steered from outside.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Host, openHost } from '../../host/session.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';

describe('tasks, with dialogs', () => {
  let sandbox: Sandbox;
  let workspace: string;
  let host: Host;

  before(async () => {
    sandbox = await startSandbox({ seed: 1 });
    workspace = await mkdtemp(path.join(tmpdir(), 'mileapp-story-'));
  });
  beforeEach(async () => {
    const { MILEAPP_VSCODE: version } = process.env;
    host = await openHost({
      workspace,
      settings: { 'mileapp.apiUrl': sandbox.baseUrl },
      ...(version === undefined ? {} : { version }),
    });
    await host.workbench.showViewContainer('MileApp');
  });
  afterEach(async () => {
    await host.close();
    sandbox.forget();
  });
  after(async () => {
    await sandbox.close();
    await rm(workspace, { recursive: true, force: true });
  });

  const signIn = async (user: 'dewi' | 'made') => {
    await host.workbench.runCommand('MileApp: Sign In');
    await host.workbench.answerQuickInput(sandbox.mint({ user }));
    const name = user === 'dewi' ? 'Dewi' : 'Made';
    await host.page.locator('.statusbar-item').filter({ hasText: name }).waitFor();
    await host.workbench.treeRows('Tasks').filter({ hasText: 'Ongoing' }).waitFor();
  };
  const tab = (title: string) => host.page.locator('.tab').filter({ hasText: title });
  const page = () => host.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  const heading = () => page().locator('h1');
  const asked = (user: string) =>
    sandbox.requests.filter((one) => one.user === user && one.path.startsWith('/task/')).length;

  it('keeps the page of a task through a reload of the window, and reads it once', async () => {
    await signIn('dewi');
    await host.workbench.treeRows('Tasks').filter({ hasText: 'Ongoing' }).click();
    await host.workbench.treeRows('Tasks').filter({ hasText: 'due ' }).first().click();
    await heading().waitFor();
    const title = await heading().innerText();
    sandbox.forget();
    await host.workbench.runCommand('Developer: Reload Window');
    // In a browser VS Code's secrets end with the page: the account is gone, and the page of its task waits for it.
    await tab(title).waitFor();
    await page().getByText('Sign in to MileApp to see this task.').waitFor();
    assert.equal(asked('dewi'), 0);
    await signIn('dewi');
    await page().getByText('Summary').waitFor();
    assert.equal(await page().locator('h1').innerText(), title);
    assert.equal(asked('dewi'), 1);
    assert.equal(await tab(title).count(), 1);

    // Nothing of a task stays in sight once nobody is signed in.
    await host.workbench.runCommand('MileApp: Open Task as JSON');
    const json = host.page.locator('.view-lines').filter({ hasText: '"title"' });
    await json.waitFor();
    await host.workbench.runCommand('MileApp: Sign Out');
    await host.page.locator('.view-lines').filter({ hasText: 'Sign in to MileApp' }).waitFor();
    await page().getByText('Sign in to MileApp to see this task.').waitFor();
    await tab(title)
      .and(host.page.locator('[data-resource-name]:not([data-resource-name$=".json"])'))
      .waitFor({ state: 'hidden' });
    await signIn('dewi');
    await json.waitFor();
    await page().getByText('Summary').waitFor();
  });

  it('opens a link to a task, and asks before it changes the account', async () => {
    await signIn('made');
    await signIn('dewi');
    const open = async (query: string) => {
      await host.workbench.runCommand('Developer: Open URL');
      await host.workbench.answerQuickInput(`code-oss://mileapp.mileapp/task?${query}`);
      // VS Code asks first, for every extension.
      await host.workbench.dialog.filter({ hasText: 'mileapp' }).waitFor();
      await host.workbench.pressDialogButton('Open');
    };
    const question = host.workbench.dialog.filter({ hasText: 'Open this task as Made' });
    const ofMade = '66a0000200000000c1000001';
    await open(`id=${ofMade}&account=made%40example.com`);
    await question.waitFor();
    await host.workbench.pressDialogButton('Cancel');
    await question.waitFor({ state: 'hidden' });
    assert.equal(asked('made'), 0, 'nothing is read before the answer');
    await open(`id=${ofMade}&account=made%40example.com`);
    await question.waitFor();
    await host.workbench.pressDialogButton('Switch Account');
    await heading().waitFor();
    assert.equal(asked('made'), 1);
    await host.page.locator('.statusbar-item').filter({ hasText: 'Made' }).waitFor();
  });
});
