import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type Rules, sourceFrom } from '../../../cli/knownHashes.ts';
import { hashOf, leaksIn } from '../../../cli/leak.ts';
import { textOf } from '../../../cli/sourceText.ts';
import { assertNever } from '../../assertNever.ts';
import { longDate } from '../../longDate.ts';
import { type GitCommit, type GitRepository, repositoryFor } from './gitExtension.ts';

/** Whether a token has left the machine with a file, as far as git knows. */
export type LeakHistory =
  | { kind: 'noRepository' }
  /** In none of the file's commits, as far back as was looked. */
  | { kind: 'neverCommitted'; complete: boolean }
  /** `since` is the oldest commit that has it. */
  | { kind: 'committed' | 'pushed'; since: GitCommit; branch: string | undefined };

/** No more commits of one file than these are looked at. */
const mostCommits = 1000;

/**
 * Looks through the commits of a file for a token. Git is asked for the commits and the blobs of the file by name, and
 * gets nothing else: the blobs are scanned in process. Not cheap, so only on demand.
 */
export async function historyOf(
  file: vscode.Uri,
  token: string,
  rules: Rules,
  signal?: AbortSignal,
): Promise<LeakHistory> {
  const repository = await repositoryFor(file);
  if (!repository) return { kind: 'noRepository' };
  const commits = await commitsOf(repository, file);
  const salts = { run: randomBytes(16).toString('hex') };
  const identity = hashOf(token, salts.run);
  const path = vscode.workspace.asRelativePath(file, false);
  const source = { path, now: Date.now(), ...sourceFrom(rules) };
  let since: GitCommit | undefined;
  for (const commit of commits) {
    signal?.throwIfAborted();
    const bytes = await repository.buffer(commit.hash, file.fsPath).catch(() => undefined);
    const read = bytes ? textOf(bytes) : undefined;
    if (!read || 'skip' in read) continue;
    if (leaksIn(read.text, source, salts).some((leak) => leak.identity === identity)) since = commit;
  }
  if (!since) return { kind: 'neverCommitted', complete: commits.length < mostCommits };
  const branches = await repository.getBranches({ remote: true, contains: since.hash });
  return {
    kind: branches.some(({ remote }) => remote !== undefined) ? 'pushed' : 'committed',
    since,
    branch: repository.state.HEAD?.name,
  };
}

/** From the newest to the oldest; none in a repository without a commit. */
async function commitsOf(repository: GitRepository, file: vscode.Uri): Promise<readonly GitCommit[]> {
  return repository.log({ path: file.fsPath, maxEntries: mostCommits }).catch(() => []);
}

/** What a history means, in one sentence. */
export function historyText(history: LeakHistory): string {
  switch (history.kind) {
    case 'noRepository':
      return vscode.l10n.t('Git knows nothing of this file.');
    case 'neverCommitted':
      return history.complete
        ? vscode.l10n.t('Never committed with this file.')
        : vscode.l10n.t('In none of the last {0} commits of this file.', mostCommits);
    case 'committed':
      return vscode.l10n.t('Committed on {0} in {1}, {2}; not pushed.', ...committed(history));
    case 'pushed':
      return vscode.l10n.t('Pushed: committed on {0} in {1}, {2}.', ...committed(history));
    default:
      return assertNever(history);
  }
}

function committed({ since, branch }: Extract<LeakHistory, { since: GitCommit }>): [string, string, string] {
  const day = since.commitDate ? longDate(since.commitDate.getTime()) : '';
  return [branch ?? 'HEAD', since.hash.slice(0, 8), day];
}
