import * as vscode from 'vscode';
import type { Accounts } from '../accounts/accounts.ts';
import type { Account } from '../accounts/vault.ts';
import { explain } from '../explain.ts';
import { count } from '../numbers.ts';
import { plainText } from '../plainText.ts';
import { idIn } from './idAt.ts';
import type { RecentTasks } from './recentTasks.ts';
import type { TaskDetails } from './taskDetails.ts';
import type { TaskRef } from './taskRef.ts';
import { type Hit, type Progress, TitleSearch } from './titleSearch.ts';
import { statusWord, titleOf } from './words.ts';

type Row = vscode.QuickPickItem & { ref?: TaskRef; further?: true; remedy?: vscode.Command };

/** Milliseconds without a key before a search begins. */
const pause = 250;
/** Tasks read at once. */
const batch = 500;

/** Finds a task by its id, by an address that contains it, or by a text in its title or content. */
export class GoToTask {
  readonly #accounts: Accounts;
  readonly #details: TaskDetails;
  readonly #recent: RecentTasks;

  constructor(accounts: Accounts, details: TaskDetails, recent: RecentTasks) {
    this.#accounts = accounts;
    this.#details = details;
    this.#recent = recent;
  }

  /** The task somebody chose; undefined where none was. */
  pick(account: Account): Promise<TaskRef | undefined> {
    const search = new TitleSearch((cursor, signal) => this.#batch(account, cursor, signal));
    return new Promise((resolve) => {
      const box = vscode.window.createQuickPick<Row>();
      box.title = vscode.l10n.t('Go to Task');
      box.placeholder = vscode.l10n.t('An id, an address with an id, or words of the title or the content');
      box.matchOnDescription = true;
      box.matchOnDetail = true;
      // Not in the published types, but honoured: results stay in the order they were found, newest first.
      Object.assign(box, { sortByLabel: false });
      box.items = this.#recentRows(account);
      const asking = new Asking(box, (text, signal) => this.#rows(account, search, text, signal));
      box.onDidChangeValue((text) => {
        if (text.trim() === '') {
          asking.end();
          box.items = this.#recentRows(account);
        } else {
          // What was found for another text is no answer to this one; Enter must not open it.
          const isId = idIn(text.trim()) !== undefined;
          box.items = isId
            ? []
            : box.items.filter(({ ref }) => ref).map((row) => ({ ...row, alwaysShow: false }));
          asking.begin(text.trim());
        }
      });
      box.onDidAccept(() => {
        const [row] = box.selectedItems;
        if (row?.further) return asking.further();
        if (row?.remedy)
          void vscode.commands.executeCommand(row.remedy.command, ...(row.remedy.arguments ?? []));
        resolve(row?.ref);
        box.hide();
      });
      box.onDidHide(() => {
        asking.end();
        resolve(undefined);
        box.dispose();
      });
      box.show();
    });
  }

  #batch(account: Account, cursor: string | undefined, signal: AbortSignal) {
    const filter = {
      lazyLoad: true,
      limit: batch,
      fields: '_id,title,content,status,flow',
      ...(cursor === undefined ? {} : { cursor }),
    };
    return this.#accounts.ask(account, (client) => client.tasks(filter, signal));
  }

  #recentRows(account: Account): Row[] {
    const rows = this.#recent.of(account).map((ref): Row => ({ label: plainText(ref.title), ref }));
    if (rows.length === 0) return [];
    return [{ label: vscode.l10n.t('Recent'), kind: vscode.QuickPickItemKind.Separator }, ...rows];
  }

  /** The rows for a text, again and again as more is known; it waits where `further` has to be asked. */
  async *#rows(
    account: Account,
    search: TitleSearch,
    text: string,
    signal: AbortSignal,
  ): AsyncGenerator<Found> {
    const id = idIn(text);
    if (id !== undefined) {
      const task = await this.#details.recent(account, id, signal);
      yield { rows: [hitRow(account, task)], waits: true };
      return;
    }
    let since = { hits: 0, read: 0 };
    for await (const progress of search.find(text, signal)) {
      const waits = !progress.ended && search.isEnough(progress, since);
      if (waits) since = { hits: progress.hits.length, read: progress.read };
      yield { rows: progressRows(account, progress, waits), waits };
    }
  }
}

type Found = { rows: Row[]; waits: boolean };

/** One text at a time: what was asked for another one is ended. */
class Asking {
  readonly #box: vscode.QuickPick<Row>;
  readonly #find: (text: string, signal: AbortSignal) => AsyncGenerator<Found>;
  #abort = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #further: () => void = () => {};

  constructor(
    box: vscode.QuickPick<Row>,
    find: (text: string, signal: AbortSignal) => AsyncGenerator<Found>,
  ) {
    this.#box = box;
    this.#find = find;
  }

  begin(text: string): void {
    this.end();
    const abort = new AbortController();
    this.#abort = abort;
    this.#box.busy = true;
    this.#timer = setTimeout(() => void this.#run(text, abort.signal), pause);
  }

  /** Looks on, where a search has paused. */
  further(): void {
    this.#further();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#further();
    this.#box.busy = false;
  }

  async #run(text: string, signal: AbortSignal): Promise<void> {
    try {
      for await (const { rows, waits } of this.#find(text, signal)) {
        if (signal.aborted) return;
        this.#show(rows);
        if (!waits) continue;
        this.#box.busy = false;
        await new Promise<void>((resolve) => {
          this.#further = resolve;
        });
        if (signal.aborted) return;
        this.#box.busy = true;
      }
    } catch (error) {
      if (signal.aborted) return;
      const { sentence, remedy } = explain(error);
      const kept = this.#box.items.filter(({ ref }) => ref !== undefined);
      this.#show([
        ...kept,
        { label: `$(warning) ${sentence}`, detail: remedy.title, alwaysShow: true, remedy },
      ]);
    }
    if (!signal.aborted) this.#box.busy = false;
  }

  /** New rows, with the focus where it was. */
  #show(rows: Row[]): void {
    const focused = this.#box.activeItems[0]?.ref?.id;
    this.#box.items = rows;
    const again = focused === undefined ? undefined : rows.find(({ ref }) => ref?.id === focused);
    if (again) this.#box.activeItems = [again];
  }
}

function hitRow(account: Account, task: Hit): Row {
  const title = titleOf({ ...task, fields: {} });
  return {
    label: title,
    description: [statusWord(task.status), plainText(task.flow ?? '', 60)].filter(Boolean).join(' · '),
    detail: plainText(task.content ?? '', 120) || task.id,
    alwaysShow: true,
    ref: { account, id: task.id, title },
  };
}

function progressRows(account: Account, { hits, read, ended }: Progress, waits: boolean): Row[] {
  const rows = hits.map((hit) => hitRow(account, hit));
  const about = vscode.l10n.t('{0} tasks read', count(read));
  if (waits)
    rows.push({
      label: `$(search) ${vscode.l10n.t('Look further')}`,
      description: about,
      alwaysShow: true,
      further: true,
    });
  else if (ended && rows.length === 0)
    rows.push({
      label: vscode.l10n.t('No task has this in its title or content'),
      description: about,
      alwaysShow: true,
    });
  else if (!ended) rows.push({ label: `$(loading~spin) ${about}`, alwaysShow: true });
  return rows;
}
