import type { UserKey } from './world.ts';

/** What the sandbox saw of a request. No header value but Accept is held. */
export type SeenRequest = {
  method: string;
  /** Below /api/v3, undecoded, without the query. */
  path: string;
  query: Record<string, string>;
  headerNames: string[];
  accept: string | undefined;
  /** Whose token came, if it was a good one. */
  user: UserKey | undefined;
  authorization: 'none' | 'valid' | 'invalid';
  /** Header names, or `url`, that carried a token of the sandbox's making or any bearer value that was sent. */
  tokenIn: string[];
  status: number | undefined;
  /** under way, answered to the end, or broken off by the client (or by a reset fault). */
  state: 'open' | 'answered' | 'aborted';
};

/** What was seen, and who waits to see more. */
export class RequestLog {
  readonly requests: SeenRequest[] = [];
  open = 0;
  mostOpen = 0;
  connections = 0;
  readonly #waiting = new Set<() => void>();

  begin(seen: SeenRequest): void {
    if (this.requests.length >= 10_000) this.requests.shift();
    this.requests.push(seen);
    this.open++;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    this.#tell();
  }

  end(seen: SeenRequest, whole: boolean): void {
    seen.state = whole ? 'answered' : 'aborted';
    this.open--;
    this.#tell();
  }

  forget(): void {
    this.requests.length = 0;
    this.mostOpen = this.open;
  }

  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!condition()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  #tell(): void {
    for (const check of this.#waiting) check();
  }
}
