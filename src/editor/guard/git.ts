import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

const run = promisify(execFile);

/** What git says of a file: followed, left out by an ignore rule, neither, or that there is no repository. */
export type GitStanding = 'tracked' | 'ignored' | 'untracked' | 'noRepository';

/**
 * Asks git about a file of a folder. Git gets the file's name and nothing else.
 * In Restricted Mode git is not run, since a repository's own configuration can name programs: `noRepository`.
 */
export async function gitStanding(folder: vscode.Uri, file: string): Promise<GitStanding> {
  if (!vscode.workspace.isTrusted || folder.scheme !== 'file') return 'noRepository';
  const git = (...args: string[]) =>
    run('git', args, { cwd: folder.fsPath, timeout: 10_000 }).then(
      () => true,
      () => false,
    );
  if (!(await git('rev-parse', '--is-inside-work-tree'))) return 'noRepository';
  if (await git('ls-files', '--error-unmatch', '--', file)) return 'tracked';
  return (await git('check-ignore', '--quiet', '--', file)) ? 'ignored' : 'untracked';
}
