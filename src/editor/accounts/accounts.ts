import * as vscode from 'vscode';
import type { MileApp } from '../../mileapp/index.ts';
import { contexts } from '../names.ts';
import type { Account, AccountVault } from './vault.ts';

/** What a person must know about the account in use. */
export type AccountState =
  | { kind: 'signedOut' }
  | { kind: 'signedIn'; account: Account }
  /** The API answered 401 to this token: it was deleted. It stays stored until the user acts. */
  | { kind: 'rejected'; account: Account }
  /** The token's own end has passed. */
  | { kind: 'expired'; account: Account };

const chosenKey = 'account';

/** The account this workspace uses, and the one client for each account. */
export class Accounts implements vscode.Disposable {
  readonly onDidChange: vscode.Event<AccountState>;
  readonly #vault: AccountVault;
  readonly #memory: vscode.Memento;
  readonly #connect: (account: Account) => MileApp;
  readonly #clients = new Map<string, { client: MileApp; baseUrl: string }>();
  /** Tokens the API refused, as `id@savedAt`. */
  readonly #rejected = new Set<string>();
  readonly #changed = new vscode.EventEmitter<AccountState>();
  /** The state last told of. */
  #told = '';
  readonly #listener: vscode.Disposable;

  /**
   * @param memory where this workspace's choice of an account is kept (its id, nothing secret)
   * @param connect makes the client for an account; called once for each
   */
  constructor(vault: AccountVault, memory: vscode.Memento, connect: (account: Account) => MileApp) {
    this.#vault = vault;
    this.#memory = memory;
    this.#connect = connect;
    this.onDidChange = this.#changed.event;
    this.#listener = vault.onDidChange(() => this.#tell());
  }

  /** Reads the accounts; afterwards `state` is what the keyring says. */
  async load(): Promise<AccountState> {
    await this.#vault.list();
    const { state } = this;
    // The account a workspace came to use stays its own, whoever signs in elsewhere.
    if (state.kind !== 'signedOut' && this.#memory.get(chosenKey) === undefined) {
      await this.#memory.update(chosenKey, state.account.id);
    }
    this.#tell();
    return this.state;
  }

  get state(): AccountState {
    const accounts = this.#vault.held;
    const chosen = this.#memory.get<string>(chosenKey);
    const account = accounts.find(({ id }) => id === chosen) ?? accounts[0];
    if (!account) return { kind: 'signedOut' };
    if (account.expiresAt !== undefined && account.expiresAt <= Date.now())
      return { kind: 'expired', account };
    return { kind: this.#rejected.has(tokenOf(account)) ? 'rejected' : 'signedIn', account };
  }

  get all(): Account[] {
    return this.#vault.held;
  }

  /** Tells of a state that changed because time passed. */
  recheck(): void {
    this.#tell();
  }

  /** Makes this workspace use the account. */
  async choose(account: Account): Promise<void> {
    await this.#memory.update(chosenKey, account.id);
    this.#tell();
  }

  async remove(account: Account): Promise<void> {
    await this.#vault.remove(account.id);
  }

  /**
   * Sends one request as the account. A 401 is remembered, so that whoever shows the account can say so; it is
   * passed on like every other error.
   */
  async ask<T>(account: Account, request: (client: MileApp) => Promise<T>): Promise<T> {
    try {
      const answer = await request(this.#client(account));
      // A refusal that has passed was not the token's fault.
      if (this.#rejected.delete(tokenOf(account))) this.#tell();
      return answer;
    } catch (error) {
      if ((error as { kind?: unknown }).kind === 'unauthorized') this.#reject(account);
      throw error;
    }
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #client(account: Account): MileApp {
    const held = this.#clients.get(account.id);
    if (held?.baseUrl === account.baseUrl) return held.client;
    const client = this.#connect(account);
    this.#clients.set(account.id, { client, baseUrl: account.baseUrl });
    return client;
  }

  #reject(account: Account): void {
    const token = tokenOf(account);
    if (this.#rejected.has(token)) return;
    this.#rejected.add(token);
    this.#tell();
  }

  #tell(): void {
    const state = this.state;
    const told = JSON.stringify(state);
    if (told === this.#told) return;
    this.#told = told;
    void vscode.commands.executeCommand('setContext', contexts.account, state.kind);
    this.#changed.fire(state);
  }
}

/** Names one token of one account, without the token. */
function tokenOf({ id, savedAt }: Account): string {
  return `${id}@${savedAt}`;
}
