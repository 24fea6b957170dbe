import type { Memento } from 'vscode';
import type { Account } from '../accounts/vault.ts';
import type { TaskRef } from './taskRef.ts';

const key = 'recentTasks';
const most = 10;

type Entry = { accountId: string; id: string; title: string };

/** The tasks opened last in this workspace, newest first. */
export class RecentTasks {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  of(account: Account): TaskRef[] {
    return this.#entries()
      .filter(({ accountId }) => accountId === account.id)
      .map(({ id, title }) => ({ account, id, title }));
  }

  async add({ account, id, title }: TaskRef): Promise<void> {
    const others = this.#entries().filter((one) => one.id !== id || one.accountId !== account.id);
    await this.#memory.update(key, [{ accountId: account.id, id, title }, ...others].slice(0, most));
  }

  #entries(): Entry[] {
    return this.#memory.get<Entry[]>(key, []);
  }
}
