import * as vscode from 'vscode';

/** What the extension keeps outside of the user's own files. */
export type AllDataParts = {
  secrets: Pick<vscode.SecretStorage, 'keys' | 'delete'>;
  /** Shared by all windows. */
  everywhere: vscode.Memento;
  /** This workspace's own. */
  workspace: vscode.Memento;
  hooks: {
    readonly folders: readonly string[];
    /** @returns the folders where it failed */
    removeAll(): string[];
  };
};

/** When everything was last removed. Other workspaces cannot be reached; by this they know it when they open. */
const removedKey = 'removedAt';

/** Forgets what this workspace remembers if everything was removed since, from another one. */
export async function forgetIfRemoved({
  everywhere,
  workspace,
}: Pick<AllDataParts, 'everywhere' | 'workspace'>): Promise<void> {
  const removedAt = everywhere.get<number>(removedKey);
  if (removedAt === undefined || workspace.get<number>(removedKey) === removedAt) return;
  await clear(workspace);
  await workspace.update(removedKey, removedAt);
}

/**
 * Removes every token, everything that is remembered and every commit guard, after asking. Stays: what is in the user's
 * own files (settings, `.env`, `.mileapp-leaks.json`), and one date in place of what was remembered.
 */
export async function removeAllData(parts: AllDataParts): Promise<void> {
  const { secrets, everywhere, hooks } = parts;
  const keys = await keysOf(secrets);
  if (!keys) return tellKeyring();
  const remove = vscode.l10n.t('Remove All Data');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Remove everything MileApp keeps in VS Code?'),
    {
      modal: true,
      detail: [
        vscode.l10n.t(
          'Accounts with their tokens: {0}. Commit guards: {1}.',
          keys.length,
          hooks.folders.length,
        ),
        vscode.l10n.t('Saved filters, recent tasks and other choices, in all workspaces.'),
        vscode.l10n.t('Settings, .env and .mileapp-leaks.json files stay as they are.'),
        vscode.l10n.t('The tokens stay valid until you delete their keys in MileApp.'),
      ].join('\n'),
    },
    remove,
  );
  if (chosen !== remove) return;
  try {
    for (const key of keys) await secrets.delete(key);
  } catch {
    return tellKeyring();
  }
  const stuck = hooks.removeAll();
  await clear(everywhere);
  await everywhere.update(removedKey, Date.now());
  await forgetIfRemoved(parts);
  if (stuck.length > 0) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('All data was removed, but for the commit guard in: {0}', stuck.join(', ')),
    );
  } else {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Everything MileApp kept in VS Code was removed.'),
    );
  }
}

async function keysOf(secrets: AllDataParts['secrets']): Promise<readonly string[] | undefined> {
  try {
    return await secrets.keys();
  } catch {
    return undefined;
  }
}

function tellKeyring(): void {
  void vscode.window.showErrorMessage(
    vscode.l10n.t('VS Code’s secret storage does not answer, so nothing more was removed. Try again later.'),
  );
}

async function clear(memory: vscode.Memento): Promise<void> {
  for (const key of memory.keys()) await memory.update(key, undefined);
}
