import type { TaskFilter } from '../../mileapp/index.ts';
import type { AccountState, Accounts } from '../accounts/accounts.ts';
import type { Account } from '../accounts/vault.ts';
import { type Choice, combine, filterOf, isEverything } from './choice.ts';
import type { Directory } from './directory.ts';
import { type Grouping, type GroupSpec, groupsBy, isEmpty, isNamed } from './grouping.ts';
import type { SavedFilters } from './savedFilters.ts';
import type { GroupNode, TaskNode } from './taskNode.ts';
import { type Slice, TaskPages } from './taskPages.ts';

/** What a row and its label need of a task: the rest is read when a task is hovered or opened. */
const rowFields =
  '_id,title,content,flow,flowId,hubId,status,assignee,startTime,endTime,createdTime,doneTime,updatedTime';

/** Milliseconds for which names of groups may be those of an earlier refresh. */
const namesLast = 3_600_000;

export type ModelParts = {
  accounts: Pick<Accounts, 'state' | 'load' | 'ask'>;
  directory: Directory;
  saved: SavedFilters;
  /** Rows of a page. */
  pageSize: () => number;
  now: () => number;
  /** Told of a row whose children, or looks, are others now; undefined for all. */
  changed: (node: TaskNode | undefined) => void;
};

/**
 * The tree “Tasks” without VS Code: which rows there are, and which requests they take. Nothing is asked for a group
 * that is closed; one request for each that is open, and page.
 */
export class TaskModel {
  readonly #parts: ModelParts;
  #grouping: Grouping;
  #choice: Choice;
  /** By key; they outlive a refresh, so that rows held stay until new ones come. */
  #groups = new Map<string, GroupNode>();
  #specs: { list: Promise<TaskNode[]>; abort: AbortController } | undefined;
  /** Why the groups themselves could not be read, all or some. */
  #specsError: unknown;
  /** Names the account and the token the groups were made for. */
  #shown = '';
  /** The saved filters as they were last listed. */
  #saved = '';
  /** How many tasks the counted filter meets, and which filter that was. */
  #count: Count | undefined;

  constructor(parts: ModelParts, grouping: Grouping, choice: Choice) {
    this.#parts = parts;
    this.#grouping = grouping;
    this.#choice = choice;
  }

  get grouping(): Grouping {
    return this.#grouping;
  }

  get choice(): Choice {
    return this.#choice;
  }

  /** The counted filter and how many tasks it meets, once the server has said so. */
  get counted(): { name: string; total: number } | undefined {
    const { name, total } = this.#count ?? {};
    return name === undefined || total === undefined ? undefined : { name, total };
  }

