import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Account, AccountVault, type Secrets } from '../../../src/editor/accounts/vault.ts';

/** A keyring as several windows share it: every one hears of every change, later. */
class Keyring {
  readonly values = new Map<string, string>();
  /** What happens to the next write: it is kept, lost without a word, or refused. */
  next: 'keep' | 'lose' | 'refuse' = 'keep';
  readonly #windows: vscode.EventEmitter<vscode.SecretStorageChangeEvent>[] = [];

  window(): Secrets {
    const changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
    this.#windows.push(changed);
    return {
      keys: async () => [...this.values.keys()],
      get: async (key) => this.values.get(key),
      store: async (key, value) => {
        const { next } = this;
        this.next = 'keep';
        if (next === 'refuse') throw new Error('the keyring is locked');
        if (next === 'keep') this.values.set(key, value);
        this.#tell(key);
      },
      delete: async (key) => {
        this.values.delete(key);
        this.#tell(key);
      },
      onDidChange: changed.event,
    };
  }

  #tell(key: string): void {
    for (const window of this.#windows) queueMicrotask(() => window.fire({ key }));
  }
}

const account = (name: string, savedAt = 1): Account => ({
  id: `${name}@api.invalid`,
  baseUrl: 'https://api.invalid/api/v3',
  userName: name,
  email: `${name}@example.com`,
  organization: 'Example',
  savedAt,
});

/** Lets everything that is on its way arrive: the events, and the reads they cause. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const names = (vault: AccountVault) => vault.held.map(({ userName }) => userName);

describe('the accounts in SecretStorage', () => {
  let keyring: Keyring;
  let here: AccountVault;
  let there: AccountVault;
  beforeEach(async () => {
    keyring = new Keyring();
    here = new AccountVault(keyring.window());
    there = new AccountVault(keyring.window());
    await Promise.all([here.list(), there.list()]);
  });
  afterEach(() => {
    here.dispose();
    there.dispose();
  });

  it('are seen by the other windows', async () => {
    assert.equal(await here.save(account('dewi'), 'token-1'), true);
    await settled();
    assert.deepEqual(there.held, [account('dewi')]);
    assert.equal(await there.token('dewi@api.invalid'), 'token-1');
    await there.remove('dewi@api.invalid');
    await settled();
    assert.deepEqual(names(here), []);
  });

  it('do not lose each other when two windows change them at once', async () => {
    await Promise.all([here.save(account('dewi'), 'a'), there.save(account('budi', 2), 'b')]);
    await settled();
    assert.deepEqual(
      [names(here), names(there)],
      [
        ['budi', 'dewi'],
        ['budi', 'dewi'],
      ],
    );
  });

  it('end up the same everywhere when two windows change the same one', async () => {
    await Promise.all([here.save(account('dewi', 1), 'a'), there.save(account('dewi', 2), 'b')]);
    await settled();
    assert.deepEqual(here.held, there.held);
    assert.equal(await here.token('dewi@api.invalid'), await there.token('dewi@api.invalid'));
  });

  it('are told of once, and not to the window that changed them again', async () => {
    let told = 0;
    here.onDidChange(() => told++);
    await here.save(account('dewi'), 'a');
    await settled();
    assert.equal(told, 1);
  });

  it('are there after a restart', async () => {
    await here.save(account('dewi'), 'token-1');
    const again = new AccountVault(keyring.window());
    assert.deepEqual(await again.list(), [account('dewi')]);
    assert.equal(await again.token('dewi@api.invalid'), 'token-1');
    again.dispose();
  });

  it('are not there, and it says so, when the keyring loses them', async () => {
    keyring.next = 'lose';
    assert.equal(await here.save(account('dewi'), 'a'), false);
    assert.deepEqual(names(here), []);
  });

  it('say so, too, when the keyring loses a new token of theirs', async () => {
    await here.save(account('dewi', 1), 'old');
    keyring.next = 'lose';
    assert.equal(await here.save(account('dewi', 2), 'new'), false);
    assert.equal(await here.token('dewi@api.invalid'), 'old');
  });

  it('pass a keyring’s refusal on', async () => {
    keyring.next = 'refuse';
    await assert.rejects(here.save(account('dewi'), 'a'), /locked/);
    assert.deepEqual(names(here), []);
  });

  it('can be read at a second try', async () => {
    let fails = true;
    const window = keyring.window();
    const vault = new AccountVault({
      ...window,
      keys: async () => {
        if (fails) throw new Error('the keyring is locked');
        return window.keys();
      },
    });
    await assert.rejects(vault.list(), /locked/);
    fails = false;
    assert.deepEqual(await vault.list(), []);
    vault.dispose();
  });

  it('bear what somebody else has written there', async () => {
    keyring.values.set('account/odd', '{"id":"odd"').set('account/odder', '[]').set('other', 'x');
    const vault = new AccountVault(keyring.window());
    assert.deepEqual(await vault.list(), []);
    vault.dispose();
  });
});
