import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

const run = promisify(execFile);

/** What git says of a file: followed, left out by an ignore rule, neither, or that there is no repository. */
export type GitStanding =
  | 'tracked'
  | 'ignored'
  | 'untracked'
  | 'noRepository'
  /** There is a repository, and git could not be asked about it. */
  | 'unknown';

/**
 * Asks git about a file of a folder. Git gets the file's name and nothing else.
 * In Restricted Mode git is not run, since a repository's own configuration can name programs: `noRepository`.
 */
export async function gitStanding(folder: vscode.Uri, file: string): Promise<GitStanding> {
  if (!vscode.workspace.isTrusted || folder.scheme !== 'file') return 'noRepository';
  const git = (...args: string[]) =>
    run('git', args, { cwd: folder.fsPath, timeout: 10_000, env: { ...process.env, LC_ALL: 'C' } }).then(
      () => 'yes' as const,
      // 1 is git's “no”; anything else means that it could not say.
      (error: { code?: unknown; stderr?: unknown }) =>
        error.code === 1 ? ('no' as const) : String(error.stderr ?? error.code),
    );
  const inside = await git('rev-parse', '--is-inside-work-tree');
  if (inside !== 'yes') {
    if (inside.includes('not a git repository')) return 'noRepository';
    return (await isThere(vscode.Uri.joinPath(folder, '.git'))) ? 'unknown' : 'noRepository';
  }
  const tracked = await git('ls-files', '--error-unmatch', '--', file);
  if (tracked !== 'no') return tracked === 'yes' ? 'tracked' : 'unknown';
  const ignored = await git('check-ignore', '--quiet', '--', file);
  if (ignored !== 'no') return ignored === 'yes' ? 'ignored' : 'unknown';
  return 'untracked';
}

function isThere(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}
