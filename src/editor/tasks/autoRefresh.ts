/** When to refresh by itself: only while somebody may be looking. */
export class AutoRefresh {
  readonly #refresh: () => void;
  readonly #every: (run: () => void, milliseconds: number) => () => void;
  #minutes = 0;
  #seen = false;
  #stop: (() => void) | undefined;

  /** @param every calls `run` again and again until what it returns is called; setInterval unless told */
  constructor(refresh: () => void, every = interval) {
    this.#refresh = refresh;
    this.#every = every;
  }

  /** @param minutes 0 for never  @param seen whether somebody may be looking, and may be answered */
  follow(minutes: number, seen: boolean): void {
    if (minutes === this.#minutes && seen === this.#seen) return;
    this.#minutes = minutes;
    this.#seen = seen;
    this.#stop?.();
    this.#stop = undefined;
    if (seen && minutes > 0) this.#stop = this.#every(this.#refresh, minutes * 60_000);
  }

  dispose(): void {
    this.follow(0, false);
  }
}

function interval(run: () => void, milliseconds: number): () => void {
  const timer = setInterval(run, milliseconds);
  return () => clearInterval(timer);
}
