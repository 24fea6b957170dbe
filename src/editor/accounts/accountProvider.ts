import * as vscode from 'vscode';
import { plainText } from '../plainText.ts';
import type { Accounts } from './accounts.ts';
import type { Account } from './vault.ts';

/**
 * The accounts as VS Code's Accounts menu knows them. Sessions carry an empty `accessToken`: no other extension gets
 * the token through VS Code; our own features use the accounts directly.
 */
export class AccountProvider implements vscode.AuthenticationProvider, vscode.Disposable {
  readonly onDidChangeSessions: vscode.Event<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>;
  readonly #accounts: Accounts;
  readonly #signIn: () => Promise<Account | undefined>;
  readonly #changed =
    new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  readonly #listener: vscode.Disposable;
  #told: vscode.AuthenticationSession[] = [];

  /** @param changed fires when any account has changed, also one this workspace does not use */
  constructor(
    accounts: Accounts,
    changed: vscode.Event<unknown>,
    signIn: () => Promise<Account | undefined>,
  ) {
    this.#accounts = accounts;
    this.#signIn = signIn;
    this.onDidChangeSessions = this.#changed.event;
    this.#listener = changed(() => this.#tell());
  }

  async getSessions(
    _scopes: readonly string[] | undefined,
    { account }: vscode.AuthenticationProviderSessionOptions,
  ): Promise<vscode.AuthenticationSession[]> {
    await this.#accounts.load();
    return this.#accounts.all.map(sessionOf).filter(({ id }) => account === undefined || id === account.id);
  }

  async createSession(): Promise<vscode.AuthenticationSession> {
    const account = await this.#signIn();
    if (!account) throw new vscode.CancellationError();
    return sessionOf(account);
  }

  async removeSession(id: string): Promise<void> {
    const account = this.#accounts.all.find((one) => one.id === id);
    if (account) await this.#accounts.remove(account);
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #tell(): void {
    const before = this.#told;
    const now = this.#accounts.all.map(sessionOf);
    const missingFrom = (others: vscode.AuthenticationSession[]) => (session: vscode.AuthenticationSession) =>
      !others.some(({ id }) => id === session.id);
    const added = now.filter(missingFrom(before));
    const removed = before.filter(missingFrom(now));
    this.#told = now;
    if (added.length + removed.length > 0) this.#changed.fire({ added, removed, changed: [] });
  }
}

function sessionOf({ id, userName, organization }: Account): vscode.AuthenticationSession {
  const label = plainText(organization ? `${userName} (${organization})` : userName);
  return { id, accessToken: '', account: { id, label }, scopes: [] };
}
