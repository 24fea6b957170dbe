import type { Page, Task } from '../../mileapp/index.ts';

/** Asks for one page; `page` is what the page before named as its next, undefined for the first. */
export type AskForPage = (page: Page<Task>['next'], signal: AbortSignal) => Promise<Page<Task>>;

/**
 * The rows of one group, page by page. Loading never loses rows: a failure keeps those held, pages that shifted add
 * no row twice, and an abort leaves everything as it was.
 */
export class TaskPages {
  readonly #ask: AskForPage;
  readonly #rows = new Map<string, Task>();
  #next: Page<Task>['next'];
  #total: number | undefined;
  #error: unknown;
  #loaded = false;
  /** The rows held are of before a refresh: the next answer replaces them. */
  #stale = false;
  #underWay: { done: Promise<void>; abort: AbortController } | undefined;

  constructor(ask: AskForPage) {
    this.#ask = ask;
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
    return this.#loaded;
  }

  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  get loading(): boolean {
    return this.#underWay !== undefined;
  }

  /** Why the last request failed; undefined after one that did not. */
  get error(): unknown {
    return this.#error;
  }

  /** Reads the first page, unless it is held or on its way. Never rejects: see `error`. */
  async open(): Promise<void> {
    if (this.#underWay) return this.#underWay.done;
    if ((!this.#loaded || this.#stale) && this.#error === undefined) await this.more();
  }

  /** Reads the page that comes next, or again the one that failed. Never rejects: see `error`. */
  async more(): Promise<void> {
    if (this.#underWay) return this.#underWay.done;
    const abort = new AbortController();
    const done = this.#load(abort.signal).finally(() => {
      if (this.#underWay?.abort === abort) this.#underWay = undefined;
    });
    this.#underWay = { done, abort };
    return done;
  }

  /** Makes the next `open` ask again; until it is answered, the rows held stay. */
  refresh(): void {
    this.abort();
    this.#stale = true;
    this.#error = undefined;
  }

  /** Ends the request under way; the rows held stay. */
  abort(): void {
    this.#underWay?.abort.abort();
    this.#underWay = undefined;
  }

  async #load(signal: AbortSignal): Promise<void> {
    try {
      const page = await this.#ask(this.#stale ? undefined : this.#next, signal);
      if (signal.aborted) return;
      if (this.#stale) this.#rows.clear();
      this.#stale = false;
      for (const task of page.items) {
        // A row that came without an id is kept, though nothing can be asked about it.
        const key = task.id || `?${this.#rows.size}`;
        if (!this.#rows.has(key)) this.#rows.set(key, task);
      }
      this.#next = page.next;
      this.#total = page.total ?? this.#total;
      this.#loaded = true;
      this.#error = undefined;
    } catch (error) {
      if (!signal.aborted) this.#error = error;
    }
  }
}
