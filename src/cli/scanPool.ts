import { availableParallelism, cpus } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Batch, Scanned, Target } from './scanFiles.ts';

/** Files of one question to a thread: enough to pay for asking, few enough to stop soon and to share the load. */
const batchSize = 64;

/** A thread holds about 60 MB: more of them would not be faster on a disk, and would be felt. */
const mostThreads = 4;

/** `availableParallelism` is new in Node 18.14. */
const processors = typeof availableParallelism === 'function' ? availableParallelism() : cpus().length;

export type PoolOptions = {
  /** The module a thread runs; it must call `serveScans`. */
  worker: URL;
  threads?: number;
  signal?: AbortSignal;
  /** Told after every batch. */
  onScanned: (scanned: Scanned) => void;
};

/** How many threads a scan uses unless told: all processors but one, so that typing stays smooth. */
export const usualThreads = () => Math.max(1, Math.min(mostThreads, processors - 1));

/**
 * Scans files in threads of their own, which end with it. Resolves when all batches are scanned; rejects with the
 * signal's reason, or with the error of a thread that broke.
 */
export async function scanInThreads(
  targets: readonly Target[],
  about: Omit<Batch, 'targets'>,
  { worker, threads = usualThreads(), signal, onScanned }: PoolOptions,
): Promise<void> {
  signal?.throwIfAborted();
  let next = 0;
  const batch = (): Batch | undefined => {
    if (next >= targets.length) return undefined;
    const from = next;
    next += batchSize;
    return { ...about, targets: targets.slice(from, next) };
  };
  const count = Math.min(threads, Math.ceil(targets.length / batchSize));
  const pool = Array.from(
    { length: count },
    () => new Worker(worker, { workerData: 'scan', env: {}, execArgv: [] }),
  );
  try {
    await Promise.all(pool.map((thread) => serve(thread, batch, onScanned, signal)));
  } finally {
    await Promise.all(pool.map((thread) => thread.terminate()));
  }
}

/** Gives a thread batch after batch until there is none. */
function serve(
  thread: Worker,
  batch: () => Batch | undefined,
  onScanned: (scanned: Scanned) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal?.reason);
    signal?.addEventListener('abort', stop, { once: true });
    const ask = () => {
      const one = batch();
      if (one) thread.postMessage(one);
      else {
        signal?.removeEventListener('abort', stop);
        resolve();
      }
    };
    thread.on('message', (scanned: Scanned) => {
      if (signal?.aborted) return;
      onScanned(scanned);
      ask();
    });
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('A scan thread ended early.')));
    ask();
  });
}
