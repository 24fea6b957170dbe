import type { Clock } from '../../src/mileapp/index.ts';

/** Time that passes only when a test says so. */
export class FakeClock implements Clock {
  #now: number;
  readonly #sleepers = new Set<{ until: number; wake: () => void }>();
  readonly #watchers = new Set<() => void>();

  constructor(now = Date.UTC(2025, 2, 4)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** How long each sleeper still has, shortest first. */
  get sleeping(): number[] {
    return [...this.#sleepers].map(({ until }) => until - this.#now).sort((a, b) => a - b);
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const sleeper = { until: this.#now + milliseconds, wake: resolve };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', () => {
        if (this.#sleepers.delete(sleeper)) reject(signal.reason);
      });
      for (const watcher of this.#watchers) watcher();
    });
  }

  /** Resolves when so many sleep. */
  async untilSleeping(count = 1): Promise<void> {
    while (this.#sleepers.size < count) {
      await new Promise<void>((resolve) => {
        const watcher = () => {
          this.#watchers.delete(watcher);
          resolve();
        };
        this.#watchers.add(watcher);
      });
    }
  }

  /** Lets time pass: wakes each sleeper at its own moment, and those who then sleep within it too. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      const due = [...this.#sleepers]
        .filter(({ until }) => until <= end)
        .sort((a, b) => a.until - b.until)[0];
      if (!due) break;
      this.#now = Math.max(this.#now, due.until);
      this.#sleepers.delete(due);
      due.wake();
      await settled();
    }
    this.#now = end;
    await settled();
  }
}

/** After every microtask and immediate that stands in line. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
