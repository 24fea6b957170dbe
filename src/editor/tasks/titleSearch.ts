import type { Page, Task } from '../../mileapp/index.ts';

/** What search results show. */
export type Hit = Pick<Task, 'id' | 'title' | 'content' | 'status' | 'flow'>;

export type AskForBatch = (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Task>>;

export type SearchOptions = {
  /** Tasks held to be searched again for another text: 20 000 unless told. */
  hold?: number;
  /** A search pauses when it has found as many: 50 unless told. */
  enough?: number;
};

/** How far a search has come. */
export type Progress = { hits: readonly Hit[]; read: number; ended: boolean };

/**
 * Looks for a text in the titles and contents of all tasks, newest first, by walking through them in cursor mode: the
 * API has no search of its own. What was read once is not read again for the next text, as far as it is held.
 */
export class TitleSearch {
  readonly #ask: AskForBatch;
  readonly #hold: number;
  readonly #enough: number;
  readonly #held: Hit[] = [];
  /** What follows the tasks held. */
  #heldTo: Place = { cursor: undefined, read: 0, ended: false };

  constructor(ask: AskForBatch, { hold = 20_000, enough = 50 }: SearchOptions = {}) {
    this.#ask = ask;
    this.#hold = hold;
    this.#enough = enough;
  }

  /**
   * Tells what it has found after each batch; `more` of what it gives back looks further, until the signal ends it.
   * Rejects with the error of a request, or with the signal's reason.
   */
  async *find(text: string, signal: AbortSignal): AsyncGenerator<Progress, void, void> {
    const wanted = folded(text);
    const seen = new Set<string>();
    const hits: Hit[] = [];
    const take = (tasks: readonly Hit[]) => {
      for (const task of tasks) {
        if (seen.has(task.id) || !matches(task, wanted)) continue;
        seen.add(task.id);
        hits.push(task);
      }
    };
    take(this.#held);
    let place = this.#heldTo;
    for (;;) {
      yield { hits, read: place.read, ended: place.ended };
      signal.throwIfAborted();
      if (place.ended) return;
      const page = await this.#ask(place.cursor, signal);
      const tasks = page.items.filter(({ id }) => id !== '').map(lean);
      const next: Place = {
        cursor: page.next === undefined ? undefined : String(page.next),
        read: place.read + page.items.length,
        ended: page.next === undefined,
      };
      if (place === this.#heldTo && this.#held.length < this.#hold) {
        this.#held.push(...tasks);
        this.#heldTo = next;
      }
      place = next;
      take(tasks);
    }
  }

  /** Whether a search that has come so far has found enough to wait for a word. */
  isEnough({ hits, read }: Progress, since: { hits: number; read: number }): boolean {
    return hits.length - since.hits >= this.#enough || read - since.read >= this.#hold;
  }
}

type Place = { cursor: string | undefined; read: number; ended: boolean };

function lean({ id, title, content, status, flow }: Task): Hit {
  return {
    id,
    ...(title === undefined ? {} : { title }),
    ...(content === undefined ? {} : { content }),
    ...(status === undefined ? {} : { status }),
    ...(flow === undefined ? {} : { flow }),
  };
}

function matches({ title = '', content = '' }: Hit, wanted: string): boolean {
  return folded(title).includes(wanted) || folded(content).includes(wanted);
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
