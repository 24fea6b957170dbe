import type { Memento } from 'vscode';
import type { Account } from '../accounts/vault.ts';
import type { Choice } from './choice.ts';

/** A choice under a name. */
export type SavedFilter = { readonly name: string; readonly choice: Choice; readonly counted?: true };

/** The filters a person keeps, for each account apart: flows and hubs are those of one organisation. */
export class SavedFilters {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** By name. */
  of(account: Account): readonly SavedFilter[] {
    return this.#memory.get<SavedFilter[]>(keyOf(account), []);
  }

  /** The one whose tasks are counted, if any. */
  counted(account: Account): SavedFilter | undefined {
    return this.of(account).find(({ counted }) => counted);
  }

  /** Keeps the choice; another under the same name gives way. */
  async save(account: Account, name: string, choice: Choice): Promise<void> {
    const before = this.of(account).find((one) => one.name === name);
    const saved: SavedFilter = { name, choice, ...(before?.counted ? { counted: true } : {}) };
    await this.#write(account, [...this.of(account).filter((one) => one.name !== name), saved]);
  }

  async remove(account: Account, name: string): Promise<void> {
    await this.#write(
      account,
      this.of(account).filter((one) => one.name !== name),
    );
  }

  /** Counts this one and no other; undefined counts none. */
  async count(account: Account, name: string | undefined): Promise<void> {
    const all = this.of(account).map(({ name: own, choice }) => ({
      name: own,
      choice,
      ...(own === name ? { counted: true as const } : {}),
    }));
    await this.#write(account, all);
  }

  async #write(account: Account, filters: SavedFilter[]): Promise<void> {
    await this.#memory.update(
      keyOf(account),
      filters.sort((a, b) => a.name.localeCompare(b.name)),
    );
  }
}

function keyOf({ id }: Account): string {
  return `filters/${id}`;
}
