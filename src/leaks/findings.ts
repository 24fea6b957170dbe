import type { Finding } from './finding.ts';
import { readJwt } from './jwt.ts';
import type { Range } from './knownSecrets.ts';
import type { IgnoreRecord, LeakRecord } from './records.ts';

/** Answers, for findings asked about in order, whether a person's mark is on their line or above it. */
class Ignored {
  readonly #text: string;
  readonly #marks: readonly IgnoreRecord[];
  #lineStart = 0;
  #lineEnd = -1;

  constructor(text: string, marks: readonly IgnoreRecord[]) {
    this.#text = text;
    this.#marks = marks;
  }

  has({ start, end }: Finding): boolean {
    if (this.#marks.length === 0) return false;
    if (start > this.#lineEnd) {
      this.#lineStart = this.#text.lastIndexOf('\n', start - 1) + 1;
      this.#lineEnd = this.#endOfLine(start);
    }
    // A token split over lines ends on another.
    const lastEnd = end <= this.#lineEnd ? this.#lineEnd : this.#endOfLine(end);
    return (
      this.#marked('line', this.#lineStart, lastEnd) ||
      (this.#lineStart > 0 && this.#marked('next-line', this.#startAbove(), this.#lineStart))
    );
  }

  #endOfLine(offset: number): number {
    const end = this.#text.indexOf('\n', offset);
    return end < 0 ? this.#text.length : end;
  }

  #startAbove(): number {
    return this.#lineStart < 2 ? 0 : this.#text.lastIndexOf('\n', this.#lineStart - 2) + 1;
  }

  #marked(scope: IgnoreRecord['scope'], from: number, to: number): boolean {
    let low = 0;
    let high = this.#marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#marks[middle]?.anchor ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    for (let index = low; (this.#marks[index]?.anchor ?? to) < to; index++) {
      if (this.#marks[index]?.scope === scope) return true;
    }
    return false;
  }
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

/** From what the words led to, what is told: each token once, without what a person chose to ignore. */
export function findingsOf(text: string, records: readonly LeakRecord[], known: readonly Range[]): Finding[] {
  const found: Finding[] = [];
  const marks: IgnoreRecord[] = [];
  for (const record of records) {
    if (record.kind === 'finding') found.push(record.finding);
    else if (record.kind === 'ignore' && record.scope === 'file') return [];
    else if (record.kind === 'ignore') marks.push(record);
  }
  for (const range of known) found.push(knownFinding(text, range));
  found.sort((a, b) => a.start - b.start || a.end - b.end);
  const ignored = new Ignored(text, marks);
  const kept: Finding[] = [];
  for (const finding of found) {
    if (ignored.has(finding)) continue;
    const last = kept.at(-1);
    if (!last || last.end <= finding.start) kept.push({ ...finding });
    else if (isBetter(finding, last)) kept[kept.length - 1] = { ...finding };
  }
  return kept;
}
