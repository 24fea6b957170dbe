// What the host tests of the view “Tasks” share: its pick lists, and the tree as text.
import * as vscode from 'vscode';
import { commands } from '../../../src/editor/names.ts';
import type { TaskNode } from '../../../src/editor/tasks/taskNode.ts';
import { children, tree } from '../inHost.ts';
import { presser } from '../pressing.ts';

export const pickRow = '.quick-input-widget:visible .quick-input-list .monaco-list-row';

/**
 * Runs a command that asks, and answers with the rows that have these labels, one after the other: typed, because a list
 * that is still finding its place gives a click to another row. `☑ …` ticks a row, `⏎` is that key.
 */
export async function answer(command: string, labels: string[], ...args: unknown[]): Promise<void> {
  const ended = Promise.resolve(vscode.commands.executeCommand(command, ...args));
  for (const label of labels) await press(label);
  await ended;
}

/** Answers the list that is open, or about to open: see answer(). */
export async function press(label: string): Promise<void> {
  if (label === '⏎') return presser.key('Enter');
  const text = label.replace('☑ ', '');
  const row = `${pickRow}:has-text(${JSON.stringify(text)})`;
  if (text !== label) return presser.click(row);
  await presser.waitFor(row);
  await presser.insert(text);
  await presser.waitFor(`${row}.focused`);
  await presser.key('Enter');
}

export const groupBy = (label: string): Promise<void> => answer(commands.groupBy, [label]);

/**
 * A row as `label | description | icon | context value | id`. The id comes without its account, without the id of the
 * row above it, and with the number of a task of the sandbox in place of its 24 digits.
 */
async function line(node: TaskNode, above: string): Promise<{ text: string; id: string }> {
  const { label, description, iconPath, contextValue, id = '' } = await (await tree()).getTreeItem(node);
  const { id: icon, color } = (iconPath ?? {}) as Partial<vscode.ThemeIcon>;
  const own =
    above !== '' && id.startsWith(`${above}/`) ? id.slice(above.length + 1) : id.replace(/^[^/]*\//, '');
  const short = own.replace(
    /66a0\d{4}0{8}(\w\w)(\w{6})/,
    (_, kind, index) => `${kind === 'c1' ? '' : `${kind}-`}#${Number.parseInt(index, 16)}`,
  );
  const words = [label, description, color ? `${icon} ${color.id}` : icon, contextValue, short];
  return { text: words.filter((word) => word !== undefined && word !== '').join(' | '), id };
}

/** Rows and what is below them, a line for each; groups are opened, unless told. */
export async function treeText(open: boolean): Promise<string> {
  const roots = await children();
  // A group's own row tells what its answer said.
  if (open) for (const node of roots) await children(node);
  const lines: string[] = [];
  for (const node of await children()) {
    const { text, id } = await line(node, '');
    lines.push(text);
    if (!open) continue;
    for (const row of await children(node)) lines.push(`  ${(await line(row, id)).text}`);
  }
  return lines.join('\n');
}
