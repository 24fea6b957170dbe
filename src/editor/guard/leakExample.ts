import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Opens a file with a leak to try the quick fix on. The token is made up on the spot, and no service knows it. */
export async function openLeakExample(): Promise<void> {
  const token = randomBytes(30).toString('base64url');
  const content = [
    `// ${vscode.l10n.t('Put the cursor on the underlined token and press Ctrl+. (⌘. on a Mac). The token is made up.')}`,
    "const response = await fetch('https://apiweb.mile.app/api/v3/tasks', {",
    `  headers: { Accept: 'application/json', Authorization: 'Bearer ${token}' },`,
    '});',
    '',
  ].join('\n');
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: 'javascript', content }),
  );
}
