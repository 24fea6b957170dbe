import * as vscode from 'vscode';
import { readText } from './wholeFile.ts';

/**
 * The text of the `.env` of the folder a document belongs to; empty where there is none, and in Restricted Mode, where
 * it is not read.
 */
export async function dotEnvOf(document: vscode.TextDocument): Promise<string> {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri) ?? vscode.workspace.workspaceFolders?.[0];
  if (!folder || !vscode.workspace.isTrusted) return '';
  return readText(vscode.Uri.joinPath(folder.uri, '.env')).catch(() => '');
}

/** The folder whose `.env` is meant: asks where there are several; undefined where there is none, or no answer. */
export async function pickRoot(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length <= 1) return folders[0]?.uri;
  const placeHolder = vscode.l10n.t('Folder whose .env file is to keep the value');
  return (await vscode.window.showWorkspaceFolderPick({ placeHolder }))?.uri;
}
