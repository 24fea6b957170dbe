import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { commands } from '../../../src/editor/names.ts';
import {
  closeFiles,
  leaksOf,
  openFile,
  quickFixes,
  rows,
  sandbox,
  signOut,
  workspaceFolder,
} from '../inHost.ts';
import { answerNotification, presser } from '../pressing.ts';

const run = promisify(execFile);
const opaque = () => randomBytes(30).toString('base64url');
const inWorkspace = (name: string) => path.join(workspaceFolder().fsPath, name);

/** The file with its one leak and the light bulb on it. */
async function lightBulb(name: string, text: string) {
  const { document } = await openFile(name, text);
  const [leak] = await leaksOf(document.uri, 1);
  assert.ok(leak);
  const actions = await quickFixes(document.uri, leak.range);
  const choose = async (title: string) => {
    const action = actions.find((one) => one.title === title);
    assert.ok(action, `${title} is offered`);
    if (action.edit) await vscode.workspace.applyEdit(action.edit);
    if (action.command) {
      await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
    }
  };
  return { document, titles: actions.map(({ title }) => title), actions, choose };
}

describe('the light bulb', () => {
  const files = ['.env', '.env.example'];
  let gitignore: string;
  before(async () => {
    gitignore = await readFile(inWorkspace('.gitignore'), 'utf8');
  });
  afterEach(async () => {
    await closeFiles();
    await Promise.all(files.map((name) => rm(inWorkspace(name), { force: true })));
    await writeFile(inWorkspace('.gitignore'), gitignore);
  });

  it('offers its actions in this order', async () => {
    const token = await sandbox.mint();
    const { titles, actions } = await lightBulb('order.js', `const h = "Bearer ${token}";\n`);
    assert.deepEqual(titles, [
      'Replace with environment lookup of MILEAPP_ACCESS_TOKEN',
      'Replace and keep the value in .env',
      'Sign in to MileApp with this token and replace it',
      'Ignore this line',
      'What to do about a leaked token',
    ]);
    assert.deepEqual(
      actions.map(({ isPreferred }) => isPreferred ?? false),
      [true, false, false, false, false],
    );
    assert.ok(!JSON.stringify(actions.map(({ title, command }) => [title, command])).includes(token));
  });

  it('gives two tokens two names, in one file and in several, until the fix is undone', async () => {
    const tokens = [opaque(), opaque(), opaque()];
    const lookup = (name: string) => `const h = \`Bearer \${process.env.${name}}\`;\n`;
    const replace = (name: string) => `Replace with environment lookup of ${name}`;
    const one = await lightBulb('named one.js', `const h = "Bearer ${tokens[0]}";\n`);
    await one.choose(replace('API_TOKEN'));
    assert.equal(one.document.getText(), lookup('API_TOKEN'));

    // The first value stands nowhere any more, but its lookup does.
    const end = one.document.positionAt(one.document.getText().length);
    const more = new vscode.WorkspaceEdit();
    more.insert(one.document.uri, end, `const i = "Bearer ${tokens[1]}";\n`);
    await vscode.workspace.applyEdit(more);
    const [leak] = await leaksOf(one.document.uri, 1);
    assert.ok(leak);
    const titles = (await quickFixes(one.document.uri, leak.range)).map(({ title }) => title);
    assert.equal(titles[0], replace('API_TOKEN_2'));

    const other = await lightBulb('named two.js', `const h = "Bearer ${tokens[2]}";\n`);
    assert.equal(other.titles[0], replace('API_TOKEN_2'));
    const same = await lightBulb('named three.js', `const h = "Bearer ${tokens[0]}";\n`);
    assert.equal(same.titles[0], replace('API_TOKEN'));

    await vscode.window.showTextDocument(one.document);
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('undo');
    assert.ok(one.document.getText().includes(tokens[0] ?? '?'));
    const free = await lightBulb('named four.js', `const h = "Bearer ${tokens[2]}";\n`);
    assert.equal(free.titles[0], replace('API_TOKEN'));
  });

  it('says why no lookup can stand, and offers what can be done', async () => {
    const { document, titles, choose } = await lightBulb(
      'data.json',
      `{"authorization": "Bearer ${opaque()}"}\n`,
    );
    assert.deepEqual(titles, [
      'No lookup here. Plain JSON has no way to look up a variable: move the token to where the program reads its environment.',
      'Replace with a placeholder',
      'Replace with a placeholder and move the value to .env',
      'What to do about a leaked token',
    ]);
    await choose('Replace with a placeholder');
    assert.equal(document.getText(), '{"authorization": "Bearer <API_TOKEN>"}\n');
    await leaksOf(document.uri, 0);
  });

  for (const [name, leaky, fixed] of [
    ['fix.js', (t: string) => `const h = 'Bearer ${t}';\n`, 'const h = `Bearer ${process.env.API_TOKEN}`;\n'],
    [
      'fix.ts',
      (t: string) => `const h: string = "${'Bearer '}${t}";\r\n`,
      'const h: string = `Bearer ${process.env.API_TOKEN}`;\r\n',
    ],
    [
      'fix.py',
      (t: string) => `#!/usr/bin/env python3\n"""Doc."""\nimport sys\nh = "Bearer ${t}"\n`,
      undefined,
    ],
    [
      'fix.sh',
      (t: string) => `curl -H 'Authorization: Bearer ${t}' x\n`,
      'curl -H "Authorization: Bearer ${API_TOKEN}" x\n',
    ],
  ] as const) {
    it(`replaces a token in ${name} in one step, which undo takes back byte for byte`, async () => {
      const token = opaque();
      const { document, choose } = await lightBulb(name, leaky(token));
      await choose('Replace with environment lookup of API_TOKEN');
      if (fixed === undefined)
        assert.match(
          document.getText(),
          /^#!.*\n"""Doc\."""\nimport os\nimport sys\n|^#!.*\n"""Doc\."""\nimport sys\nimport os\n/,
        );
      else assert.equal(document.getText(), fixed);
      await leaksOf(document.uri, 0);
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), leaky(token));
    });
  }

  it('keeps the value in .env, readable by its owner alone, ignored by git, and named in .env.example', async () => {
    await writeFile(inWorkspace('.gitignore'), 'node_modules\n');
    const token = opaque();
    const { document, choose } = await lightBulb('keep.js', `const h = "Bearer ${token}";\n`);
    await choose('Replace and keep the value in .env');
    assert.equal(document.getText(), 'const h = `Bearer ${process.env.API_TOKEN}`;\n');
    assert.equal(await readFile(inWorkspace('.env'), 'utf8'), `API_TOKEN=${token}\n`);
    assert.equal((await stat(inWorkspace('.env'))).mode & 0o777, 0o600);
    assert.equal(await readFile(inWorkspace('.env.example'), 'utf8'), 'API_TOKEN=\n');
    assert.equal(await readFile(inWorkspace('.gitignore'), 'utf8'), 'node_modules\n.env\n');
  });

  it('does not reuse a name that holds another value', async () => {
    await writeFile(inWorkspace('.env'), 'API_TOKEN=something-else\n');
    const token = opaque();
    const { document, choose } = await lightBulb('taken.js', `const h = "Bearer ${token}";\n`);
    await choose('Replace and keep the value in .env');
    assert.equal(document.getText(), 'const h = `Bearer ${process.env.API_TOKEN_2}`;\n');
    assert.equal(
      await readFile(inWorkspace('.env'), 'utf8'),
      `API_TOKEN=something-else\nAPI_TOKEN_2=${token}\n`,
    );
  });

  it('refuses to write into a .env that git tracks', async () => {
    // The repository stays: VS Code's own git extension is at work in it from now on.
    const git = (...args: string[]) => run('git', args, { cwd: workspaceFolder().fsPath });
    await writeFile(inWorkspace('.env'), 'A=1\n');
    await git('init', '--quiet');
    await git('add', '--force', '.env');
    try {
      const text = `const h = "Bearer ${opaque()}";\n`;
      const { document, choose } = await lightBulb('tracked.js', text);
      await choose('Replace and keep the value in .env');
      await answerNotification('git tracks the .env file of this folder');
      assert.equal(document.getText(), text);
      assert.equal(await readFile(inWorkspace('.env'), 'utf8'), 'A=1\n');
    } finally {
      await git('rm', '--cached', '--force', '--quiet', '.env');
    }
  });

  it('signs in with one of MileApp’s own tokens and replaces it', async () => {
    const token = await sandbox.mint();
    const { document, choose } = await lightBulb('account.js', `const h = "Bearer ${token}";\n`);
    const chosen = choose('Sign in to MileApp with this token and replace it');
    await answerNotification('which is not MileApp’s own address', 'Sign In');
    await chosen;
    try {
      assert.equal(document.getText(), 'const h = `Bearer ${process.env.MILEAPP_ACCESS_TOKEN}`;\n');
      assert.deepEqual(await rows(), ['Unassigned', 'Ongoing', 'Done']);
    } finally {
      await signOut();
    }
  });

  it('leaves the file as it is where MileApp does not take the token', async () => {
    const token = await sandbox.mint();
    await sandbox.revoke(token);
    const text = `const h = "Bearer ${token}";\n`;
    const { document, choose } = await lightBulb('refused.js', text);
    const chosen = choose('Sign in to MileApp with this token and replace it');
    await answerNotification('which is not MileApp’s own address', 'Sign In');
    await chosen;
    await answerNotification('MileApp does not accept this token');
    assert.equal(document.getText(), text);
    assert.deepEqual(await rows(), []);
  });

  it('ignores a line in the language’s own comment', async () => {
    const token = opaque();
    const { document, choose } = await lightBulb('ignore.py', `h = "Bearer ${token}"\n`);
    await choose('Ignore this line');
    assert.equal(document.getText(), `h = "Bearer ${token}" # mileapp-ignore-line\n`);
    await leaksOf(document.uri, 0);
  });
});

