import type { Finding } from './finding.ts';
import { readJwt } from './jwt.ts';
import type { Range } from './knownSecrets.ts';
import type { FindingRecord, IgnoreRecord, LeakRecord } from './records.ts';
import type { Text } from './textBuffer.ts';
import { lineEnd, lineStart } from './textBuffer.ts';

/** The lines that the marks are about, in order. */
function ignoredLines(text: Text, marks: readonly IgnoreRecord[]): Range[] {
  const lines: Range[] = [];
  let line: Range = { start: 0, end: -1 };
  for (const { anchor, scope } of marks) {
    // Many marks may stand in one long line.
    if (anchor > line.end) line = { start: lineStart(text, anchor), end: lineEnd(text, anchor) };
    if (scope === 'line') lines.push(line);
    else if (line.end < text.length) lines.push({ start: line.end + 1, end: lineEnd(text, line.end + 1) });
  }
  return lines.sort((a, b) => a.start - b.start);
}

/** Whether findings, asked about in order, touch one of the lines. */
function membership(lines: readonly Range[]): (finding: Finding) => boolean {
  let index = 0;
  return ({ start, end }) => {
    while ((lines[index]?.end ?? start) < start) index++;
    return (lines[index]?.start ?? end) < end;
  };
}

const rank = { known: 0, jwt: 1, bearer: 2 } as const;

/** Which of two that overlap says more: the user's own, then what was decoded, then the longer. */
function isBetter(a: Finding, b: Finding): boolean {
  if (a.kind !== b.kind) return rank[a.kind] < rank[b.kind];
  return a.end - a.start > b.end - b.start;
}

function knownFinding(text: Text, { start, end }: Range): Finding {
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

function findingOf({ start, end, token, verdict }: FindingRecord): Finding {
  const { severity, reason, isMileApp, expiresAt } = verdict;
  return expiresAt === undefined
    ? { start, end, kind: token, severity, reason, isMileApp }
    : { start, end, kind: token, severity, reason, isMileApp, expiresAt };
}

const byPlace = (a: Finding, b: Finding) => a.start - b.start || a.end - b.end;

/** Of findings in order, those that tell most: of two that overlap, one. */
function withoutOverlap(found: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  for (const finding of found) {
    const last = kept.at(-1);
    if (!last || last.end <= finding.start) kept.push(finding);
    else if (isBetter(finding, last)) kept[kept.length - 1] = finding;
  }
  return kept;
}

/** From what the words led to, what is told: each token once, without what a person chose to ignore. */
export function findingsOf(text: Text, records: readonly LeakRecord[], known: readonly Range[]): Finding[] {
  const found: Finding[] = [];
  const marks: IgnoreRecord[] = [];
  let lastStart = -1;
  let lastEnd = -1;
  let isOrdered = true;
  for (const record of records) {
    if (record.kind === 'finding') {
      const { start, end } = record;
      // Several words may lead to one token.
      if (start === lastStart && end === lastEnd && record.token === found.at(-1)?.kind) continue;
      if (start < lastStart) isOrdered = false;
      lastStart = start;
      lastEnd = end;
      found.push(findingOf(record));
    } else if (record.kind === 'ignore') {
      if (record.scope === 'file') return [];
      marks.push(record);
    }
  }
  for (const range of known) found.push(knownFinding(text, range));
  if (!isOrdered || known.length > 0) found.sort(byPlace);
  if (marks.length === 0) return withoutOverlap(found);
  const isIgnored = membership(ignoredLines(text, marks));
  return withoutOverlap(found.filter((finding) => !isIgnored(finding)));
}
