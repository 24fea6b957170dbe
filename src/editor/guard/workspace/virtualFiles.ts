import * as vscode from 'vscode';
import { isIgnored, type Rules, rulesOf } from '../../../cli/walk.ts';
import { excludedIn } from './excludedFiles.ts';
import type { FolderFiles } from './workspaceFiles.ts';

/** A folder to read, below the one that is walked; `rules` are those from above. */
type Visit = { name: string; rules: readonly Rules[] };

/**
 * Every file of a folder on another file system than this machine's that its ignore files and VS Code do not leave out.
 * It is walked by VS Code's own means: a search knows only file systems that bring one. Links are not followed.
 */
export async function virtualFilesOf(folder: vscode.Uri, signal: AbortSignal): Promise<FolderFiles> {
  const isExcluded = excludedIn(folder);
  const walked: FolderFiles = { names: [], unreadable: [], special: 0 };
  const waiting: Visit[] = [{ name: '', rules: [] }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const inside = next.name === '' ? folder : vscode.Uri.joinPath(folder, ...next.name.split('/'));
    let entries: [string, vscode.FileType][];
    try {
      entries = await vscode.workspace.fs.readDirectory(inside);
    } catch {
      walked.unreadable.push(next.name || '.');
      continue;
    }
    signal.throwIfAborted();
    const hasRules = entries.some(([entry]) => entry === '.gitignore');
    const rules = hasRules ? [...next.rules, ...(await rulesIn(inside, next.name))] : next.rules;
    for (const [entry, type] of entries) {
      const name = next.name === '' ? entry : `${next.name}/${entry}`;
      const isFolder = type === vscode.FileType.Directory;
      if (entry === '.git' || isExcluded(name) || isIgnored(pathOf(name), isFolder, rules)) continue;
      if (isFolder) waiting.push({ name, rules });
      else if (type === vscode.FileType.File) walked.names.push(name);
      else walked.special++;
    }
  }
  return walked;
}

/** Rules speak of paths below their base; the folder that is walked is the root. */
const pathOf = (name: string) => (name === '' ? '' : `/${name}`);

async function rulesIn(folder: vscode.Uri, name: string): Promise<Rules[]> {
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, '.gitignore'));
    return [rulesOf(new TextDecoder().decode(bytes), pathOf(name))];
  } catch {
    return [];
  }
}