describe('source.fixAll.mileapp', () => {
  const onSave = (value: unknown) =>
    vscode.workspace
      .getConfiguration('editor')
      .update('codeActionsOnSave', value, vscode.ConfigurationTarget.Workspace);
  afterEach(async () => {
    await onSave(undefined);
    await closeFiles();
    await rm(inWorkspace('.env'), { force: true });
    await rm(inWorkspace('.vscode'), { recursive: true, force: true });
  });

  const saved = async (name: string, text: string) => {
    const editor = await openFile(name, 'start\n');
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, 1, 0), text));
    await editor.document.save();
    return editor.document.getText();
  };

  it('replaces on save what .env keeps, under the name it has there, and leaves the rest', async () => {
    const [kept, keptNowhere] = [opaque(), opaque()];
    await writeFile(inWorkspace('.env'), `CRM_TOKEN=${kept}\n`);
    await onSave({ 'source.fixAll.mileapp': 'explicit' });
    assert.equal(
      await saved('save.js', `a("Bearer ${kept}");\nb("Bearer ${keptNowhere}");\nc("Bearer ${kept}");\n`),
      `a(\`Bearer \${process.env.CRM_TOKEN}\`);\nb("Bearer ${keptNowhere}");\nc(\`Bearer \${process.env.CRM_TOKEN}\`);\n`,
    );
    await presser.waitFor('.statusbar-item:has-text("1 tokens were left")');
  });

  it('uses each value’s own name, and a name that says more only where it holds the value', async () => {
    const [first, second] = [opaque(), opaque()];
    await writeFile(inWorkspace('.env'), `API_TOKEN=${second}\nFIRST=${first}\n`);
    await onSave({ 'source.fixAll.mileapp': 'explicit' });
    assert.equal(
      await saved('two.js', `a("Bearer ${first}");\nconst githubToken = "${second}";\n`),
      'a(`Bearer ${process.env.FIRST}`);\nconst githubToken = process.env.API_TOKEN;\n',
    );
  });

  it('adds an import once', async () => {
    const kept = opaque();
    await writeFile(inWorkspace('.env'), `CRM_TOKEN=${kept}\n`);
    await onSave({ 'source.fixAll.mileapp': 'explicit' });
    const text = await saved('save.py', `a = "Bearer ${kept}"\nb = "Bearer ${kept}"\n`);
    assert.deepEqual([text.split('import os').length - 1, text.includes(kept)], [1, false]);
  });

  it('does not answer to a bare source.fixAll', async () => {
    const kept = opaque();
    await writeFile(inWorkspace('.env'), `CRM_TOKEN=${kept}\n`);
    await onSave({ 'source.fixAll': 'explicit' });
    const text = `a("Bearer ${kept}");\n`;
    assert.equal(await saved('bare.js', text), text);
  });

  it('runs from the palette', async () => {
    const kept = opaque();
    await writeFile(inWorkspace('.env'), `CRM_TOKEN=${kept}\n`);
    const { document } = await openFile('palette.js', `a("Bearer ${kept}");\n`);
    await leaksOf(document.uri, 1);
    await vscode.commands.executeCommand(commands.fixAllInFile);
    await leaksOf(document.uri, 0);
    assert.equal(document.getText(), 'a(`Bearer ${process.env.CRM_TOKEN}`);\n');
  });
});
