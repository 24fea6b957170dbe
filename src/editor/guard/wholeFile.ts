import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { replaceFile } from './replaceFile.ts';

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
 * Writes a file whole or not at all, where it is on this machine.
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
  const mode = secret
    ? 0o600
    : await stat(uri.fsPath).then(
        (found) => found.mode & 0o777,
        () => 0o644,
      );
  await replaceFile(uri.fsPath, text, mode);
}
