import * as vscode from 'vscode';
import { type AddressRefusal, type MileApp, originOf } from '../../mileapp/index.ts';
import { assertNever } from '../assertNever.ts';
import { longDate } from '../longDate.ts';
import { mileAppUrl, settings } from '../names.ts';
import { plainText } from '../plainText.ts';
import type { Setting } from '../settings.ts';
import type { Accounts } from './accounts.ts';
import { findEnvironmentToken, tokenVariable } from './environmentToken.ts';
import { askForToken, checkToken, lost } from './signIn.ts';
import type { Account, AccountVault } from './vault.ts';

/** What a person can do with accounts: sign in, sign out, choose the one this workspace uses. */
export class AccountCommands {
  readonly #accounts: Accounts;
  readonly #vault: AccountVault;
  readonly #apiUrl: Setting<string>;
  readonly #connect: (baseUrl: string, token: () => Promise<string | undefined>) => MileApp;
  readonly #requestsLastMinute: () => number;
  /** The box that is open: a second command shows that one, not another. */
  #asking: Promise<Account | undefined> | undefined;

  constructor(
    accounts: Accounts,
    vault: AccountVault,
    apiUrl: Setting<string>,
    connect: (baseUrl: string, token: () => Promise<string | undefined>) => MileApp,
    requestsLastMinute: () => number,
  ) {
    this.#accounts = accounts;
    this.#vault = vault;
    this.#apiUrl = apiUrl;
    this.#connect = connect;
    this.#requestsLastMinute = requestsLastMinute;
  }

  /** @returns the account signed in to, or undefined where the user gave up */
  signIn(): Promise<Account | undefined> {
    this.#asking ??= this.#signIn().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** Signs in with the token of the environment or of `.env`, after saying where it will be sent. */
  async signInFromEnvironment(): Promise<void> {
    const baseUrl = await this.#address();
    const found = await findEnvironmentToken();
    if (!baseUrl || !found) return;
    const use = vscode.l10n.t('Sign In');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('Sign in to MileApp with {0}?', tokenVariable),
      {
        modal: true,
        detail: [
          found.from === '.env'
            ? vscode.l10n.t('The token stands in the .env file of this workspace.')
            : vscode.l10n.t('The token stands in the environment VS Code was started in.'),
          vscode.l10n.t(
            'It will be sent to {0} and kept in VS Code’s secret storage.',
            new URL(baseUrl).origin,
          ),
        ].join(' '),
      },
      use,
    );
    if (chosen !== use) return;
    await this.#signInAt(baseUrl, found.token);
  }

  /** Signs in with a token that is at hand; tells the user where MileApp does not take it. */
  async signInWith(token: string): Promise<boolean> {
    const baseUrl = await this.#address();
    if (!baseUrl) return false;
    if (baseUrl !== mileAppUrl) {
      const send = vscode.l10n.t('Sign In');
      const chosen = await vscode.window.showWarningMessage(
        vscode.l10n.t(
          'The token will be sent to {0}, which is not MileApp’s own address.',
          new URL(baseUrl).origin,
        ),
        send,
      );
      if (chosen !== send) return false;
    }
    return this.#signInAt(baseUrl, token);
  }

  async #signInAt(baseUrl: string, token: string): Promise<boolean> {
    const checked = await checkToken(token, baseUrl, this.#connect, new AbortController().signal);
    if ('refused' in checked) {
      void vscode.window.showErrorMessage(checked.refused);
      return false;
    }
    if (!(await this.#vault.save(checked.account, checked.token).catch(() => false))) {
      void vscode.window.showErrorMessage(lost());
      return false;
    }
    await this.#accounts.choose(checked.account);
    return true;
  }

  async signOut(): Promise<void> {
    await this.#accounts.load();
    const { all } = this.#accounts;
    const account = all.length > 1 ? await this.#pick(vscode.l10n.t('MileApp: Sign Out')) : all[0];
    if (!account) return;
    await this.#accounts.remove(account);
    void vscode.window.setStatusBarMessage(
      vscode.l10n.t('Signed out of MileApp: {0}', plainText(account.userName)),
      5000,
    );
  }

  async switchAccount(): Promise<void> {
    await this.#accounts.load();
    const another: vscode.QuickPickItem & { account?: Account } = {
      label: vscode.l10n.t('Sign in to another account…'),
      iconPath: new vscode.ThemeIcon('add'),
    };
    const title = vscode.l10n.t('MileApp: Switch Account');
    const chosen = await vscode.window.showQuickPick([...this.#items(), another], {
      title,
      placeHolder: vscode.l10n.t(
        'The account this workspace uses ({0} requests in the last minute)',
        this.#requestsLastMinute(),
      ),
    });
    if (chosen === another) await this.signIn();
    else if (chosen?.account) await this.#accounts.choose(chosen.account);
  }

  openSettings(): Thenable<unknown> {
    return vscode.commands.executeCommand('workbench.action.openSettings', settings.apiUrl);
  }

  async #signIn(): Promise<Account | undefined> {
    const baseUrl = await this.#address();
    if (!baseUrl) return undefined;
    await this.#accounts.load();
    const account = await askForToken({
      baseUrl,
      connect: this.#connect,
      save: (one, token) => this.#vault.save(one, token),
    });
    if (account) await this.#accounts.choose(account);
    return account;
  }

  /** The address of the settings, if a token may be sent there; otherwise says why not. */
  async #address(): Promise<string | undefined> {
    const address = originOf(String(this.#apiUrl.value));
    if (!('refused' in address)) return address.baseUrl;
    const open = vscode.l10n.t('Open Settings');
    const chosen = await vscode.window.showErrorMessage(whyRefused(address.refused), open);
    if (chosen === open) await this.openSettings();
    return undefined;
  }

  async #pick(title: string): Promise<Account | undefined> {
    return (await vscode.window.showQuickPick(this.#items(), { title }))?.account;
  }

  #items(): (vscode.QuickPickItem & { account: Account })[] {
    const { state } = this.#accounts;
    const current = state.kind === 'signedOut' ? undefined : state.account.id;
    return this.#accounts.all.map((account) => ({
      account,
      label: plainText(account.userName),
      description: plainText(account.organization),
      detail: [account.id === current ? vscode.l10n.t('Used in this workspace') : '', expiryOf(account)]
        .filter(Boolean)
        .join(' · '),
      iconPath: new vscode.ThemeIcon('account'),
    }));
  }
}

/** When the account's token ends, in words; empty where the token does not say. */
function expiryOf({ expiresAt }: Account): string {
  if (expiresAt === undefined) return '';
  const day = longDate(expiresAt);
  return expiresAt <= Date.now()
    ? vscode.l10n.t('Token expired on {0}', day)
    : vscode.l10n.t('Token expires on {0}', day);
}

function whyRefused(refusal: AddressRefusal): string {
  switch (refusal) {
    case 'notAnAddress':
      return vscode.l10n.t('The MileApp address in the settings is not a web address.');
    case 'notHttps':
      return vscode.l10n.t(
        'The MileApp address in the settings must start with https://, or a token could be read on its way.',
      );
    case 'hasCredentials':
      return vscode.l10n.t('The MileApp address in the settings must not contain a user name or password.');
    case 'hasQuery':
      return vscode.l10n.t('The MileApp address in the settings must not contain “?” or “#”.');
    default:
      return assertNever(refusal);
  }
}
