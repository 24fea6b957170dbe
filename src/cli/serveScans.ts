import { parentPort, workerData } from 'node:worker_threads';
import { type Batch, scanFiles } from './scanFiles.ts';
import { SourceReader } from './sourceText.ts';
import { type Walked, walk } from './walk.ts';

/** A part of a walk's files; the last brings the rest. */
export type WalkPart = { files: readonly string[]; rest?: Omit<Walked, 'files'> };

/** Names of one part: few enough that taking them in is not felt. */
const partSize = 2000;

/** Whether this thread was started to scan. */
export const isScanThread = () => parentPort !== null && workerData === 'scan';

/** Answers batches, and walks folders, until the thread is ended. */
export function serveScans(): void {
  const reader = new SourceReader();
  parentPort?.on('message', (asked: Batch | { walk: string }) => {
    if ('walk' in asked) sendWalk(walk(asked.walk));
    else parentPort?.postMessage(scanFiles(asked, reader));
  });
}

function sendWalk({ files, ...rest }: Walked): void {
  const send = (part: WalkPart) => parentPort?.postMessage(part);
  for (let from = 0; from < files.length; from += partSize)
    send({ files: files.slice(from, from + partSize) });
  send({ files: [], rest });
}
