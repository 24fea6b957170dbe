import * as vscode from 'vscode';
import type { Accounts } from '../accounts/accounts.ts';
import type { Account } from '../accounts/vault.ts';
import { explain } from '../explain.ts';
import type { Directory } from './directory.ts';
import type { HoverCards } from './hoverCards.ts';
import { markdownText } from './markdownText.ts';
import type { TaskDetails } from './taskDetails.ts';

/** Says what an id names: a hub, a flow or a task of the account in use. */
export class LookUp {
  readonly #accounts: Accounts;
  readonly #directory: Directory;
  readonly #details: TaskDetails;
  readonly #cards: HoverCards;
  /** Ids that name nothing, by account. */
  readonly #unknown = new Set<string>();

  constructor(accounts: Accounts, directory: Directory, details: TaskDetails, cards: HoverCards) {
    this.#accounts = accounts;
    this.#directory = directory;
    this.#details = details;
    this.#cards = cards;
  }

  /** A card for the id; where it cannot be looked up, a sentence that says why. */
  async card(id: string, signal: AbortSignal): Promise<vscode.MarkdownString> {
    const state = await this.#accounts.load();
    if (state.kind === 'signedOut')
      return sentence(vscode.l10n.t('Sign in to MileApp to see what this id names.'));
    try {
      return (await this.#find(state.account, id, signal)) ?? sentence(this.#nothing(state.account));
    } catch (error) {
      return sentence(explain(error).sentence);
    }
  }

  forget(): void {
    this.#unknown.clear();
  }

  async #find(account: Account, id: string, signal: AbortSignal): Promise<vscode.MarkdownString | undefined> {
    const key = `${account.id}/${id}`;
    if (this.#unknown.has(key)) return undefined;
    const named = this.#named(account, id);
    if (named) return named;
    try {
      const task = await this.#details.recent(account, id, signal);
      return this.#cards.card(account, task);
    } catch (error) {
      if ((error as { kind?: unknown }).kind !== 'notFound') throw error;
    }
    await this.#directory.hubs(account, signal);
    await this.#directory.flows(account, signal);
    const found = this.#named(account, id);
    if (!found) this.#unknown.add(key);
    return found;
  }

  #named(account: Account, id: string): vscode.MarkdownString | undefined {
    const hub = this.#directory.nameOf(account, 'hubs', id);
    if (hub !== undefined) return card(vscode.l10n.t('Hub'), hub, account);
    const flow = this.#directory.nameOf(account, 'flows', id);
    return flow === undefined ? undefined : card(vscode.l10n.t('Flow'), flow, account);
  }

  #nothing({ organization }: Account): string {
    return vscode.l10n.t('This id names no task, hub or flow of {0}.', organization);
  }
}

function card(kind: string, name: string, { organization }: Account): vscode.MarkdownString {
  return new vscode.MarkdownString(
    `**${markdownText(name)}**\n\n${markdownText(kind)} · ${markdownText(organization)}`,
  );
}

function sentence(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString(`MileApp: ${markdownText(text)}`);
}
