import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeFiles, openFile, signOut, after as until } from '../inHost.ts';
import { signIn } from '../pressing.ts';

describe('the guard', () => {
  afterEach(closeFiles);

  it('recognises the token one is signed in with, wherever it stands', async () => {
    const token = await signIn();
    try {
      const editor = await openFile('notes.txt', `remember: ${token}\n`);
      const [leak] = await until(vscode.languages.onDidChangeDiagnostics, () => {
        const own = vscode.languages
          .getDiagnostics(editor.document.uri)
          .filter(({ code }) => code === 'ownToken');
        return own.length === 1 ? own : undefined;
      });
      assert.equal(leak?.severity, vscode.DiagnosticSeverity.Error);
      assert.match(leak?.message ?? '', /^This is the token you are signed in to MileApp with/);
    } finally {
      await signOut();
    }
  });
});
