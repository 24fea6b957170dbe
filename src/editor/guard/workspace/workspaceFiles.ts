import { execFile } from 'node:child_process';
import { lstatSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { walkInThread } from '../../../cli/scanPool.ts';
import { isLeftOut } from '../../../cli/walk.ts';
import { excludedIn } from './excludedFiles.ts';

const run = promisify(execFile);

/** What there is to scan in a folder on this machine, by relative paths with forward slashes. */
export type FolderFiles = {
  names: string[];
  /** Folders that could not be read. */
  unreadable: string[];
  /** Links, pipes and the like, which are not followed. */
  special: number;
};

/** Paths that are judged before others get a turn. */
const atOnce = 1000;

/**
 * Every file of a folder that git does not ignore and VS Code does not hide. Git is asked only in a trusted workspace,
 * since a repository's own configuration can name programs; elsewhere the ignore files are read, in a thread.
 */
export async function filesOf(folder: vscode.Uri, worker: URL, signal: AbortSignal): Promise<FolderFiles> {
  const listed = await listedByGit(folder.fsPath, [], signal);
  signal.throwIfAborted();
  const { files, unreadable, special } = listed
    ? { files: listed, unreadable: [], special: 0 }
    : await walkInThread(folder.fsPath, { worker, signal });
  const isExcluded = excludedIn(folder);
  const names: string[] = [];
  for (let from = 0; from < files.length; from += atOnce) {
    for (const name of files.slice(from, from + atOnce)) if (!isExcluded(name)) names.push(name);
    await setImmediate();
    signal.throwIfAborted();
  }
  return { names, unreadable, special };
}

/** More names than this are no argument list for git: it lists everything then. */
const mostNames = 200;

/**
 * Of these paths, those that a scan of the whole folder would have scanned; some may be gone. A folder among them stands
 * for the files in it: of one that was moved VS Code tells no more.
 */
export async function ofThese(folder: vscode.Uri, names: readonly string[], worker: URL): Promise<string[]> {
  const isExcluded = excludedIn(folder);
  const candidates = names.filter((name) => !isExcluded(name) && !name.split('/').includes('.git'));
  if (candidates.length === 0) return [];
  const listed = await listedByGit(folder.fsPath, candidates.length > mostNames ? [] : candidates);
  if (listed) {
    const isWanted = within(candidates);
    return listed.filter((name) => isWanted(name) && !isExcluded(name));
  }
  const kept = candidates.filter((name) => !isLeftOut(folder.fsPath, name));
  const folders = kept.filter((name) =>
    lstatSync(path.join(folder.fsPath, name), { throwIfNoEntry: false })?.isDirectory(),
  );
  if (folders.length === 0) return kept;
  const { files } = await walkInThread(folder.fsPath, { worker });
  const isInside = within(folders);
  const inside = files.filter((name) => isInside(name) && !isExcluded(name));
  return [...new Set([...kept.filter((name) => !folders.includes(name)), ...inside])];
}

/** Whether a path is one of these or lies in one of them. */
function within(names: readonly string[]): (name: string) => boolean {
  const wanted = new Set(names);
  return (name) => {
    for (let end = name.length; end > 0; end = name.lastIndexOf('/', end - 1))
      if (wanted.has(name.slice(0, end))) return true;
    return false;
  };
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
