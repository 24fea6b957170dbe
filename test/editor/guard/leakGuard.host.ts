import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { closeFiles, leaksOf, openFile, sandbox, workspaceFolder } from '../inHost.ts';

const opaque = () => randomBytes(30).toString('base64url');

/** What is underlined in a document, with its severity. */
async function underlined(
  editor: vscode.TextEditor,
  count: number,
): Promise<[string, vscode.DiagnosticSeverity][]> {
  const leaks = await leaksOf(editor.document.uri, count);
  return leaks.map(({ range, severity }) => [editor.document.getText(range), severity]);
}

describe('the guard', () => {
  afterEach(closeFiles);

  for (const [name, line] of [
    ['fetch.js', (token: string) => `fetch(u, { headers: { Authorization: 'Bearer ${token}' } });\n`],
    [
      'fetch.ts',
      (token: string) => `const h: Record<string, string> = { Authorization: \`Bearer ${token}\` };\n`,
    ],
    ['fetch.py', (token: string) => `requests.get(u, headers={"Authorization": "Bearer ${token}"})\n`],
    ['fetch.sh', (token: string) => `curl -H "Authorization: Bearer ${token}" https://x.invalid\n`],
  ] as const) {
    it(`underlines a token in ${name}, exactly, and says so without it`, async () => {
      for (const [kind, token] of [
        ['jwt', await sandbox.mint()],
        ['opaque', opaque()],
      ] as const) {
        const editor = await openFile(`${kind}-${name}`, line(token));
        assert.deepEqual(
          (await underlined(editor, 1)).map(([text]) => text),
          [token],
        );
        const [leak] = await leaksOf(editor.document.uri, 1);
        assert.ok(leak && !JSON.stringify(leak).includes(token));
        await closeFiles();
      }
    });
  }

  it('tells a live token from an expired one, and both from an example', async () => {
    const [live, expired] = [await sandbox.mint(), await sandbox.mint({ expiresIn: -3600 })];
    const editor = await openFile(
      'several.js',
      `a("Bearer ${live}");\nb("Bearer ${expired}");\nc("Bearer YOUR_TOKEN");\n`,
    );
    assert.deepEqual(await underlined(editor, 2), [
      [live, vscode.DiagnosticSeverity.Error],
      [expired, vscode.DiagnosticSeverity.Information],
    ]);
  });

  it('follows the typing', async () => {
    const editor = await openFile('typed.js', 'const h = { Authorization: "Bearer " };\n');
    await leaksOf(editor.document.uri, 0);
    const token = opaque();
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 35), token));
    assert.deepEqual(await underlined(editor, 1), [[token, vscode.DiagnosticSeverity.Warning]]);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// above\n'));
    const [moved] = await leaksOf(editor.document.uri, 1);
    assert.equal(moved && editor.document.getText(moved.range), token);
    await editor.edit((edit) => edit.delete(new vscode.Range(1, 35, 1, 35 + token.length)));
    await leaksOf(editor.document.uri, 0);
  });

  it('takes another language, untitled documents and closing into account', async () => {
    const token = opaque();
    const document = await vscode.workspace.openTextDocument({
      language: 'json',
      content: `{"authorization": "Bearer ${token}"}`,
    });
    await leaksOf(document.uri, 1);
    await vscode.languages.setTextDocumentLanguage(document, 'javascript');
    await leaksOf(document.uri, 1);
  });

  it('looks into the cells of notebooks', async () => {
    const token = opaque();
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, `h = "Bearer ${token}"`, 'python');
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData([cell]),
    );
    const { document } = notebook.cellAt(0);
    const [leak] = await leaksOf(document.uri, 1);
    assert.equal(leak && document.getText(leak.range), token);
  });

  it('follows a file to its new name', async () => {
    const { document } = await openFile('old-name.js', `const h = "Bearer ${opaque()}";\n`);
    await leaksOf(document.uri, 1);
    const renamed = vscode.Uri.joinPath(workspaceFolder(), 'new-name.js');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(document.uri, renamed, { overwrite: true });
    await vscode.workspace.applyEdit(edit);
    await leaksOf(renamed, 1);
    await leaksOf(document.uri, 0);
    await vscode.workspace.fs.delete(renamed);
  });

  it('leaves alone what is nobody’s source', async () => {
    const text = `const h = "Bearer ${opaque()}";\n`;
    const provider = vscode.workspace.registerTextDocumentContentProvider('gitfs', {
      provideTextDocumentContent: () => text,
    });
    try {
      const history = vscode.Uri.parse('gitfs:/past/history.js');
      await vscode.workspace.openTextDocument(history);
      const { document } = await openFile('present.js', text);
      await leaksOf(document.uri, 1);
      assert.deepEqual(vscode.languages.getDiagnostics(history), []);
    } finally {
      provider.dispose();
    }
  });

  it('hovers with a masked value, why it counts, and what the fix will do', async () => {
    const token = opaque();
    const editor = await openFile('hover.js', `const h = "Bearer ${token}";\n`);
    await leaksOf(editor.document.uri, 1);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      new vscode.Position(0, 25),
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)))
      .join('\n');
    assert.ok(!text.includes(token));
    assert.ok(text.includes(token.slice(0, 3)), text);
    assert.match(text.replaceAll('&nbsp;', ' '), /follows the word Bearer/);
    assert.match(text, /API/);
  });

  for (const [what, bytes] of [
    ['half-typed code', Buffer.from('const h = { Authorization: `Bearer ${\n"""\n<<EOF\n/* ')],
    ['one line of a megabyte', Buffer.from(`x="${'eyJ'.repeat(350_000)}`)],
    // With zeros in it VS Code would not open it as text.
    ['a binary file', randomBytes(100_000).filter((byte) => byte !== 0)],
  ] as const) {
    it(`bears ${what}`, async () => {
      const uri = vscode.Uri.joinPath(workspaceFolder(), `odd-${what.length}.js`);
      await vscode.workspace.fs.writeFile(uri, bytes);
      await vscode.workspace.openTextDocument(uri);
      // The guard works within the event; whatever it threw would have ended it for the next file.
      const editor = await openFile('next.js', `const h = "Bearer ${opaque()}";\n`);
      await leaksOf(editor.document.uri, 1);
    });
  }
});