  /** Why a tree without groups has no row: there is no task, or none meets the filters. */
  get empty(): 'none' | 'filtered' | undefined {
    const pages = this.#grouping === 'none' ? this.#groups.get('all')?.pages : undefined;
    if (!pages?.loaded || pages.rows.size > 0 || pages.error !== undefined) return undefined;
    return isEverything(this.#choice) ? 'none' : 'filtered';
  }

  /** When the oldest rows were read that a refresh could not replace. */
  get staleSince(): number | undefined {
    const times = [...this.#groups.values()].flatMap(({ pages }) =>
      pages.stale && pages.error !== undefined && pages.readAt !== undefined ? [pages.readAt] : [],
    );
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** Shows the tasks of a choice, in groups. */
  show(grouping: Grouping, choice: Choice): void {
    if (grouping === this.#grouping && JSON.stringify(choice) === JSON.stringify(this.#choice)) return;
    this.#grouping = grouping;
    this.#choice = choice;
    this.#rebuild();
  }

  /** Follows a change of the account: for another one, or another token, everything begins anew. */
  follow(state: AccountState): void {
    const shown = state.kind === 'signedOut' ? '' : `${state.account.id}@${state.account.savedAt}`;
    if (shown === this.#shown) {
      this.#parts.changed(undefined);
      return;
    }
    this.#shown = shown;
    this.#count = undefined;
    this.#rebuild();
  }

  async children(node?: TaskNode): Promise<TaskNode[]> {
    if (node) return node.kind === 'group' ? this.#open(node) : [];
    let state: AccountState;
    try {
      state = await this.#parts.accounts.load();
    } catch (error) {
      return [{ kind: 'problem', error }];
    }
    if (state.kind === 'signedOut') return [];
    const { account } = state;
    void this.#countNow(account);
    const top = this.#filterRows(account);
    if (state.kind !== 'signedIn') top.push({ kind: 'token', account, why: state.kind });
    return [...top, ...(await this.#groupRows(account))];
  }

  parentOf(node: TaskNode): TaskNode | undefined {
    if (!('group' in node) || !node.group) return undefined;
    return node.group.spec.name.by === 'none' ? undefined : node.group;
  }

  /**
   * Asks again for the groups that are open; the others ask when they are opened. Beside the groups it takes one request
   * at most: the filter's count comes before the names of the groups, unless those have grown old.
   */
  refresh(): void {
    for (const { pages } of this.#groups.values()) pages.refresh();
    const one = this.#count !== undefined && isNamed(this.#grouping);
    const renamed = this.#parts.directory.expire(one ? namesLast : 0);
    if (this.#count && !(one && renamed)) this.#count.stale = true;
    this.#forgetSpecs();
    this.#parts.changed(undefined);
  }

  /** Tries again what failed for one reason, without a click. */
  resume(kind: string): void {
    const failed = [...this.#groups.values()].filter(({ pages }) => isOf(kind, pages.error));
    const groupsFailed = isOf(kind, this.#specsError);
    for (const { pages } of failed) pages.forgive();
    if (groupsFailed) this.#forgetSpecs();
    if (failed.length > 0 || groupsFailed) this.#parts.changed(undefined);
  }

  /** Reads the next page of a group, or the same one again where that failed. */
  async loadMore(group: GroupNode): Promise<void> {
    await this.#told(group, group.pages.more());
  }

  /** Reads the whole group, batch by batch. */
  async loadAll(group: GroupNode): Promise<void> {
    await this.#told(
      group,
      group.pages.all(() => this.#changed(group)),
    );
  }

  /** A closed group needs no answer; opened again, it asks again. */
  collapsed(node: TaskNode): void {
    if (node.kind !== 'group' || !node.pages.loading) return;
    node.pages.abort();
    this.#changed(node);
  }

  /** The query of a group as it is asked now, without its page; undefined for the whole tree. */
  filter(group?: GroupNode): TaskFilter {
    const now = this.#parts.now();
    const choice = filterOf(this.#choice, now);
    return group ? (combine(choice, group.spec.filter(now)) ?? choice) : choice;
  }

  /** Follows a change of the saved filters, which another window may have made. */
  recount(): void {
    const { state } = this.#parts.accounts;
    if (state.kind === 'signedOut') return;
    if (JSON.stringify(this.#parts.saved.of(state.account)) !== this.#saved) this.#parts.changed(undefined);
  }

  dispose(): void {
    this.#forgetSpecs();
    for (const { pages } of this.#groups.values()) pages.abort();
  }

  /** Counts the filter that is to be counted: one request, for one row. Where it fails, no number is shown. */
  async #countNow(account: Account): Promise<void> {
    const counted = this.#parts.saved.counted(account);
    const key = counted && JSON.stringify(counted);
    const before = this.#count;
    if (key === before?.key && !before?.stale) return;
    // A number stays until the next one comes.
    const total = key === before?.key ? before?.total : undefined;
    const count: Count | undefined =
      counted && key ? { key, name: counted.name, total, stale: false } : undefined;
    this.#count = count;
    if (!counted || !count) return;
    const filter = { ...filterOf(counted.choice, this.#parts.now()), limit: 1, fields: '_id' };
    try {
      const page = await this.#parts.accounts.ask(account, (client) => client.tasks(filter));
      count.total = page.total;
    } catch {
      return;
    }
    if (this.#count === count) this.#parts.changed(undefined);
  }

  #filterRows(account: Account): TaskNode[] {
    const chosen = JSON.stringify(this.#choice);
    const all = this.#parts.saved.of(account);
    this.#saved = JSON.stringify(all);
    return all.map((saved) => ({
      kind: 'filter',
      account,
      saved,
      active: JSON.stringify(saved.choice) === chosen,
      count: this.#count?.name === saved.name ? this.#count.total : undefined,
    }));
  }

  async #groupRows(account: Account): Promise<TaskNode[]> {
    const abort = new AbortController();
    this.#specs ??= { list: this.#readGroups(account, abort.signal), abort };
    const specs = this.#specs;
    const nodes = await specs.list;
    // Read anew in the meantime, for another grouping or account.
    if (this.#specs !== specs) return this.#specs ? this.#specs.list : [];
    const [only] = nodes;
    if (only?.kind !== 'group' || only.spec.name.by !== 'none') return nodes;
    const rows = await this.#open(only);
    // A tree without a single row is the welcome view's place.
    const bare = this.#parts.saved.of(account).length === 0 && this.#parts.accounts.state.kind === 'signedIn';
    return bare && rows[0]?.kind === 'empty' ? [] : rows;
  }

  /** Never rejects: what went wrong is a row, beside the groups held. */
  async #readGroups(account: Account, signal: AbortSignal): Promise<TaskNode[]> {
    const { directory, now } = this.#parts;
    const chosen = this.#choice.time?.by;
    if (this.#grouping === 'startTime' && chosen !== undefined && chosen !== 'startTime')
      return [{ kind: 'twoTimes', account }];
    try {
      const { specs, error } = await groupsBy(this.#grouping, account, directory, signal);
      this.#specsError = error;
      const groups = specs.flatMap((spec) => this.#group(account, spec, now()) ?? []);
      return error === undefined ? groups : [...groups, { kind: 'problem', error }];
    } catch (error) {
      if (signal.aborted) return [];
      this.#specsError = error;
      return [...this.#groups.values(), { kind: 'problem', error }];
    }
  }

  /** Undefined for a group no task can be in. */
  #group(account: Account, spec: GroupSpec, now: number): GroupNode | undefined {
    const filter = combine(filterOf(this.#choice, now), spec.filter(now));
    if (!filter || isEmpty(filter)) return undefined;
    const held = this.#groups.get(spec.key);
    if (held) {
      held.spec = spec;
      return held;
    }
    const pages = new TaskPages(
      (slice, signal) => this.#ask(group, slice, signal),
      this.#parts.pageSize,
      this.#parts.now,
    );
    const id = `${account.id}/${this.#grouping}/${spec.key}`;
    const group: GroupNode = { kind: 'group', account, id, spec, pages };
    this.#groups.set(spec.key, group);
    return group;
  }

  #ask(group: GroupNode, slice: Slice, signal: AbortSignal) {
    const { sortBy, sortOrder, ...filter } = this.filter(group);
    const asked: TaskFilter =
      'page' in slice
        ? { ...this.filter(group), ...slice, fields: rowFields }
        : {
            ...filter,
            limit: slice.limit,
            fields: rowFields,
            lazyLoad: true,
            ...(slice.cursor === undefined ? {} : { cursor: slice.cursor }),
          };
    return this.#parts.accounts.ask(group.account, (client) => client.tasks(asked, signal));
  }

  async #open(group: GroupNode): Promise<TaskNode[]> {
    const { pages } = group;
    const before = [pages.loaded, pages.stale, pages.total, pages.error];
    await pages.open();
    // The group's own row shows how many tasks the server counts, and of when they are: known only now.
    const now = [pages.loaded, pages.stale, pages.total, pages.error];
    if (before.some((value, index) => value !== now[index])) queueMicrotask(() => this.#changed(group));
    const rows: TaskNode[] = [];
    for (const [key, task] of pages.rows) rows.push({ kind: 'task', group, key, task });
    if (pages.error !== undefined) rows.push({ kind: 'problem', group, error: pages.error });
    else if (pages.hasMore) rows.push({ kind: 'more', group });
    else if (pages.loaded && rows.length === 0)
      rows.push({ kind: 'empty', group, filtered: !isEverything(this.#choice) });
    return rows;
  }

  async #told(group: GroupNode, done: Promise<void>): Promise<void> {
    this.#changed(group);
    await done;
    this.#changed(group);
  }

  #changed(group: GroupNode): void {
    this.#parts.changed(group.spec.name.by === 'none' ? undefined : group);
  }

  #rebuild(): void {
    for (const { pages } of this.#groups.values()) pages.abort();
    this.#groups.clear();
    this.#forgetSpecs();
    this.#parts.changed(undefined);
  }

  #forgetSpecs(): void {
    this.#specs?.abort.abort();
    this.#specs = undefined;
    this.#specsError = undefined;
  }
}

/** The answer about one saved filter, as it was saved; `total` once the server has given one; `stale` once a refresh asks. */
type Count = { key: string; name: string; total: number | undefined; stale: boolean };

function isOf(kind: string, error: unknown): boolean {
  return (error as { kind?: unknown } | undefined)?.kind === kind;
}
