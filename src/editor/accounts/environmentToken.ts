import * as vscode from 'vscode';
import { dotEnvValue } from '../dotEnv.ts';
import { contexts } from '../names.ts';

/** The variable in which developers who use MileApp's API keep their token. */
export const tokenVariable = 'MILEAPP_ACCESS_TOKEN';

/** A token that is already there: found in VS Code's own environment, or in the `.env` of a workspace folder. */
export type EnvironmentToken = { token: string; from: 'environment' | '.env' };

/**
 * Looks for a token in the environment and in the workspace's `.env` files; tells the welcome view what was found.
 * In Restricted Mode nothing is read.
 */
export async function findEnvironmentToken(): Promise<EnvironmentToken | undefined> {
  const found = vscode.workspace.isTrusted ? (fromEnvironment() ?? (await fromDotEnv())) : undefined;
  await vscode.commands.executeCommand('setContext', contexts.environmentToken, found?.from ?? '');
  return found;
}

function fromEnvironment(): EnvironmentToken | undefined {
  const token = process.env[tokenVariable];
  return token ? { token, from: 'environment' } : undefined;
}

async function fromDotEnv(): Promise<EnvironmentToken | undefined> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const text = await read(vscode.Uri.joinPath(folder.uri, '.env'));
    const token = text && dotEnvValue(text, tokenVariable);
    if (token) return { token, from: '.env' };
  }
  return undefined;
}

async function read(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // No such file, or not ours to read: the same to whoever asks.
    return undefined;
  }
}
