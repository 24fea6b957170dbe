import { setTimeout as delay } from 'node:timers/promises';

/** Time, so that tests can be the ones who let it pass. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after so many milliseconds; rejects with the signal's reason when that comes first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    signal?.throwIfAborted();
    try {
      // At most what a timer can hold: 24 days.
      await delay(Math.min(milliseconds, 0x7fffffff), undefined, {
        ...(signal ? { signal } : {}),
        ref: false,
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};

/** The promise, or a rejection with the signal's reason, whichever comes first. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
