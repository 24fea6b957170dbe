import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Accounts } from '../accounts/accounts.ts';
import type { Account } from '../accounts/vault.ts';
import { explain } from '../explain.ts';
import { taskPageType, taskScheme } from '../names.ts';
import { plainText } from '../plainText.ts';
import type { TaskDetails } from './taskDetails.ts';
import { type TaskPage, taskHtml } from './taskHtml.ts';
import { taskPage } from './taskPage.ts';
import type { TaskRef } from './taskRef.ts';
import { titleOf } from './words.ts';

/**
 * Tasks as pages to read, one for each task: nothing in them runs, and nothing is loaded. VS Code keeps the pages through a
 * reload of its window; whoever made them is asked to fill them again.
 */
export class TaskPanels {
  readonly #accounts: Pick<Accounts, 'load' | 'all'>;
  readonly #details: TaskDetails;
  readonly #now: () => number;
  readonly #open = new Map<string, { panel: vscode.WebviewPanel; ref: TaskRef }>();

  /** Kept by VS Code, and without an account to read them. */
  readonly #waiting = new Set<vscode.WebviewPanel>();

  constructor(accounts: Pick<Accounts, 'load' | 'all'>, details: TaskDetails, now: () => number) {
    this.#accounts = accounts;
    this.#details = details;
    this.#now = now;
  }

  /** The task of the page that has the focus. */
  get active(): TaskRef | undefined {
    return [...this.#open.values()].find(({ panel }) => panel.active)?.ref;
  }

  /**
   * Reads the task as it is now and shows it, in its page if it has one.
   * @returns the task by the title it has now
   * @throws {MileAppError} when it cannot be read
   */
  async show({ account, id }: TaskRef): Promise<TaskRef> {
    const { ref, html } = await this.#read(account, id);
    const panel = this.#panelOf(ref);
    panel.title = plainText(ref.title, 60);
    panel.webview.html = html;
    panel.reveal();
    return ref;
  }

  /** Fills a page that VS Code kept; while its account is not signed in, it says so and waits. */
  async restore(panel: vscode.WebviewPanel): Promise<void> {
    const kept = keptIn(panel.webview.options);
    if (!kept) return panel.dispose();
    await this.#accounts.load().catch(() => {});
    const account = this.#accounts.all.find(({ id }) => id === kept.accountId);
    if (!account) return this.#wait(panel);
    this.#hold(panel, { account, id: kept.id, title: panel.title });
    try {
      const { ref, html } = await this.#read(account, kept.id);
      this.#hold(panel, ref);
      panel.title = plainText(ref.title, 60);
      panel.webview.html = html;
    } catch (error) {
      panel.webview.html = emptyPage(panel.title, explain(error).sentence);
    }
  }

  /** Empties the pages of accounts that are gone, and fills those that wait for an account that is here. */
  async follow(): Promise<void> {
    const here = new Set(this.#accounts.all.map(({ id }) => id));
    for (const [key, { panel, ref }] of this.#open) {
      if (here.has(ref.account.id)) continue;
      this.#open.delete(key);
      panel.title = vscode.l10n.t('MileApp task');
      this.#wait(panel);
    }
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const panel of waiting) await this.restore(panel);
  }

  #wait(panel: vscode.WebviewPanel): void {
    this.#waiting.add(panel);
    panel.onDidDispose(() => this.#waiting.delete(panel));
    panel.webview.html = emptyPage(panel.title, vscode.l10n.t('Sign in to MileApp to see this task.'));
  }

  async #read(account: Account, id: string): Promise<{ ref: TaskRef; html: string }> {
    const task = await this.#details.read(account, id);
    const components = await this.#details.components(account, task.flow);
    const ref = { account, id, title: titleOf(task) };
    return { ref, html: pageHtml(taskPage(task, components, this.#now())) };
  }

  #panelOf(ref: TaskRef): vscode.WebviewPanel {
    const panel =
      this.#open.get(keyOf(ref))?.panel ??
      vscode.window.createWebviewPanel(taskPageType, '', vscode.ViewColumn.Active, {
        enableScripts: false,
        enableForms: false,
        enableCommandUris: false,
        enableFindWidget: true,
        localResourceRoots: [addressOf(ref)],
      });
    this.#hold(panel, ref);
    return panel;
  }

  #hold(panel: vscode.WebviewPanel, ref: TaskRef): void {
    const key = keyOf(ref);
    const held = this.#open.has(key);
    this.#open.set(key, { panel, ref });
    if (held) return;
    panel.iconPath = new vscode.ThemeIcon('checklist');
    panel.onDidDispose(() => this.#open.delete(key));
  }
}

const keyOf = ({ account, id }: TaskRef) => `${account.id}/${id}`;

/** A page of a task that cannot be read now. */
function emptyPage(title: string, sentence: string): string {
  const language = vscode.env.language;
  return pageHtml({
    language,
    title,
    status: vscode.l10n.t('Not read'),
    tone: 'warning',
    about: sentence,
    sections: [],
  });
}

const pageHtml = (page: TaskPage) => taskHtml(page, randomBytes(16).toString('hex'));

/**
 * The task's ids as the one root of its page. A page without scripts can keep no state, but VS Code keeps its options; and
 * as there is no such file system, and the page's policy loads nothing, the root opens nothing.
 */
function addressOf({ account, id }: TaskRef): vscode.Uri {
  return vscode.Uri.from({
    scheme: taskScheme,
    path: `/${encodeURIComponent(account.id)}/${encodeURIComponent(id)}`,
  });
}

function keptIn({
  localResourceRoots,
}: vscode.WebviewOptions): { accountId: string; id: string } | undefined {
  const [, accountId, id] = (localResourceRoots?.[0]?.path ?? '').split('/').map(decodeURIComponent);
  return accountId && id ? { accountId, id } : undefined;
}
