import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { symlink, truncate, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { hugeFrom } from '../../../../src/cli/sourceText.ts';
import { mask } from '../../../../src/editor/mask.ts';
import { commands } from '../../../../src/editor/names.ts';
import { closeFiles, leaksOf, after as until, workspaceFolder } from '../../inHost.ts';
import { presser } from '../../pressing.ts';
import { areaUri, emptyArea, header, leaks, placeRows, readIn, writeIn } from './leaksInHost.ts';

const opaque = () => randomBytes(30).toString('base64url');
const scan = () => vscode.commands.executeCommand(commands.scanWorkspace);

/** Our problems of a file of the area, as severity and line. */
const problems = (name: string) =>
  vscode.languages
    .getDiagnostics(areaUri(name))
    .filter(({ source }) => source === 'MileApp')
    .map(({ range }) => range.start.line);

describe('the scan of the workspace', () => {
  afterEach(async () => {
    await closeFiles();
    await emptyArea();
    await vscode.commands.executeCommand(commands.groupByFile);
    await scan();
  });

  it('finds leaks in files nobody opened, in Problems and in the view', async () => {
    const token = opaque();
    await writeIn({ 'a.js': `\n${header(token)}`, 'deep/b.js': header(token), 'c.js': 'let c;\n' });
    await scan();
    assert.deepEqual([problems('a.js'), problems('deep/b.js'), problems('c.js')], [[1], [0], []]);
    const rows = (await placeRows()).map(({ words }) => words);
    assert.deepEqual(rows, [
      `a.js | ${mask(token)} | line 2 · is the value of an authorization header`,
      `deep/b.js | ${mask(token)} | line 1 · is the value of an authorization header`,
    ]);
  });

  it('groups by token: one leak, two places', async () => {
    const token = opaque();
    await writeIn({ 'a.js': header(token), 'b.js': header(token) });
    await scan();
    await vscode.commands.executeCommand(commands.groupByToken);
    const provider = await leaks();
    const groups = await Promise.all(
      ((await provider.getChildren()) ?? []).map((node) => provider.getTreeItem(node)),
    );
    const ours = groups.filter(({ label }) => label === mask(token));
    assert.deepEqual(
      ours.map(({ description }) => description),
      ['2 places · is the value of an authorization header'],
    );
  });

  it('leaves out what ignore files name and what VS Code hides', async () => {
    await writeIn({
      '.gitignore': 'ignored.js\n',
      'ignored.js': header(opaque()),
      'hidden.js': header(opaque()),
      'new.js': header(opaque()),
    });
    const files = vscode.workspace.getConfiguration('files', workspaceFolder());
    await files.update('exclude', { '**/hidden.*': true }, vscode.ConfigurationTarget.Workspace);
    try {
      await scan();
      assert.deepEqual(
        (await placeRows()).map(({ words }) => words.split(' | ')[0]),
        ['new.js'],
      );
    } finally {
      await files.update('exclude', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('says what it scanned and what not', async () => {
    await writeIn({ 'a.js': header(opaque()), 'data.bin': 'a\0b' });
    await scan();
    await vscode.commands.executeCommand('mileapp.leaks.focus');
    await presser.waitFor('.tree-explorer-viewlet-tree-view .message:has-text("Not scanned: ")');
    const [message = ''] = await presser.texts(
      '.tree-explorer-viewlet-tree-view .message:has-text("Scanned")',
    );
    assert.match(
      message,
      /^Leaked tokens: \d+, in \d+ places\. Scanned \d+ files, .*Not scanned: \d+ binary\./,
    );
  });

  it('counts what it cannot scan, and is caught by no loop', async () => {
    await writeIn({ 'a.js': header(opaque()), 'data.bin': 'a\0b' });
    const inArea = (name: string) => areaUri(name).fsPath;
    await writeFile(inArea('huge.sql'), '');
    await truncate(inArea('huge.sql'), hugeFrom + 1);
    await symlink('.', inArea('loop'));
    await symlink('a.js', inArea('link.js'));
    await symlink('nowhere', inArea('dangling'));
    await scan();
    assert.deepEqual(
      (await placeRows()).map(({ words }) => words.split(' | ')[0]),
      ['a.js'],
    );
    await vscode.commands.executeCommand('mileapp.leaks.focus');
    await presser.waitFor(
      '.tree-explorer-viewlet-tree-view .message:has-text("1 larger than 10 MB"):has-text("3 links and the like")',
    );
  });

  it('scans a file again when it changes on disk, is deleted, or is edited', async () => {
    await writeIn({ 'a.js': header(opaque()) });
    await scan();
    const changed = (await leaks()).onDidChangeTreeData;
    assert.ok(changed);
    const named = async () => (await placeRows()).map(({ words }) => words.split(' | ')[0]);
    const become = async (expected: string[]) => {
      while (JSON.stringify(await named()) !== JSON.stringify(expected))
        await new Promise<void>((resolve) => {
          const listener = changed(() => {
            listener.dispose();
            resolve();
          });
        });
    };
    await writeIn({ 'b.js': header(opaque()) });
    await become(['a.js', 'b.js']);
    await vscode.workspace.fs.delete(areaUri('a.js'));
    await become(['b.js']);
    const editor = await vscode.window.showTextDocument(areaUri('b.js'));
    await leaksOf(areaUri('b.js'), 1);
    await editor.edit((edit) => edit.delete(new vscode.Range(0, 0, 1, 0)));
    await become([]);
  });

  it('fixes a leak from its row', async () => {
    await writeIn({ 'a.js': header(opaque()) });
    await scan();
    const [row] = await placeRows();
    await vscode.commands.executeCommand(commands.fixLeak, row?.node);
    assert.match(
      vscode.window.activeTextEditor?.document.getText() ?? '',
      /`Bearer \$\{process\.env\.API_TOKEN\}`/,
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('ignores a value everywhere by its hash, open or not, and points out what has become stale', async () => {
    const token = opaque();
    // Names of their own, and its row by name: what an earlier test opened VS Code holds for minutes, and so do we.
    await writeIn({ 'one.js': header(token), 'two.js': header(token), 'three.js': header(opaque()) });
    await scan();
    const row = (await placeRows()).find(({ words }) => words.startsWith('one.js'));
    const ignored = vscode.commands.executeCommand(commands.ignoreLeak, row?.node);
    await presser.click('.quick-input-list .monaco-list-row:has-text("Ignore this value everywhere")');
    await ignored;
    const baseline = vscode.Uri.joinPath(workspaceFolder(), '.mileapp-leaks.json');
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(baseline));
      assert.ok(!text.includes(token.slice(0, 8)));
      await scan();
      assert.deepEqual([problems('one.js'), problems('two.js'), problems('three.js')], [[], [], [0]]);
      await vscode.window.showTextDocument(areaUri('two.js'));
      await vscode.window.showTextDocument(areaUri('three.js'));
      await leaksOf(areaUri('three.js'), 1);
      assert.deepEqual(problems('two.js'), []);
      await writeIn({ 'one.js': 'let a;\n' });
      await closeFiles();
      await writeIn({ 'two.js': 'let b;\n' });
      await scan();
      await vscode.commands.executeCommand('mileapp.leaks.focus');
      await presser.waitFor('.tree-explorer-viewlet-tree-view .message:has-text("found nowhere any more")');
    } finally {
      await vscode.workspace.fs.delete(baseline);
      await until(vscode.languages.onDidChangeDiagnostics, () => true);
    }
    assert.equal(await readIn('two.js'), 'let b;\n');
  });
});
