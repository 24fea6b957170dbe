import { parentPort, workerData } from 'node:worker_threads';
import { type Batch, scanFiles } from './scanFiles.ts';
import { SourceReader } from './sourceText.ts';

/** Whether this thread was started to scan. */
export const isScanThread = () => parentPort !== null && workerData === 'scan';

/** Answers batches until the thread is ended. */
export function serveScans(): void {
  const reader = new SourceReader();
  parentPort?.on('message', (batch: Batch) => parentPort?.postMessage(scanFiles(batch, reader)));
}
