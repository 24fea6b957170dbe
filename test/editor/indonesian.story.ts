// VS Code in Indonesian: what people read of ours is Indonesian, in the window, the editor and the palette.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Host, openHost } from '../host/session.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';

describe('VS Code in Indonesian', () => {
  let sandbox: Sandbox;
  let workspace: string;
  let host: Host | undefined;

  before(async () => {
    sandbox = await startSandbox({ seed: 1 });
    workspace = await mkdtemp(path.join(tmpdir(), 'mileapp-indonesian-'));
  });
  afterEach(async () => {
    await host?.close();
    host = undefined;
  });
  after(async () => {
    await sandbox.close();
    await rm(workspace, { recursive: true, force: true });
  });

  it('greets, signs in, lists tasks, and names a leak and its fix', async () => {
    const { MILEAPP_VSCODE: version } = process.env;
    const leaky = path.join(workspace, 'bocor.py');
    await writeFile(leaky, `headers = {"Authorization": "Bearer ${sandbox.mint()}"}\n`);
    host = await openHost({
      workspace,
      locale: 'id',
      settings: { 'mileapp.apiUrl': sandbox.baseUrl },
      ...(version === undefined ? {} : { version }),
    });
    const { page, workbench } = host;
    await workbench.showViewContainer('MileApp');
    const welcome = page
      .locator('.welcome-view-content')
      .filter({ hasText: 'Masuk ke MileApp untuk menelusuri tugas' });
    await welcome.getByRole('button', { name: 'Masuk', exact: true }).waitFor();

    await workbench.runCommand('MileApp: Masuk');
    await workbench.quickInputMessage.filter({ hasText: 'Tempelkan token akses dari MileApp' }).waitFor();
    await workbench.answerQuickInput('dua kata');
    await workbench.quickInputMessage.filter({ hasText: 'Token akses tidak memuat spasi' }).waitFor();
    await workbench.answerQuickInput(sandbox.mint());
    const tasks = workbench.treeRows('Tugas');
    await tasks.filter({ hasText: 'Berlangsung' }).click();
    await tasks.filter({ hasText: 'tenggat ' }).first().click();
    const task = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await task.locator('html[lang="id"] h2').filter({ hasText: 'Ringkasan' }).waitFor();

    await workbench.openFile(leaky);
    await workbench.squiggles('error').first().waitFor();
    await workbench.runCommand('Go to Next Problem in Files (Error, Warning, Info)');
    await page
      .locator('.marker-widget')
      .filter({ hasText: 'Token akses MileApp tertulis langsung di kode: siapa pun yang membaca file ini' })
      .waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+Period');
    await page
      .locator('.action-widget .monaco-list-row')
      .filter({ hasText: 'Ganti dengan environment variable MILEAPP_ACCESS_TOKEN' })
      .waitFor();
    await page.keyboard.press('Escape');

    // Numbers, too, are written as Indonesians write them.
    await workbench.runCommand('MileApp: Pindai Workspace untuk Mencari Token Bocor');
    await workbench
      .viewMessage('Kebocoran')
      .filter({ hasText: /\b1 kB, dalam \d,\d dtk\b/ })
      .waitFor();
  });
});
