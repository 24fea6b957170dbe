import { randomBytes } from 'node:crypto';
import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import * as vscode from 'vscode';

/** The text of a file; empty where there is none. @throws where there is one that cannot be read */
export async function readText(uri: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return '';
    throw error;
  }
}

/**
 * Writes a file whole or not at all: beside it, then renamed over it.
 * @param secret nobody but the owner may read it, not even before it is renamed; otherwise the mode stays as it was
 */
export async function writeWhole(
  uri: vscode.Uri,
  text: string,
  { secret }: { secret: boolean },
): Promise<void> {
  if (uri.scheme !== 'file') {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return;
  }
  // A link stays a link: what it points at is replaced.
  const path = await realpath(uri.fsPath).catch(() => uri.fsPath);
  const beside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const mode = secret
    ? 0o600
    : await stat(path).then(
        (found) => found.mode & 0o777,
        () => 0o644,
      );
  try {
    const file = await open(beside, 'wx', mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await chmod(beside, mode);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
