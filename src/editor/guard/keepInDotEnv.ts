import * as vscode from 'vscode';
import { withLine, withVariable } from '../dotEnv.ts';
import { gitStanding } from './git.ts';
import { readText, writeWhole } from './wholeFile.ts';

/** Where a value was put, or why it was put nowhere. */
export type Kept = { variable: string } | { refused: string };

/**
 * Puts a value into a folder's `.env`, in an order in which git never sees the value: first `.gitignore`, then `.env` (mode 0600), then `.env.example` without the value. Nothing that stands in them is overwritten.
 */
export async function keepInDotEnv(folder: vscode.Uri, variable: string, value: string): Promise<Kept> {
  const [dotEnv, example, gitignore] = ['.env', '.env.example', '.gitignore'].map((name) =>
    vscode.Uri.joinPath(folder, name),
  ) as [vscode.Uri, vscode.Uri, vscode.Uri];
  const standing = await gitStanding(folder, '.env');
  if (standing === 'unknown') {
    return {
      refused: vscode.l10n.t(
        'git could not say whether it tracks the .env file of this folder, so nothing was written.',
      ),
    };
  }
  if (standing === 'tracked') {
    return {
      refused: vscode.l10n.t(
        'git tracks the .env file of this folder, so a token in it would be committed. Remove it from git first (git rm --cached .env).',
      ),
    };
  }
  const unsaved = vscode.workspace.textDocuments.find(
    ({ uri, isDirty }) =>
      isDirty && [dotEnv, example, gitignore].some((one) => one.toString() === uri.toString()),
  );
  if (unsaved) {
    const name = unsaved.uri.path.split('/').at(-1) ?? '';
    return { refused: vscode.l10n.t('{0} has changes that are not saved. Save it first.', name) };
  }
  if (standing !== 'ignored') await change(gitignore, (text) => withLine(text, '.env'), { secret: false });
  if (standing === 'untracked' && (await gitStanding(folder, '.env')) !== 'ignored') {
    return {
      refused: vscode.l10n.t('A rule in .gitignore keeps the .env file in git. Remove that rule first.'),
    };
  }
  await change(dotEnv, (text) => withVariable(text, variable, value), { secret: true });
  await change(example, (text) => withVariable(text, variable, ''), { secret: false });
  return { variable };
}

/** Writes what `edit` makes of a file's text; a file that stays the same is not touched. */
async function change(
  uri: vscode.Uri,
  edit: (text: string) => string,
  options: { secret: boolean },
): Promise<void> {
  const before = await readText(uri);
  const after = edit(before);
  if (after !== before) await writeWhole(uri, after, options);
}
