import type { Finding, Source } from './finding.ts';
import { headLength } from './finding.ts';
import { findingsOf } from './findings.ts';
import { longestJwt } from './jwt.ts';
import { knownIn } from './knownSecrets.ts';
import type { Row } from './languages/row.ts';
import { rowFor } from './languages.ts';
import type { Edit } from './lexicalMap.ts';
import { LexicalMap } from './lexicalMap.ts';
import type { LeakRecord } from './records.ts';
import { recordsIn, scopeOf } from './records.ts';
import { backward, forward } from './rules/rule.ts';

/** More changes at once than this, and scanning anew is faster. */
const manyChanges = 32;

const isRunCode = (code: number) =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 45 ||
  code === 46 ||
  code === 95;

function shifted(record: LeakRecord, by: number): LeakRecord {
  if (by === 0) return record;
  const anchor = record.anchor + by;
  switch (record.kind) {
    case 'finding': {
      const { finding } = record;
      return {
        ...record,
        anchor,
        finding: { ...finding, start: finding.start + by, end: finding.end + by },
      };
    }
    case 'refused':
      return { ...record, anchor, start: record.start + by, end: record.end + by };
    case 'ignore':
      return { ...record, anchor };
  }
}

/** The first index whose record's word begins at or after `offset`. */
function indexFrom(records: readonly LeakRecord[], offset: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((records[middle]?.anchor ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The findings of {@link scan}, kept up to date edit by edit: what an edit can concern is scanned
 * again, the rest moves along.
 */
export class Scanner {
  #text: string;
  readonly #source: Source;
  #row: Row;
  #map: LexicalMap | undefined;
  #records: LeakRecord[] = [];

  constructor(text: string, source: Source = {}) {
    this.#text = text;
    this.#source = source;
    this.#row = rowFor(source, text.slice(0, headLength));
    this.#scanAll();
  }

  /**
   * Takes in one change event and gives all findings of the new text. As in VS Code's
   * `contentChanges`, every range is of the text before the whole event; ranges do not overlap, and
   * their order does not matter. A range beyond the text is cut to it.
   */
  edit(changes: readonly Edit[]): Finding[] {
    const inOrder = [...changes].sort((a, b) => b.start - a.start || b.end - a.end);
    if (inOrder.length > manyChanges) {
      this.#text = inOrder.reduce(
        (text, { start, end, text: inserted }) => text.slice(0, start) + inserted + text.slice(end),
        this.#text,
      );
      this.#map = undefined;
      this.#row = rowFor(this.#source, this.#text.slice(0, headLength));
      this.#scanAll();
    } else {
      // From the last to the first: a change leaves the offsets before it as they are.
      for (const change of inOrder) this.#apply(change);
    }
    return this.#findings();
  }

  #findings(): Finding[] {
    const { known } = this.#source;
    const ranges = known ? knownIn(this.#text, known, 0, this.#text.length) : [];
    return findingsOf(this.#text, this.#records, ranges);
  }

  #scope() {
    return scopeOf(this.#source, this.#row.name, () => {
      this.#map ??= new LexicalMap(this.#text, this.#row);
      return this.#map;
    });
  }

  #scanAll(): void {
    // `refused` records matter only where the refusal can change without an edit nearby.
    this.#records = this.#kept(recordsIn(this.#text, 0, this.#text.length, this.#scope()));
  }

  #kept(records: LeakRecord[]): LeakRecord[] {
    return records.filter((record) => record.kind !== 'refused' || record.isLexical);
  }

  #apply(change: Edit): void {
    const before = this.#text;
    const start = Math.max(0, Math.min(change.start, before.length));
    const end = Math.max(start, Math.min(change.end, before.length));
    const text = before.slice(0, start) + change.text + before.slice(end);
    const shift = text.length - before.length;
    this.#text = text;
    if (start < headLength) {
      const row = rowFor(this.#source, text.slice(0, headLength));
      if (row !== this.#row) {
        this.#row = row;
        this.#map = undefined;
        this.#scanAll();
        return;
      }
    }
    const sameFrom = this.#map?.edit(text, start, end, change.text.length) ?? 0;
    const from = this.#reachBefore(start);
    const to = Math.min(text.length, end + shift + backward);
    const kept = this.#records.slice(0, indexFrom(this.#records, from));
    const rest = this.#records.slice(indexFrom(this.#records, end + backward));
    for (const record of this.#kept(recordsIn(text, from, to, this.#scope()))) kept.push(record);
    for (const record of rest) kept.push(shifted(record, shift));
    this.#records = kept;
    if (sameFrom > to) this.#lookAgain(to, sameFrom);
  }

  /** Where the words begin whose rules can have read as far as `offset`. */
  #reachBefore(offset: number): number {
    let runStart = offset;
    const least = Math.max(0, offset - longestJwt - 64);
    while (runStart > least && isRunCode(this.#text.charCodeAt(runStart - 1))) runStart--;
    return Math.max(0, Math.min(runStart, offset) - forward);
  }

  /** What stands in code, comment or literal may have changed in `[from, to)` without an edit there. */
  #lookAgain(from: number, to: number): void {
    const records = this.#records;
    const anchors = new Set<number>();
    for (let index = indexFrom(records, from); index < records.length; index++) {
      const record = records[index];
      if (!record || record.anchor >= to) break;
      if (record.isLexical) anchors.add(record.anchor);
    }
    if (anchors.size === 0) return;
    const scope = this.#scope();
    const again = [...anchors].flatMap((anchor) => recordsIn(this.#text, anchor, anchor + 1, scope));
    this.#records = [...records.filter((record) => !anchors.has(record.anchor)), ...this.#kept(again)].sort(
      (a, b) => a.anchor - b.anchor,
    );
  }
}
