import { isAbsolute, sep } from 'node:path';
import { type Rules, sourceFrom } from './knownHashes.ts';
import { type Leak, leaksIn, type Salts } from './leak.ts';
import type { Skip, SourceReader } from './sourceText.ts';

/**
 * Files to scan: below `root`, which is absolute, by names with forward slashes, as reports call them. A name that is
 * absolute itself stands for itself.
 */
export type Batch = {
  root: string;
  names: readonly string[];
  salts: Salts;
  now: number;
  rules?: Rules;
};

/** What came of a batch; `skipped` names the files that were not scanned. */
export type Scanned = {
  files: number;
  bytes: number;
  leaks: { path: string; leaks: Leak[] }[];
  skipped: { path: string; skip: Skip }[];
};

export const nothingScanned = (): Scanned => ({ files: 0, bytes: 0, leaks: [], skipped: [] });

/** Scans files one after the other. */
export function scanFiles(batch: Batch, reader: SourceReader): Scanned {
  const { root, names, salts, now, rules } = batch;
  const about = { now, ...(rules ? sourceFrom(rules) : {}) };
  const scanned = nothingScanned();
  for (const path of names) {
    const read = reader.read(isAbsolute(path) ? path : root + sep + path);
    if ('skip' in read) {
      scanned.skipped.push({ path, skip: read.skip });
      continue;
    }
    scanned.files++;
    scanned.bytes += read.bytes;
    const leaks = leaksIn(read.text, { path, ...about }, salts);
    if (leaks.length > 0) scanned.leaks.push({ path, leaks });
  }
  return scanned;
}

/** Adds what came of one batch to what came of those before. */
export function addScanned(to: Scanned, more: Scanned): void {
  to.files += more.files;
  to.bytes += more.bytes;
  to.leaks.push(...more.leaks);
  to.skipped.push(...more.skipped);
}
