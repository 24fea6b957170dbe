import type { FlowComponent, Task } from '../../mileapp/index.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Account } from '../accounts/vault.ts';

/** Whole tasks that were read lately, beside those under way. */
const held = 30;

/** Reads whole tasks and the titles of their flows' fields; holds the last few until forget(). */
export class TaskDetails {
  readonly #accounts: Pick<Accounts, 'ask'>;
  readonly #tasks = new Map<string, Task>();
  readonly #components = new Map<string, FlowComponent[]>();

  constructor(accounts: Pick<Accounts, 'ask'>) {
    this.#accounts = accounts;
  }

  /** The task as it is now. @throws {MileAppError} */
  async read(account: Account, id: string, signal?: AbortSignal): Promise<Task> {
    const task = await this.#accounts.ask(account, (client) => client.task(id, signal));
    const key = `${account.id}/${id}`;
    this.#tasks.delete(key);
    this.#tasks.set(key, task);
    const [oldest] = this.#tasks.keys();
    if (this.#tasks.size > held && oldest !== undefined) this.#tasks.delete(oldest);
    return task;
  }

  /** The task as it was lately, or as it is. @throws {MileAppError} */
  async recent(account: Account, id: string, signal?: AbortSignal): Promise<Task> {
    return this.#tasks.get(`${account.id}/${id}`) ?? this.read(account, id, signal);
  }

  /** The fields of a flow, in their order; none where they cannot be read, for their titles only help. */
  async components(account: Account, flow: string | undefined): Promise<FlowComponent[]> {
    if (!flow) return [];
    const key = `${account.id}/${flow}`;
    try {
      const found =
        this.#components.get(key) ??
        (await this.#accounts.ask(account, (client) => client.flowFields(flow))).components;
      this.#components.set(key, found);
      return found;
    } catch {
      return [];
    }
  }

  forget(): void {
    this.#tasks.clear();
    this.#components.clear();
  }
}
