import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { Target } from '../../../cli/scanFiles.ts';
import { walk } from '../../../cli/walk.ts';
import { excludedIn } from './excludedFiles.ts';

const run = promisify(execFile);

/** What there is to scan in a folder on this machine. */
export type FolderFiles = {
  targets: Target[];
  /** Relative paths of folders that could not be read. */
  unreadable: string[];
  /** Links, pipes and the like, which are not followed. */
  special: number;
};

/**
 * Every file of a folder that git does not ignore and VS Code does not hide. Git is asked only in a trusted workspace,
 * since a repository's own configuration can name programs; elsewhere the ignore files are read.
 */
export async function filesOf(folder: vscode.Uri, signal?: AbortSignal): Promise<FolderFiles> {
  const root = folder.fsPath;
  const listed = await listedByGit(root, [], signal);
  signal?.throwIfAborted();
  const isExcluded = excludedIn(folder);
  const target = (name: string) => ({ file: path.join(root, name), path: name });
  if (listed) {
    return { targets: listed.filter((name) => !isExcluded(name)).map(target), unreadable: [], special: 0 };
  }
  const { files, unreadable, special } = walk(root);
  const relative = (file: string) => path.relative(root, file).replaceAll(path.sep, '/');
  return {
    targets: files
      .map(relative)
      .filter((name) => !isExcluded(name))
      .map(target),
    unreadable: unreadable.map(relative),
    special,
  };
}

/** More names than this are no argument list for git: it lists everything then. */
const mostNames = 200;

/** Of these paths, those that a scan of the whole folder would have scanned. */
export async function ofThese(folder: vscode.Uri, names: readonly string[]): Promise<Target[]> {
  const isExcluded = excludedIn(folder);
  const candidates = names.filter((name) => !isExcluded(name) && !name.split('/').includes('.git'));
  if (candidates.length === 0) return [];
  const listed =
    (await listedByGit(folder.fsPath, candidates.length > mostNames ? [] : candidates)) ??
    walk(folder.fsPath).files.map((file) => path.relative(folder.fsPath, file).replaceAll(path.sep, '/'));
  const wanted = new Set(candidates);
  return listed
    .filter((name) => wanted.has(name))
    .map((name) => ({ file: path.join(folder.fsPath, name), path: name }));
}

/** What git follows or would add; undefined where git may not be asked, or knows of no repository. */
async function listedByGit(
  root: string,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<string[] | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  const args = ['--literal-pathspecs', '-c', 'core.fsmonitor=false', 'ls-files', '-z'];
  try {
    const { stdout } = await run(
      'git',
      [...args, '--cached', '--others', '--exclude-standard', '--', ...names],
      { cwd: root, maxBuffer: 1 << 29, ...(signal ? { signal } : {}) },
    );
    // What is in conflict is listed once for each side.
    return [...new Set(stdout.split('\0'))].filter(Boolean);
  } catch {
    return undefined;
  }
}
