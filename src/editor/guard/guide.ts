import * as vscode from 'vscode';
import { dashboardUrl } from '../names.ts';

/** What to do about a leaked token, after MileApp's own advice (mileapp-api.md, §6). Answers a click, hence modal. */
export async function showGuide(): Promise<void> {
  const open = vscode.l10n.t('Open MileApp');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('What to do about a leaked token'),
    {
      modal: true,
      detail: [
        vscode.l10n.t('Removing a token from a file does not take it back from those who have seen it.'),
        '',
        vscode.l10n.t('1. Delete the key where it was made. In MileApp: Profile → Access Token.'),
        vscode.l10n.t(
          '2. Create a new one and keep it in the environment or in a key store, never in a file you share.',
        ),
        vscode.l10n.t('3. Replace the old one everywhere it stands.'),
        vscode.l10n.t('4. Check that the old one no longer works.'),
      ].join('\n'),
    },
    open,
  );
  if (chosen === open) await vscode.env.openExternal(vscode.Uri.parse(dashboardUrl));
}
