import type { MileApp, Page } from '../../mileapp/index.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Account } from '../accounts/vault.ts';
import type { Named } from './choice.ts';

type List = 'flows' | 'hubs' | 'people';

/** The rows of a list that has pages. */
type Row = { id: string; name?: string };

/** Rows asked for at once: the API's most (mileapp-api.md, §2.4). */
const limit = 1000;

/** The flows, hubs and people of an organisation, read when they are first needed and held until forget(). */
export class Directory {
  readonly #accounts: Pick<Accounts, 'ask'>;
  /** By account and list: names by id, in the order in which they are shown. */
  readonly #held = new Map<string, ReadonlyMap<string, string>>();

  constructor(accounts: Pick<Accounts, 'ask'>) {
    this.#accounts = accounts;
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

  /** The name of a hub, a flow or a person, where it is held already. */
  nameOf(account: Account, list: List, id: string | undefined): string | undefined {
    return id === undefined ? undefined : this.#held.get(keyOf(account, list))?.get(id);
  }

  forget(): void {
    this.#held.clear();
  }

  async #list(list: List, account: Account, read: () => Promise<Named[]>): Promise<Named[]> {
    const key = keyOf(account, list);
    const names = this.#held.get(key) ?? new Map((await read()).map(({ id, name }) => [id, name]));
    this.#held.set(key, names);
    return [...names].map(([id, name]) => ({ id, name }));
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
