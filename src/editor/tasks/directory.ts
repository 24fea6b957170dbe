import type { MileApp, Page } from '../../mileapp/index.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Account } from '../accounts/vault.ts';
import type { Named } from './choice.ts';

type List = 'flows' | 'hubs' | 'people';

/** The rows of a list that has pages. */
type Row = { id: string; name?: string };

/** Rows asked for at once: the API's most (mileapp-api.md, §2.4). */
const limit = 1000;

/** Names by id, in the order in which they are shown; `expired` where they are read anew when next asked for. */
type Held = { readonly names: ReadonlyMap<string, string>; readonly readAt: number; expired: boolean };

/** The flows, hubs and people of an organisation, read when they are first needed and held until they expire. */
export class Directory {
  readonly #accounts: Pick<Accounts, 'ask'>;
  readonly #now: () => number;
  /** By account and list. */
  readonly #held = new Map<string, Held>();

  constructor(accounts: Pick<Accounts, 'ask'>, now: () => number) {
    this.#accounts = accounts;
    this.#now = now;
  }

  /** In the organisation's own order. @throws {MileAppError} */
  flows(account: Account, signal?: AbortSignal): Promise<Named[]> {
    return this.#list('flows', account, () =>
      this.#pages(account, (client, page) => client.flows({ page, limit }, signal)),
    );
  }

  /** By name. @throws {MileAppError} */
  hubs(account: Account, signal?: AbortSignal): Promise<Named[]> {
    return this.#list('hubs', account, () =>
      this.#pages(account, (client, page) => client.hubs({ page, limit }, signal)),
    );
  }

  /** By name; the id is the e-mail address, as tasks name their assignees. @throws {MileAppError} */
  people(account: Account, signal?: AbortSignal): Promise<Named[]> {
    return this.#list('people', account, async () => {
      const { items } = await this.#accounts.ask(account, (client) => client.users({}, signal));
      const people = items.flatMap(({ email, name }) =>
        email === undefined ? [] : [{ id: email, name: name ?? email }],
      );
      return people.sort((a, b) => a.name.localeCompare(b.name));
    });
  }

  /** The name of a hub, a flow or a person, where it is held. */
  nameOf(account: Account, list: List, id: string | undefined): string | undefined {
    return id === undefined ? undefined : this.#held.get(keyOf(account, list))?.names.get(id);
  }

  /**
   * Has the names that are at least so many milliseconds old read anew when their list is next asked for; until then
   * nameOf() gives them. @returns whether there are such names
   */
  expire(age = 0): boolean {
    const old = [...this.#held.values()].filter(({ readAt }) => this.#now() - readAt >= age);
    for (const held of old) held.expired = true;
    return old.length > 0;
  }

  async #list(list: List, account: Account, read: () => Promise<Named[]>): Promise<Named[]> {
    const key = keyOf(account, list);
    let held = this.#held.get(key);
    if (!held || held.expired) {
      const names = new Map((await read()).map(({ id, name }) => [id, name]));
      held = { names, readAt: this.#now(), expired: false };
      this.#held.set(key, held);
    }
    return [...held.names].map(([id, name]) => ({ id, name }));
  }

  async #pages(
    account: Account,
    read: (client: MileApp, page: number) => Promise<Page<Row>>,
  ): Promise<Named[]> {
    const rows: Named[] = [];
    let page: Page<Row>['next'] = 1;
    while (typeof page === 'number') {
      const asked: number = page;
      const answer = await this.#accounts.ask(account, (client) => read(client, asked));
      for (const { id, name } of answer.items) if (id !== '') rows.push({ id, name: name ?? id });
      page = answer.next;
    }
    return rows;
  }
}

function keyOf({ id, savedAt }: Account, list: List): string {
  return `${id}@${savedAt}/${list}`;
}
