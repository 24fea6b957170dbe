import * as vscode from 'vscode';

/** Who is signed in, and where. Everything a feature may know; the token is not part of it. */
export type Account = {
  /** Stable over new tokens of the same user: the user's id and the API's host. */
  readonly id: string;
  /** The API's address the token was accepted by. The token is sent there and nowhere else. */
  readonly baseUrl: string;
  readonly userName: string;
  readonly email: string;
  readonly organization: string;
  /** Milliseconds since the epoch, when the token says so. */
  readonly expiresAt?: number;
  /** Milliseconds since the epoch: tells one token of an account from the next. */
  readonly savedAt: number;
};

/** What one SecretStorage entry holds. */
type Entry = Account & { readonly token: string };

/** SecretStorage as this class uses it, so that two instances can share one in tests. */
export type Secrets = Pick<vscode.SecretStorage, 'keys' | 'get' | 'store' | 'delete' | 'onDidChange'>;

const prefix = 'account/';

/**
 * The accounts in SecretStorage: one key each, so that two windows that change different accounts cannot lose each
 * other's change. Holds what describes an account in memory, never its token.
 */
export class AccountVault implements vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  readonly #secrets: Secrets;
  readonly #accounts = new Map<string, Account>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listener: vscode.Disposable;
  /** How often each key was read: of two answers, the later question's counts. */
  readonly #turns = new Map<string, number>();
  #loading: Promise<void> | undefined;

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
    this.onDidChange = this.#changed.event;
    this.#listener = secrets.onDidChange(({ key }) => {
      // A keyring that does not answer now is asked when the account is used.
      if (key.startsWith(prefix)) this.#reread(key).catch(() => {});
    });
  }

  /** All accounts, the newest sign-in first. */
  async list(): Promise<Account[]> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      // A keyring that does not answer is asked again next time.
      this.#loading = undefined;
      throw error;
    });
    await this.#loading;
    return this.held;
  }

  /** The accounts known so far, without waiting. */
  get held(): Account[] {
    return [...this.#accounts.values()].sort((a, b) => b.savedAt - a.savedAt);
  }

  /** The account's token, read at the moment it is needed. */
  async token(id: string): Promise<string | undefined> {
    return parse(await this.#secrets.get(prefix + id))?.token;
  }

  /** The tokens of all accounts, for whoever makes hashes of them and lets them go. */
  async tokens(): Promise<string[]> {
    const tokens = await Promise.all((await this.list()).map(({ id }) => this.token(id)));
    return tokens.filter((token) => token !== undefined);
  }

  /**
   * Stores an account with its token and reads it back.
   * @returns false where the keyring took the token and did not give it back: nobody is signed in then
   */
  async save(account: Account, token: string): Promise<boolean> {
    const entry: Entry = { ...account, token };
    await this.#secrets.store(prefix + account.id, JSON.stringify(entry));
    // What is held is what was read: another window may have stored a newer token meanwhile.
    await this.#reread(prefix + account.id);
    const kept = parse(await this.#secrets.get(prefix + account.id));
    return kept !== undefined && (kept.token === token || kept.savedAt > account.savedAt);
  }

  async remove(id: string): Promise<void> {
    await this.#secrets.delete(prefix + id);
    await this.#reread(prefix + id);
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  async #load(): Promise<void> {
    const keys = (await this.#secrets.keys()).filter((key) => key.startsWith(prefix));
    await Promise.all(keys.map((key) => this.#reread(key)));
  }

  async #reread(key: string): Promise<void> {
    const turn = (this.#turns.get(key) ?? 0) + 1;
    this.#turns.set(key, turn);
    const entry = parse(await this.#secrets.get(key));
    // A later change has been read in the meantime, or is being read.
    if (this.#turns.get(key) !== turn) return;
    this.#hold(key.slice(prefix.length), entry && describe(entry));
  }

  /** Takes an account as it is now; tells of it only if something changed, so that our own writes do not echo. */
  #hold(id: string, account: Account | undefined): void {
    const before = this.#accounts.get(id);
    if (JSON.stringify(before) === JSON.stringify(account)) return;
    if (account) this.#accounts.set(id, account);
    else this.#accounts.delete(id);
    this.#changed.fire();
  }
}

/** The account without its token, with keys in one order. */
function describe({ id, baseUrl, userName, email, organization, expiresAt, savedAt }: Account): Account {
  return {
    id,
    baseUrl,
    userName,
    email,
    organization,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    savedAt,
  };
}

function parse(value: string | undefined): Entry | undefined {
  if (value === undefined) return undefined;
  try {
    const entry = JSON.parse(value) as Partial<Entry>;
    const whole = [
      entry.id,
      entry.baseUrl,
      entry.userName,
      entry.email,
      entry.organization,
      entry.token,
    ].every((field) => typeof field === 'string');
    return whole && typeof entry.savedAt === 'number' ? (entry as Entry) : undefined;
  } catch {
    return undefined;
  }
}
