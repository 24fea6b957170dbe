import type { Page, Task } from '../../mileapp/index.ts';

/** What is asked for at once: a page, from 1, or in cursor mode what follows a cursor. */
export type Slice = { page: number; limit: number } | { cursor: string | undefined; limit: number };

export type AskForPage = (slice: Slice, signal: AbortSignal) => Promise<Page<Task>>;

/** The most rows of one answer (mileapp-api.md, §2.4). */
const mostRows = 1000;

/**
 * The rows of one group, page by page. Loading never loses rows: a failure keeps those held, pages that shifted add
 * no row twice, and an abort leaves everything as it was.
 */
export class TaskPages {
  readonly #ask: AskForPage;
  readonly #pageSize: () => number;
  readonly #now: () => number;
  readonly #rows = new Map<string, Task>();
  /** Rows per page since the first was read, and how many pages have been. */
  #size = 0;
  #pages = 0;
  #hasMore = false;
  #total: number | undefined;
  #error: unknown;
  #readAt: number | undefined;
  /** The rows held are of before a refresh: the next answer replaces them. */
  #stale = false;
  /** What failed is to be asked for again by itself. */
  #again = false;
  #underWay: { done: Promise<void>; abort: AbortController } | undefined;

  constructor(ask: AskForPage, pageSize: () => number, now: () => number = Date.now) {
    this.#ask = ask;
    this.#pageSize = pageSize;
    this.#now = now;
  }

  /** The tasks by a key that stays theirs: the id, where there is one. */
  get rows(): ReadonlyMap<string, Task> {
    return this.#rows;
  }

  /** How many tasks the server says there are; undefined until it has said so. */
  get total(): number | undefined {
    return this.#total;
  }

  /** Whether the first page has been read. */
  get loaded(): boolean {
    return this.#readAt !== undefined;
  }

  /** When the first page was read, in milliseconds since the epoch. */
  get readAt(): number | undefined {
    return this.#readAt;
  }

  get hasMore(): boolean {
    return this.#hasMore;
  }

  get loading(): boolean {
    return this.#underWay !== undefined;
  }

  /** Whether the rows held are older than the last refresh. */
  get stale(): boolean {
    return this.#stale && this.loaded;
  }

  /** Why the last request failed; undefined after one that did not. */
  get error(): unknown {
    return this.#error;
  }

  /** Reads the first page, unless it is held or on its way; waits for no other. Never rejects: see `error`. */
  async open(): Promise<void> {
    if (this.#underWay) return this.loaded && !this.#stale ? undefined : this.#underWay.done;
    const wanting = !this.loaded || this.#stale || this.#again;
    if (wanting && this.#error === undefined) await this.more();
  }

  /** Reads the page that comes next, or again the one that failed. Never rejects: see `error`. */
  more(): Promise<void> {
    return this.#once((signal) => this.#next(signal));
  }

  /**
   * Reads all that is left, in cursor mode, which needs the server's default order. An abort keeps what has come.
   * Never rejects: see `error`.
   * @param read called after each batch
   */
  all(read: () => void): Promise<void> {
    return this.#once((signal) => this.#walk(signal, read));
  }

  /** Makes the next `open` ask again; until it is answered, the rows held stay. */
  refresh(): void {
    this.abort();
    this.#stale = true;
    this.#error = undefined;
  }

  /** Makes the next `open` try again what failed. */
  forgive(): void {
    if (this.#error === undefined) return;
    this.#error = undefined;
    this.#again = true;
  }

  /** Ends the request under way; the rows held stay. */
  abort(): void {
    this.#underWay?.abort.abort();
    this.#underWay = undefined;
  }

  async #once(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#underWay) return this.#underWay.done;
    this.#again = false;
    const abort = new AbortController();
    const done = this.#guarded(run, abort.signal).finally(() => {
      if (this.#underWay?.abort === abort) this.#underWay = undefined;
    });
    this.#underWay = { done, abort };
    return done;
  }

  async #guarded(run: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      await run(signal);
      if (!signal.aborted) this.#error = undefined;
    } catch (error) {
      if (!signal.aborted) this.#error = error;
    }
  }

  async #next(signal: AbortSignal): Promise<void> {
    if (!this.loaded || this.#stale) return this.#first(signal);
    const answer = await this.#ask({ page: this.#pages + 1, limit: this.#size }, signal);
    if (signal.aborted) return;
    this.#pages++;
    this.#take(answer);
  }

  /** The first page, or in a refresh all pages that are held, in one request as far as one can hold them. */
  async #first(signal: AbortSignal): Promise<void> {
    const size = Math.min(mostRows, Math.max(1, this.#pageSize()));
    const pages = Math.max(1, Math.min(Math.ceil(this.#rows.size / size), Math.floor(mostRows / size)));
    const answer = await this.#ask({ page: 1, limit: pages * size }, signal);
    if (signal.aborted) return;
    this.#rows.clear();
    this.#size = size;
    this.#pages = pages;
    this.#stale = false;
    this.#readAt = this.#now();
    this.#take(answer);
  }

  async #walk(signal: AbortSignal, read: () => void): Promise<void> {
    if (!this.loaded || this.#stale) await this.#first(signal);
    let cursor: Page<Task>['next'];
    while (this.#hasMore && !signal.aborted) {
      const slice = { cursor: cursor === undefined ? undefined : String(cursor), limit: mostRows };
      const answer = await this.#ask(slice, signal);
      if (signal.aborted) return;
      cursor = answer.next;
      this.#take(answer);
      // Where paging would go on, should the walk end early.
      this.#pages = Math.max(this.#pages, Math.floor(this.#rows.size / this.#size));
      read();
    }
  }

  #take({ items, next, total }: Page<Task>): void {
    for (const task of items) {
      // A row that came without an id is kept, though nothing can be asked about it.
      const key = task.id || `?${this.#rows.size}`;
      if (!this.#rows.has(key)) this.#rows.set(key, task);
    }
    this.#hasMore = next !== undefined;
    this.#total = total ?? this.#total;
  }
}
