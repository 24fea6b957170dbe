import * as vscode from 'vscode';
import type { AccountState } from '../accounts/accounts.ts';
import type { Account } from '../accounts/vault.ts';
import { assertNever } from '../assertNever.ts';
import { commands } from '../names.ts';
import { type Choice, isEverything } from './choice.ts';
import type { Directory } from './directory.ts';
import { FilterPick } from './filterPick.ts';
import { type Grouping, groupings } from './grouping.ts';
import type { SavedFilter, SavedFilters } from './savedFilters.ts';
import { choiceWords, groupingWord } from './words.ts';

type SavedCommand =
  | typeof commands.saveFilter
  | typeof commands.applyFilter
  | typeof commands.countFilter
  | typeof commands.removeFilter;

const groupingKey = 'grouping';
const choiceKey = 'choice';
/** A filter belongs to an account: flows and hubs are those of its organisation. */
type Chosen = { accountId: string; choice: Choice };

const everything: Choice = {};

/** How the tree is grouped and what it shows: asked for, remembered for this workspace, and kept under names. */
export class FilterCommands {
  readonly #pick: FilterPick;
  readonly #saved: SavedFilters;
  readonly #memory: vscode.Memento;

  constructor(directory: Directory, saved: SavedFilters, memory: vscode.Memento) {
    this.#pick = new FilterPick(directory);
    this.#saved = saved;
    this.#memory = memory;
  }

  get grouping(): Grouping {
    const remembered = this.#memory.get<string>(groupingKey);
    return groupings.find((one) => one === remembered) ?? 'status';
  }

  /** What this workspace shows of the account's tasks; the same object until that changes. */
  choice(state: AccountState): Choice {
    const chosen = this.#memory.get<Chosen>(choiceKey);
    return state.kind !== 'signedOut' && chosen?.accountId === state.account.id ? chosen.choice : everything;
  }

  async askGrouping(): Promise<void> {
    const rows = groupings.map((value) => ({
      label: groupingWord(value),
      value,
      ...(value === this.grouping ? { description: vscode.l10n.t('chosen now') } : {}),
    }));
    const chosen = await vscode.window.showQuickPick(rows, {
      title: vscode.l10n.t('Group Tasks'),
      placeHolder: vscode.l10n.t('By what?'),
    });
    if (chosen) await this.#memory.update(groupingKey, chosen.value);
  }

  async askChoice(account: Account): Promise<void> {
    const choice = await this.#pick.ask(account, this.choice({ kind: 'signedIn', account }));
    if (choice) await this.#choose(account, choice);
  }

  async clear(account: Account): Promise<void> {
    await this.#choose(account, everything);
  }

  /** @param given the filter whose row the command was given on; without one, one is asked for */
  async runSaved(command: SavedCommand, account: Account, given: SavedFilter | undefined): Promise<void> {
    if (command === commands.saveFilter) return this.#save(account);
    const saved = given ?? (await this.#askSaved(account));
    if (!saved) return;
    switch (command) {
      case commands.applyFilter:
        return this.#choose(account, saved.choice);
      case commands.countFilter:
        return this.#saved.count(account, saved.counted ? undefined : saved.name);
      case commands.removeFilter:
        return this.#saved.remove(account, saved.name);
      default:
        return assertNever(command);
    }
  }

  async #choose(account: Account, choice: Choice): Promise<void> {
    const chosen: Chosen = { accountId: account.id, choice };
    await this.#memory.update(choiceKey, isEverything(choice) ? undefined : chosen);
  }

  async #save(account: Account): Promise<void> {
    const choice = this.choice({ kind: 'signedIn', account });
    if (isEverything(choice)) {
      await vscode.window.showInformationMessage(
        vscode.l10n.t('Nothing is filtered now. Filter the tasks first, then save the filter.'),
      );
      return;
    }
    const words = choiceWords(choice);
    const name = await vscode.window.showInputBox({
      title: vscode.l10n.t('Save Filter'),
      prompt: vscode.l10n.t('A name for “{0}”', words),
      value: words.slice(0, 60),
      validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('It needs a name.') : undefined),
    });
    if (name !== undefined) await this.#saved.save(account, name.trim().slice(0, 100), choice);
  }

  async #askSaved(account: Account): Promise<SavedFilter | undefined> {
    const all = this.#saved.of(account);
    if (all.length === 0) {
      await vscode.window.showInformationMessage(vscode.l10n.t('No filter has been saved yet.'));
      return undefined;
    }
    const rows = all.map((saved) => ({
      label: saved.name,
      description: choiceWords(saved.choice),
      saved,
    }));
    const chosen = await vscode.window.showQuickPick(rows, { title: vscode.l10n.t('Saved Filters') });
    return chosen?.saved;
  }
}
