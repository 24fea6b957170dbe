import type { Finding } from './finding.ts';
import { readJwt } from './jwt.ts';
import type { Range } from './knownSecrets.ts';
import type { IgnoreRecord, LeakRecord } from './records.ts';

function ignoredRange(text: string, { anchor, scope }: IgnoreRecord): Range {
  const lineEnd = text.indexOf('\n', anchor);
  if (scope === 'line') {
    return { start: text.lastIndexOf('\n', anchor) + 1, end: lineEnd < 0 ? text.length : lineEnd };
  }
  if (lineEnd < 0) return { start: text.length, end: text.length };
  const nextEnd = text.indexOf('\n', lineEnd + 1);
  return { start: lineEnd + 1, end: nextEnd < 0 ? text.length : nextEnd };
}

const rank = { known: 0, jwt: 1, bearer: 2 } as const;

/** Which of two that overlap says more: the user's own, then what was decoded, then the longer. */
function isBetter(a: Finding, b: Finding): boolean {
  if (a.kind !== b.kind) return rank[a.kind] < rank[b.kind];
  return a.end - a.start > b.end - b.start;
}

function knownFinding(text: string, { start, end }: Range): Finding {
  const jwt = readJwt(text.slice(start, end));
  const finding: Finding = {
    start,
    end,
    kind: 'known',
    severity: 'error',
    reason: 'ownToken',
    isMileApp: true,
  };
  if (typeof jwt !== 'string' && jwt.expiresAt !== undefined) finding.expiresAt = jwt.expiresAt;
  return finding;
}

/** Answers, for findings asked about in order, whether one begins in one of the ranges. */
function membership(ranges: Range[]): (start: number) => boolean {
  ranges.sort((a, b) => a.start - b.start);
  let index = 0;
  return (start) => {
    while ((ranges[index]?.end ?? start) < start) index++;
    return (ranges[index]?.start ?? start + 1) <= start;
  };
}

/** From what the words led to, what is told: each token once, without what a person chose to ignore. */
export function findingsOf(text: string, records: readonly LeakRecord[], known: readonly Range[]): Finding[] {
  const found: Finding[] = [];
  const ignored: Range[] = [];
  for (const record of records) {
    if (record.kind === 'finding') found.push(record.finding);
    else if (record.kind === 'ignore' && record.scope === 'file') return [];
    else if (record.kind === 'ignore') ignored.push(ignoredRange(text, record));
  }
  for (const range of known) found.push(knownFinding(text, range));
  found.sort((a, b) => a.start - b.start || a.end - b.end);
  const isIgnored = membership(ignored);
  const kept: Finding[] = [];
  for (const finding of found) {
    if (isIgnored(finding.start)) continue;
    const last = kept.at(-1);
    if (!last || last.end <= finding.start) kept.push({ ...finding });
    else if (isBetter(finding, last)) kept[kept.length - 1] = { ...finding };
  }
  return kept;
}
