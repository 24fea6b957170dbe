import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Leak, Salts } from './leak.ts';
import { leaksIn } from './leak.ts';
import { nothingScanned, type Scanned } from './scanFiles.ts';
import { hugeFrom, textOf } from './sourceText.ts';

/** The root of the repository that holds a folder. @throws Error with a sentence where there is none */
export function repositoryOf(folder: string): string {
  try {
    return git(folder, ['rev-parse', '--show-toplevel'])
      .toString()
      .replace(/\r?\n$/, '');
  } catch {
    throw new Error('--staged needs a git repository, and git.');
  }
}

type StagedFile = { blob: string; path: string };

/** What the next commit will hold of the files it changes; submodules and links have no text of their own. */
function stagedFiles(root: string): StagedFile[] {
  const fields = git(root, [
    'diff',
    '--cached',
    '--raw',
    '-z',
    '--no-abbrev',
    '--no-renames',
    '--no-ext-diff',
    '--diff-filter=ACMT',
  ])
    .toString()
    .split('\0');
  const files: StagedFile[] = [];
  // `:100644 100644 <old> <new> M` and the path take turns.
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [, mode = '', , blob = ''] = fields[index]!.split(' ');
    if (mode.startsWith('100')) files.push({ blob, path: fields[index + 1]! });
  }
  return files;
}

/** Scans what is staged, not what lies in the folder. Git is given the names of blobs and nothing else. */
export function scanStaged(root: string, { salts, now }: { salts: Salts; now: number }): Scanned {
  const files = stagedFiles(root);
  const scanned = nothingScanned();
  if (files.length === 0) return scanned;
  const sizes = git(root, ['cat-file', '--batch-check=%(objectsize)'], namesOf(files)).toString().split('\n');
  const small = files.filter(({ path: name }, index) => {
    if (Number(sizes[index]) <= hugeFrom) return true;
    scanned.skipped.push({ path: name, skip: 'huge' });
    return false;
  });
  // Not all at once: a commit may hold more than memory does.
  for (let from = 0; from < small.length; from += 32) {
    const some = small.slice(from, from + 32);
    const answer = git(root, ['cat-file', '--batch=%(objectsize)'], namesOf(some));
    let at = 0;
    for (const { path: name } of some) {
      const lineEnd = answer.indexOf(10, at);
      const size = Number(answer.subarray(at, lineEnd).toString());
      const bytes = answer.subarray(lineEnd + 1, lineEnd + 1 + size);
      at = lineEnd + 1 + size + 1;
      const read = textOf(bytes);
      if ('skip' in read) {
        scanned.skipped.push({ path: name, skip: read.skip });
        continue;
      }
      scanned.files++;
      scanned.bytes += size;
      const leaks: Leak[] = leaksIn(read.text, { path: name, now }, salts);
      if (leaks.length > 0) scanned.leaks.push({ path: name, leaks });
    }
  }
  return scanned;
}

const namesOf = (files: readonly StagedFile[]) => files.map(({ blob }) => `${blob}\n`).join('');

function git(folder: string, args: readonly string[], input?: string): Buffer {
  return execFileSync('git', [...args], {
    cwd: path.resolve(folder),
    stdio: ['pipe', 'pipe', 'ignore'],
    maxBuffer: 1024 * 1024 * 1024,
    ...(input === undefined ? {} : { input }),
  });
}
