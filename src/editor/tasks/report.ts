import * as vscode from 'vscode';
import { explain } from '../explain.ts';

/** Tells whoever clicked why that failed, with the one thing to do about it. */
export async function report(error: unknown): Promise<void> {
  const { sentence, remedy } = explain(error);
  const chosen = await vscode.window.showErrorMessage(sentence, remedy.title);
  if (chosen) await vscode.commands.executeCommand(remedy.command, ...(remedy.arguments ?? []));
}
