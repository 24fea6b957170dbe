// The view “Leaks” in a real git repository, with dialogs and the refactor preview: steered from outside.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { mask } from '../../../../src/editor/mask.ts';
import { git, runIn, temporaryFolder, writeFiles } from '../../../cli/runCli.ts';
import { type Host, type HostOptions, openHost } from '../../../host/session.ts';
import { opaque } from '../../../leaks/mint.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';

const header = (token: string) => `const headers = { Authorization: 'Bearer ${token}' };\n`;
const lookup = (name: string) =>
  ['const headers = { Authorization: `Bearer $', `{process.env.${name}}\` };\n`].join('');

describe('leaks in a git repository', () => {
  let sandbox: Sandbox;
  let workspace: string;
  let end: () => void;
  let host: Host;

  before(async () => {
    sandbox = await startSandbox();
  });
  beforeEach(async () => {
    ({ folder: workspace, end } = temporaryFolder('mileapp leaks '));
    await git(workspace, 'init', '-q');
  });
  afterEach(async () => {
    await host.close();
    sandbox.forget();
    end();
  });
  after(() => sandbox.close());

  const open = async (options: HostOptions = {}) => {
    const { MILEAPP_VSCODE: version } = process.env;
    const settings = { 'mileapp.apiUrl': sandbox.baseUrl };
    host = await openHost({ workspace, settings, ...(version === undefined ? {} : { version }), ...options });
    await host.workbench.showViewContainer('MileApp');
  };
  const rows = () => host.workbench.treeRows('Leaks');
  /** Scans, and waits for the summary: until then rows come and go under the mouse. */
  const scan = async () => {
    await host.workbench.runCommand('MileApp: Scan Workspace for Leaked Tokens');
    await host.workbench.viewMessage('Leaks').filter({ hasText: 'Scanned ' }).waitFor();
  };
  const row = (text: string) => rows().filter({ hasText: text }).first();
  const onRow = async (text: string, action: string) => {
    await row(text).hover();
    await row(text).getByRole('button', { name: action }).click();
  };
  const fileBecomes = async (name: string, text: string) => {
    const read = () => readFileSync(path.join(workspace, name), 'utf8');
    for (let tries = 0; tries < 100 && read() !== text; tries++) await setTimeout(100);
    assert.equal(read(), text);
  };
  const commit = (message: string) =>
    runIn(workspace, 'git', [
      '-c',
      'user.name=Test',
      '-c',
      'user.email=test@example.invalid',
      'commit',
      '-qam',
      message,
    ]);

  it('scans what git follows and would add, and nothing that it ignores', async () => {
    writeFiles(workspace, {
      '.gitignore': 'ignored.js\ntracked.js\n',
      'ignored.js': header(opaque('ignored')),
      'tracked.js': header(opaque('tracked')),
      'new file.js': header(opaque('new')),
      '.gitattributes': '* text\n',
    });
    await git(workspace, 'add', '-f', 'tracked.js');
    await open();
    await scan();
    await row('tracked.js').waitFor();
    const words = (await rows().allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
    assert.deepEqual(
      words.filter((text) => text.includes('.js')).map((text) => text.split('.js')[0]),
      ['new file', 'tracked'],
    );
  });

  it('scans every folder of a workspace, and nothing beside them', async () => {
    const token = opaque('many');
    writeFiles(workspace, {
      'one/a.js': header(token),
      'two/a.js': header(token),
      'two/b.js': header(opaque('two')),
      'three/c.js': header(opaque('no folder of the workspace')),
      'all.code-workspace': JSON.stringify({ folders: [{ path: 'one' }, { path: 'two' }] }),
    });
    await open({ workspace: path.join(workspace, 'all.code-workspace') });
    await scan();
    const words = async () => (await rows().allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
    await row('two · 1 place').first().waitFor();
    const files = (await words()).filter((text) => text.includes('.js'));
    assert.deepEqual(files, ['a.jsone · 1 place', 'a.jstwo · 1 place', 'b.jstwo · 1 place']);
    assert.match(
      await host.workbench.viewMessage('Leaks').innerText(),
      /^Leaked tokens: 2, in 3 places\. Scanned 3 files/,
    );
  });

  it('runs no git in Restricted Mode, and reads the ignore files instead', async () => {
    writeFiles(workspace, {
      '.gitignore': 'ignored.js\n',
      'ignored.js': header(opaque('ignored')),
      'new.js': header(opaque('new')),
    });
    // What git follows although it is ignored only git knows.
    await git(workspace, 'add', '-f', 'ignored.js');
    await open({
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
      trust: 'ask',
    });
    await scan();
    await row('new.js').waitFor();
    assert.equal(await rows().filter({ hasText: 'ignored.js' }).count(), 0);
  });

  it('says in the row and in the hover whether a token has left the machine', async () => {
    const token = opaque('left');
    writeFiles(workspace, { 'a.js': 'let a;\n', 'b.js': 'let b;\n' });
    await git(workspace, 'add', '.');
    await commit('first');
    await git(workspace, 'init', '-q', '--bare', '.git/remote');
    await git(workspace, 'remote', 'add', 'origin', path.join(workspace, '.git', 'remote'));
    await git(workspace, 'push', '-q', '-u', 'origin', 'HEAD');
    writeFiles(workspace, { 'a.js': `let a;\n${header(token)}` });
    await open();
    await scan();
    const ask = async (says: RegExp) => {
      await onRow('line 2', 'Has It Left This Machine?');
      await rows().filter({ hasText: says }).waitFor();
    };
    await ask(/Never committed with this file\./);
    assert.equal((await commit('leak')).code, 0);
    const hash = (await git(workspace, 'rev-parse', '--short=8', 'HEAD')).trim();
    await ask(new RegExp(`Committed on \\w+ in ${hash}, .*; not pushed\\.`));
    writeFiles(workspace, { 'a.js': `let more;\n${header(token)}` });
    assert.equal((await commit('more')).code, 0);
    await git(workspace, 'push', '-q');
    await ask(new RegExp(`Pushed: committed on \\w+ in ${hash}, `));
    await row('line 2').click();
    await host.page.locator('.tab.active[data-resource-name="a.js"]').waitFor();
    await host.workbench.runCommand('Show or Focus Hover');
    await host.page.locator('.monaco-hover').filter({ hasText: `Pushed: committed on` }).waitFor();
  });

  it('guards commits, and stops guarding them', async () => {
    const token = opaque('commit');
    writeFiles(workspace, { 'a.js': header(token) });
    await git(workspace, 'add', '.');
    await open();
    await host.workbench.runCommand('MileApp: Guard Commits in this Repository');
    await host.workbench.notification('Commits in this repository are now scanned');
    const stopped = await commit('leak');
    assert.notEqual(stopped.code, 0);
    assert.match(stopped.error, new RegExp(`^a\\.js:1:42  warning  ${mask(token)}  Hard-coded bearer token`));
    await host.workbench.runCommand('Notifications: Clear All Notifications');
    await host.workbench.runCommand('MileApp: Guard Commits in this Repository');
    const asked = await host.workbench.notification(
      'Commits in this repository are scanned for leaked tokens',
    );
    await asked.getByRole('button', { name: 'Stop Guarding' }).click();
    await host.workbench.notification('no longer scanned');
    assert.equal((await commit('leak')).code, 0);
    assert.ok(!existsSync(path.join(workspace, '.git', 'hooks', 'pre-commit')));
  });

  it('asks before it touches hooks that git follows', async () => {
    writeFiles(workspace, { 'hooks/readme.txt': 'shared\n' });
    await git(workspace, 'add', '.');
    await git(workspace, 'config', 'core.hooksPath', 'hooks');
    await open();
    await host.workbench.runCommand('MileApp: Guard Commits in this Repository');
    await host.workbench.dialog.filter({ hasText: 'from a folder that git follows' }).waitFor();
    await host.workbench.pressDialogButton('Cancel');
    assert.ok(!existsSync(path.join(workspace, 'hooks', 'pre-commit')));
    await host.workbench.runCommand('MileApp: Guard Commits in this Repository');
    await host.workbench.pressDialogButton('Install');
    await host.workbench.notification('Commits in this repository are now scanned');
    assert.ok(existsSync(path.join(workspace, 'hooks', 'pre-commit')));
  });

  it('replaces all tokens after a preview: nothing ticked, nothing changed', async () => {
    const names = ['a.js', 'b.js', 'c.js'];
    writeFiles(workspace, Object.fromEntries(names.map((name) => [name, header(opaque(name))])));
    await open();
    await scan();
    await row('c.js').waitFor();
    const fixAll = 'MileApp: Replace All Leaked Tokens in the Workspace';
    const checkbox = '.edit-checkbox, input[type="checkbox"], .monaco-checkbox';
    const preview = host.page.locator('.bulk-edit-panel');
    await host.workbench.runCommand(fixAll);
    await preview.getByRole('button', { name: 'Apply' }).click();
    await host.workbench.notification('Nothing was ticked, so nothing was changed.');
    await host.workbench.runCommand('Notifications: Hide Notifications');
    await host.workbench.runCommand(fixAll);
    await preview.locator('.monaco-list-row').first().waitFor();
    await preview.locator(checkbox).first().click();
    await preview.getByRole('button', { name: 'Apply' }).click();
    await host.workbench.notification('Files changed: 1.');
    await rows().filter({ hasText: 'a.js' }).waitFor({ state: 'hidden' });
    await host.workbench.runCommand('File: Save All Files');
    await fileBecomes('a.js', lookup('API_TOKEN'));
    assert.equal(readFileSync(path.join(workspace, 'b.js'), 'utf8'), header(opaque('b.js')));

    // Each value has a name of its own, in all files together.
    await host.workbench.runCommand('Notifications: Clear All Notifications');
    await host.workbench.runCommand(fixAll);
    for (const name of ['b.js', 'c.js']) {
      const file = preview.locator('.monaco-list-row').filter({ hasText: name });
      await file.first().locator(checkbox).first().click();
    }
    await preview.getByRole('button', { name: 'Apply' }).click();
    await host.workbench.notification('Files changed: 2.');
    await host.workbench.runCommand('File: Save All Files');
    await fileBecomes('b.js', lookup('API_TOKEN_2'));
    await fileBecomes('c.js', lookup('API_TOKEN_3'));
  });

  it('leads through the rotation of a leaked token, and checks that it is dead only after consent', async () => {
    const [old, fresh] = [sandbox.mint(), sandbox.mint()];
    writeFiles(workspace, { 'a.js': header(old) });
    await open();
    await scan();
    const { workbench } = host;
    await onRow('line 1', 'Handle a Leaked Token');
    await workbench.pick('2. Create a new one and sign in with it');
    await workbench.answerQuickInput(fresh);
    await workbench.quickPickRows.filter({ hasText: 'done' }).waitFor();
    sandbox.forget();
    await workbench.pick('4. Check that the old one is dead');
    await workbench.dialog.filter({ hasText: `It is sent to ${sandbox.baseUrl} and nowhere else` }).waitFor();
    const asked = () => sandbox.requests.filter(({ path: to }) => to === '/user').length;
    assert.equal(asked(), 0);
    await workbench.pressDialogButton('Send It');
    await workbench.quickPickRows.filter({ hasText: 'it still works' }).waitFor();
    sandbox.revoke(old);
    await workbench.pick('4. Check that the old one is dead');
    await workbench.pressDialogButton('Send It');
    await workbench.quickPickRows.filter({ hasText: /4\. Check.*done/s }).waitFor();
    assert.equal(asked(), 2);
    await workbench.pick('Close');
    await workbench.quickInput.waitFor({ state: 'hidden' });
    assert.deepEqual(
      (await workbench.notifications()).filter((text) => text.includes('leaked token')),
      [],
    );
  });

  it('says that an old token was not checked, and sends no token that is not MileApp’s anywhere', async () => {
    writeFiles(workspace, { 'a.js': header(sandbox.mint()), 'b.js': `\n${header(opaque('foreign'))}` });
    await open();
    await scan();
    const { workbench } = host;
    await onRow('line 1', 'Handle a Leaked Token');
    await workbench.pick('Close');
    await workbench.notification('not checked whether it is dead');
    await workbench.runCommand('Notifications: Hide Notifications');
    await onRow('line 2', 'Handle a Leaked Token');
    assert.deepEqual(await workbench.quickPickLabels(), [
      '1. Delete the token where it was made',
      '2. Replace it everywhere it stands',
      'Close',
    ]);
    await workbench.pick('Close');
    assert.deepEqual(
      sandbox.requests.filter(({ path: to }) => to === '/user'),
      [],
    );
  });
});
