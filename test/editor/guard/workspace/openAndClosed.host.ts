import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { commands } from '../../../../src/editor/names.ts';
import { closeFiles, sandbox, signOut, after as until, workspaceFolder } from '../../inHost.ts';
import { signIn } from '../../pressing.ts';
import { area, areaUri, emptyArea, header, placeRows, writeIn } from './leaksInHost.ts';

const opaque = () => randomBytes(30).toString('base64url');
const scan = () => vscode.commands.executeCommand(commands.scanWorkspace);
const set = (key: string, value: unknown) =>
  vscode.workspace
    .getConfiguration('mileapp.leaks', workspaceFolder())
    .update(key, value, vscode.ConfigurationTarget.Workspace);

type Problem = { line: number; severity: vscode.DiagnosticSeverity; code: unknown; message: string };

/** Our problems of a file of the area, as they are now. */
const problems = (name: string): Problem[] =>
  vscode.languages
    .getDiagnostics(areaUri(name))
    .filter(({ source }) => source === 'MileApp')
    .map(({ range, severity, code, message }) => ({ line: range.start.line, severity, code, message }));

/** The problems of the closed file once they are as told, which are then the open one's, too. */
async function bothAre(name: string, told: (closed: Problem[]) => boolean): Promise<Problem[]> {
  const closed = await until(vscode.languages.onDidChangeDiagnostics, () => {
    const now = problems(name);
    return told(now) ? now : undefined;
  });
  assert.ok(vscode.workspace.textDocuments.every(({ uri }) => uri.toString() !== areaUri(name).toString()));
  await vscode.window.showTextDocument(areaUri(name));
  assert.deepEqual(problems(name), closed);
  return closed;
}

describe('a closed file and an open one are judged the same', () => {
  afterEach(async () => {
    // VS Code holds on to documents without an editor for minutes: what they say is to be nothing.
    for (const { uri } of vscode.workspace.textDocuments) {
      const [, name] = uri.path.split(`/${area}/`);
      if (name === undefined) continue;
      await writeIn({ [name]: '\n' });
      await until(vscode.languages.onDidChangeDiagnostics, () =>
        problems(name).length === 0 ? true : undefined,
      );
    }
    for (const key of ['severity', 'keys']) await set(key, undefined);
    await closeFiles();
    await emptyArea();
    await scan();
  });

  it('by the setting that makes findings louder or quieter', async () => {
    await writeIn({ 'loud.js': header(opaque()), 'quiet.js': header(opaque()) });
    await set('severity', { other: 'error' });
    await scan();
    const isError = ([one]: Problem[]) => one?.severity === vscode.DiagnosticSeverity.Error;
    assert.equal((await bothAre('loud.js', isError)).length, 1);
    // What only hints has no row; a setting that changes afterwards is followed.
    assert.equal((await placeRows()).length, 2);
    await set('severity', { other: 'hint' });
    await until(vscode.languages.onDidChangeDiagnostics, () =>
      problems('quiet.js').length === 0 ? true : undefined,
    );
    await scan();
    assert.deepEqual(await placeRows(), []);
  });

  it('by the setting that names further keys', async () => {
    await writeIn({ 'keys.js': `const crmCredential = "${opaque()}";\n` });
    await scan();
    assert.deepEqual(problems('keys.js'), []);
    await set('keys', ['crmCredential']);
    assert.equal((await bothAre('keys.js', (closed) => closed.length > 0)).length, 1);
  });

  it('by which tokens are the user’s own', async () => {
    // Written first: signing in begins a scan, and one that had listed the files by then would be joined without it.
    const token = await sandbox.mint();
    await writeIn({ 'own.txt': `remember: ${token}\n` });
    await signIn(token);
    try {
      await scan();
      const isOwn = ([one]: Problem[]) => one?.code === 'ownToken';
      assert.equal((await bothAre('own.txt', isOwn)).length, 1);
    } finally {
      await signOut();
    }
  });
});
