import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { closeFiles, leaksOf, openFile, workspaceFolder } from '../inHost.ts';
import { presser } from '../pressing.ts';

const opaque = () => randomBytes(30).toString('base64url');
const inWorkspace = (name: string) => path.join(workspaceFolder().fsPath, name);
const widget = '.post-edit-widget .monaco-button';
const entries = '.action-widget .monaco-list-row';

/** Pastes a text at a place as a person does. Resolves when it stands there. */
async function paste(editor: vscode.TextEditor, at: vscode.Position, text: string): Promise<void> {
  await presser.writeClipboard(text);
  await presser.click('.editor-group-container.active .monaco-editor .view-lines');
  // A cursor that moves while VS Code asks for ways to paste would end the paste.
  const placed = new Promise<void>((resolve) => {
    const listener = vscode.window.onDidChangeTextEditorSelection(({ selections }) => {
      if (!selections[0]?.active.isEqual(at)) return;
      listener.dispose();
      resolve();
    });
  });
  editor.selection = new vscode.Selection(at, at);
  await placed;
  const pasted = new Promise<void>((resolve) => {
    const listener = vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document !== editor.document || !document.getText().includes(text)) return;
      listener.dispose();
      resolve();
    });
  });
  await presser.key('Control+V');
  await pasted;
}

/** Chooses another way to paste from the widget; resolves when the document has become so. */
async function choose(editor: vscode.TextEditor, entry: string, wanted: string): Promise<void> {
  await presser.click(widget);
  await presser.waitFor(entries);
  const became = new Promise<void>((resolve) => {
    const listener = vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.getText() !== wanted) return;
      listener.dispose();
      resolve();
    });
  });
  await focusEntry(entry);
  await presser.key('Enter');
  await became;
  assert.equal(editor.document.getText(), wanted);
}

/** Goes to an entry with the arrow keys: VS Code 1.110 lays something invisible over the list that takes a click. */
async function focusEntry(entry: string): Promise<void> {
  const focused = `${entries}.focused`;
  const passed: string[] = [];
  for (;;) {
    await presser.waitFor(focused);
    const now = (await presser.texts(focused)).join().trim();
    if (now === entry) return;
    assert.ok(!passed.includes(now), `“${entry}” is not among ${passed.join(', ')}`);
    passed.push(now);
    await presser.key('ArrowDown');
    await presser.waitFor(`${focused}:not(:text-is(${JSON.stringify(now)}))`);
  }
}

describe('pasting a token', () => {
  afterEach(async () => {
    await closeFiles();
    await Promise.all(['.env', '.env.example'].map((name) => rm(inWorkspace(name), { force: true })));
  });

  it('pastes plain text by default, and offers the lookup first of all other ways', async () => {
    const token = opaque();
    const editor = await openFile('paste.js', 'const h = "Bearer ";\n');
    await paste(editor, new vscode.Position(0, 18), token);
    assert.equal(editor.document.getText(), `const h = "Bearer ${token}";\n`);
    await presser.click(widget);
    await presser.waitFor(entries);
    const offered = (await presser.texts(entries)).map((entry) => entry.trim());
    assert.deepEqual(offered.slice(0, 3), [
      'Insert Plain Text',
      'Paste as environment lookup of API_TOKEN',
      'Paste as environment lookup and keep the value in .env',
    ]);
    await presser.key('Escape');
  });

  it('changes the quotes around it', async () => {
    const editor = await openFile('quotes.py', 'import os\nh = "Bearer "\n');
    await paste(editor, new vscode.Position(1, 12), opaque());
    await choose(
      editor,
      'Paste as environment lookup of API_TOKEN',
      `import os\nh = f"Bearer {os.environ['API_TOKEN']}"\n`,
    );
    await leaksOf(editor.document.uri, 0);
  });

  it('keeps the value in .env when that is chosen, and only then', async () => {
    const token = opaque();
    const editor = await openFile('keep.js', 'const h = "Bearer ";\n');
    await paste(editor, new vscode.Position(0, 18), token);
    await assert.rejects(readFile(inWorkspace('.env')), { code: 'ENOENT' });
    await choose(
      editor,
      'Paste as environment lookup and keep the value in .env',
      'const h = `Bearer ${process.env.API_TOKEN}`;\n',
    );
    assert.equal(await readFile(inWorkspace('.env'), 'utf8'), `API_TOKEN=${token}\n`);
  });

  it('offers nothing for a text without a token', async () => {
    const editor = await openFile('plain.js', 'const h = "";\n');
    await paste(editor, new vscode.Position(0, 11), 'just some words');
    assert.deepEqual(await presser.texts(widget), []);
  });
});
