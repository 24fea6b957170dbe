// What a screen reader finds in the window: the names of rows, buttons and status bar items.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { mask } from '../../src/editor/mask.ts';
import { commands } from '../../src/editor/names.ts';
import { emptyArea, header, writeIn } from './guard/workspace/leaksInHost.ts';
import { signOut } from './inHost.ts';
import { presser, signIn } from './pressing.ts';

/** A sentence, or several: it begins at once and ends as one. */
const sentence = /^\S.*\s.*[.!?]$/su;

const pane = (title: string) => `.pane:has(> .pane-header[aria-label^="${title}"])`;

/** The names of all things of a role, as a screen reader says them, in order. */
async function named(role: string, target: string): Promise<string[]> {
  const snapshot = await presser.snapshot(target);
  const line = new RegExp(`^\\s*- '?${role} ("(?:[^"\\\\]|\\\\.)*")`, 'gm');
  return [...snapshot.matchAll(line)].map(([, name = '""']) => JSON.parse(name.replaceAll("''", "'")));
}

describe('what a screen reader says', () => {
  before(() => signIn());
  after(async () => {
    await signOut();
    await emptyArea();
    await vscode.commands.executeCommand(commands.groupByFile);
    await vscode.commands.executeCommand(commands.scanWorkspace);
  });

  it('is a sentence for every row of tasks, and a command for every button', async () => {
    await vscode.commands.executeCommand('mileapp.tasks.focus');
    const ongoing = `${pane('Tasks')} .monaco-list-row:has-text("Ongoing")`;
    await presser.click(ongoing);
    // How many there are is known only with the first page.
    await presser.waitFor(
      `${pane('Tasks')} .monaco-list-row[aria-label^="Ongoing: "][aria-label$=" tasks."]`,
    );
    await presser.waitFor(`${pane('Tasks')} .monaco-list-row[aria-level="2"]`);
    const rows = await named('treeitem', pane('Tasks'));
    assert.ok(rows.length > 3);
    assert.deepEqual(
      rows.filter((row) => !sentence.test(row)),
      [],
    );
    assert.match(rows.find((row) => row.startsWith('Ongoing')) ?? '', /^Ongoing: \d+ tasks\.$/);
    await presser.hover(`${pane('Tasks')} .monaco-list-row[aria-level="2"]`);
    assert.deepEqual(await named('button', pane('Tasks')), [
      'Tasks Section',
      'Go to Task…',
      'Group Tasks By…',
      'Filter Tasks…',
      'Refresh',
      'Collapse All',
      'More Actions...',
      'Open Task',
    ]);
  });

  it('is a sentence for every row of leaks, with the severity its icon shows', async () => {
    const token = randomBytes(30).toString('base64url');
    await writeIn({ 'a.js': header(token) });
    await vscode.commands.executeCommand(commands.scanWorkspace);
    // Rows out of sight are not there to be read; another test may have scrolled.
    await vscode.commands.executeCommand('mileapp.leaks.focus');
    await vscode.commands.executeCommand('list.focusFirst');
    const kind = 'Warning: Hard-coded bearer token: whoever reads this file can use it.';
    const says = async (...expected: string[]) => {
      for (const one of expected)
        await presser.waitFor(`${pane('Leaks')} .monaco-list-row[aria-label=${JSON.stringify(one)}]`);
      const rows = await named('treeitem', pane('Leaks'));
      assert.deepEqual(
        rows.filter((row) => !sentence.test(row)),
        [],
      );
      for (const one of expected) assert.ok(rows.includes(one), `${one} is not in ${rows.join('\n')}`);
    };
    await says('leak area/a.js has leaked tokens in 1 place.', `${kind} leak area/a.js, line 1.`);
    await vscode.commands.executeCommand(commands.groupByToken);
    await vscode.commands.executeCommand('list.focusFirst');
    await says(`${kind} ${mask(token)}, 1 place.`, `${kind} leak area/a.js, line 1.`);
    await presser.hover(`${pane('Leaks')} .monaco-list-row[aria-label*="leak area"]`);
    assert.deepEqual(await named('button', pane('Leaks')), [
      'Leaks Section',
      'Scan Workspace for Leaked Tokens',
      'Group Leaks by File',
      'Replace All Leaked Tokens in the Workspace',
      'Collapse All',
      'More Actions...',
      'Open',
      'Replace with Environment Lookup',
      'Ignore…',
      'Handle a Leaked Token',
      'Has It Left This Machine?',
    ]);
  });

  it('is a sentence for the status bar item', async () => {
    const items = await named('button', '.part.statusbar');
    const ours = items.filter((item) => item.includes('MileApp'));
    assert.equal(ours.length, 1);
    assert.match(ours[0] ?? '', /^MileApp account \S.*\. The token expires on \S.*\.$/);
  });
});
