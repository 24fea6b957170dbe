import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { commands } from '../../../src/editor/names.ts';
import { closeFiles, leaksOf, openFile, workspaceFolder } from '../inHost.ts';

const opaque = () => randomBytes(30).toString('base64url');
const inWorkspace = (name: string) => path.join(workspaceFolder().fsPath, name);
const set = (key: string, value: unknown) =>
  vscode.workspace.getConfiguration('mileapp.leaks').update(key, value, vscode.ConfigurationTarget.Workspace);

describe('the settings of the guard', () => {
  afterEach(async () => {
    for (const key of ['enabled', 'exclude', 'severity', 'keys']) await set(key, undefined);
    await closeFiles();
    await rm(inWorkspace('.env'), { force: true });
  });

  it('switch it off and on, for what is open too', async () => {
    const { document } = await openFile('switch.js', `const h = "Bearer ${opaque()}";\n`);
    await leaksOf(document.uri, 1);
    await set('enabled', false);
    await leaksOf(document.uri, 0);
    await set('enabled', undefined);
    await leaksOf(document.uri, 1);
  });

  it('leave files out', async () => {
    await set('exclude', ['**/fixtures/**']);
    const excluded = await openFile('fixtures/a.js', `const h = "Bearer ${opaque()}";\n`);
    const { document } = await openFile('elsewhere.js', `const h = "Bearer ${opaque()}";\n`);
    await leaksOf(document.uri, 1);
    assert.deepEqual(vscode.languages.getDiagnostics(excluded.document.uri), []);
  });

  it('make a kind of finding louder or quieter', async () => {
    await set('severity', { other: 'error' });
    const { document } = await openFile('loud.js', `const h = "Bearer ${opaque()}";\n`);
    const [leak] = await leaksOf(document.uri, 1);
    assert.equal(leak?.severity, vscode.DiagnosticSeverity.Error);
  });

  it('name further keys of tokens', async () => {
    const { document } = await openFile('keys.js', `const crmCredential = "${opaque()}";\n`);
    await leaksOf(document.uri, 0);
    await set('keys', ['crmCredential']);
    await leaksOf(document.uri, 1);
  });

  it('bear anything a settings.json can hold', async () => {
    await set('severity', null);
    await set('exclude', 'not a list');
    const { document } = await openFile('odd-settings.js', `const h = "Bearer ${opaque()}";\n`);
    await leaksOf(document.uri, 1);
  });

  it('leave a file over the size alone until somebody asks', async () => {
    const text = `const h = "Bearer ${opaque()}";\n// ${'padding '.repeat(630_000)}\n`;
    const { document } = await openFile('large.js', text);
    const small = await openFile('small.js', `const h = "Bearer ${opaque()}";\n`);
    await leaksOf(small.document.uri, 1);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand(commands.scanLargeFile);
    await leaksOf(document.uri, 1);
  });

  it('warn of a .env that git does not ignore, and only hint in one it does', async () => {
    const gitignore = await readFile(inWorkspace('.gitignore'), 'utf8');
    const severity = async (uri: vscode.Uri, wanted: vscode.DiagnosticSeverity) => {
      const [leak] = await leaksOf(uri, 1);
      if (leak?.severity === wanted) return;
      await new Promise<void>((resolve) => {
        const listener = vscode.languages.onDidChangeDiagnostics(() => {
          const [now] = vscode.languages.getDiagnostics(uri);
          if (now?.severity !== wanted) return;
          listener.dispose();
          resolve();
        });
      });
    };
    await promisify(execFile)('git', ['init', '--quiet'], { cwd: workspaceFolder().fsPath });
    try {
      await writeFile(inWorkspace('.gitignore'), '');
      const { document } = await openFile('.env', `API_TOKEN=${opaque()}\n`);
      await severity(document.uri, vscode.DiagnosticSeverity.Warning);
      const ignore = await openFile('.gitignore', '');
      await ignore.edit((edit) => edit.insert(new vscode.Position(0, 0), '.env\n'));
      await ignore.document.save();
      await severity(document.uri, vscode.DiagnosticSeverity.Hint);
    } finally {
      await writeFile(inWorkspace('.gitignore'), gitignore);
    }
  });
});
