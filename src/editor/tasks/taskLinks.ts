import * as vscode from 'vscode';
import type { Accounts } from '../accounts/accounts.ts';
import type { Account } from '../accounts/vault.ts';
import { commands } from '../names.ts';
import { readLink } from './linkedTask.ts';

/** Asks whether to use this account from now on; false where somebody said no. */
export type AskToSwitch = (account: Account) => Promise<boolean>;

/** Follows links to tasks: it reads, and asks before it uses another account than the one in use. */
export class TaskLinks {
  readonly #accounts: Pick<Accounts, 'load' | 'all' | 'choose'>;
  readonly #open: (account: Account, id: string) => Promise<void>;
  readonly #mayUse: AskToSwitch;

  /** @param open shows a task, or rejects with why it cannot */
  constructor(
    accounts: Pick<Accounts, 'load' | 'all' | 'choose'>,
    open: (account: Account, id: string) => Promise<void>,
    mayUse: AskToSwitch = askToSwitch,
  ) {
    this.#accounts = accounts;
    this.#open = open;
    this.#mayUse = mayUse;
  }

  /** Rejects with the MileAppError that kept the task from being read. */
  async follow(uri: vscode.Uri): Promise<void> {
    const link = readLink(uri.path, uri.query);
    if (!link) {
      await vscode.window.showWarningMessage(vscode.l10n.t('This link names no MileApp task.'));
      return;
    }
    const state = await this.#accounts.load();
    if (state.kind === 'signedOut') return this.#signIn();
    const { account } = state;
    const others = this.#accounts.all.filter(({ id }) => id !== account.id);
    if (link.email !== undefined && link.email !== account.email) {
      const meant = others.find(({ email }) => email === link.email);
      return meant ? this.#switch(meant, link.id) : this.#notHere();
    }
    try {
      await this.#open(account, link.id);
    } catch (error) {
      const [other] = others;
      if (!other || (error as { kind?: unknown }).kind !== 'notFound') throw error;
      await this.#switch(other, link.id);
    }
  }

  async #switch(account: Account, id: string): Promise<void> {
    if (!(await this.#mayUse(account))) return;
    await this.#accounts.choose(account);
    await this.#open(account, id);
  }

  async #signIn(): Promise<void> {
    const signIn = vscode.l10n.t('Sign In');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('Sign in to MileApp to open this task.'),
      signIn,
    );
    if (chosen) await vscode.commands.executeCommand(commands.signIn);
  }

  async #notHere(): Promise<void> {
    await vscode.window.showWarningMessage(
      vscode.l10n.t('The link is for a MileApp account that is not signed in here.'),
    );
  }
}

async function askToSwitch(account: Account): Promise<boolean> {
  const change = vscode.l10n.t('Switch Account');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Open this task as {0} ({1})?', account.userName, account.organization),
    {
      modal: true,
      detail: vscode.l10n.t('The link needs another MileApp account than the one this workspace uses.'),
    },
    change,
  );
  return chosen === change;
}
