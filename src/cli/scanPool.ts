import { availableParallelism, cpus } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type Batch, type Scanned, scanFiles } from './scanFiles.ts';
import type { WalkPart } from './serveScans.ts';
import type { SourceReader } from './sourceText.ts';
import type { Walked } from './walk.ts';

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
  /**
   * Makes the caller's thread one of them: it scans at once, while a thread of its own takes as long to start as
   * thousands of files take to scan. For callers that nobody waits for in the meantime.
   */
  here?: SourceReader;
  signal?: AbortSignal;
  /** Told after every batch. */
  onScanned: (scanned: Scanned) => void;
};

/** How many threads a scan uses unless told: all processors but one, so that typing stays smooth. */
export const usualThreads = () => Math.max(1, Math.min(mostThreads, processors - 1));

/**
 * Scans files in threads of their own, which end with it. Names are taken one by one as the threads get to them. Resolves when all batches are scanned; rejects with the
 * signal's reason, or with the error of a thread that broke.
 */
export async function scanInThreads(
  names: Iterable<string>,
  about: Omit<Batch, 'names'>,
  { worker, threads = usualThreads(), here, signal, onScanned }: PoolOptions,
): Promise<void> {
  signal?.throwIfAborted();
  const waiting = names[Symbol.iterator]();
  const batch = (): Batch | undefined => {
    const some: string[] = [];
    while (some.length < batchSize) {
      const next = waiting.next();
      if (next.done) break;
      some.push(next.value);
    }
    return some.length > 0 ? { ...about, names: some } : undefined;
  };
  const count = Array.isArray(names) ? Math.min(threads, Math.ceil(names.length / batchSize)) : threads;
  const pool = Array.from({ length: here ? count - 1 : count }, () => startThread(worker));
  try {
    const scans = pool.map((thread) => serve(thread, batch, onScanned, signal));
    if (here) scans.push(scanHere(here, batch, onScanned, signal));
    await Promise.all(scans);
  } finally {
    await Promise.all(pool.map((thread) => thread.terminate()));
  }
}

/** Walks a folder in a thread, so that the caller's goes on; the names come in parts that cost it little. */
export async function walkInThread(
  folder: string,
  { worker, signal }: { worker: URL; signal?: AbortSignal },
): Promise<Walked> {
  const thread = startThread(worker);
  const walked: Walked = { files: [], unreadable: [], special: 0 };
  try {
    return await new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      thread.once('error', reject);
      thread.on('message', (part: WalkPart) => {
        walked.files.push(...part.files);
        if (!part.rest) return;
        walked.unreadable = part.rest.unreadable;
        walked.special = part.rest.special;
        resolve(walked);
      });
      thread.postMessage({ walk: folder });
    });
  } finally {
    await thread.terminate();
  }
}

/** Nothing of the caller's environment or options: a thread needs neither. */
function startThread(worker: URL): Worker {
  return new Worker(worker, { workerData: 'scan', env: {}, execArgv: [] });
}

/** Scans batch after batch in the caller's thread; after each, the others get their next. */
async function scanHere(
  reader: SourceReader,
  batch: () => Batch | undefined,
  onScanned: (scanned: Scanned) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let one = batch(); one; one = batch()) {
    onScanned(scanFiles(one, reader));
    await setImmediate();
    signal?.throwIfAborted();
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
    let underWay = 0;
    const ask = () => {
      const one = batch();
      if (one) {
        underWay++;
        thread.postMessage(one);
      } else if (underWay === 0) {
        signal?.removeEventListener('abort', stop);
        resolve();
      }
    };
    thread.on('message', (scanned: Scanned) => {
      if (signal?.aborted) return;
      underWay--;
      onScanned(scanned);
      ask();
    });
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('A scan thread ended early.')));
    // One to work on and one to go on with, so that no thread waits for the caller's next turn.
    ask();
    ask();
  });
}
