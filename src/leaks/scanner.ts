import type { Finding, Source } from './finding.ts';
import { headLength } from './finding.ts';
import { findingsOf } from './findings.ts';
import { longestJwt } from './jwt.ts';
import type { Range } from './knownSecrets.ts';
import { knownIn, secretLengths } from './knownSecrets.ts';
import type { Row } from './languages/row.ts';
import { rowFor } from './languages.ts';
import type { Edit } from './lexicalMap.ts';
import { LexicalMap } from './lexicalMap.ts';
import { reachBefore } from './reach.ts';
import type { LeakRecord, Scope } from './records.ts';
import { byAnchor, marksIn, recordsIn, scopeOf } from './records.ts';
import { backward, forward } from './rules/rule.ts';
import { TextBuffer } from './textBuffer.ts';

/** More changes at once than this, and scanning anew is faster. */
const manyChanges = 32;
/** How far a rule may look on from a word, all told. */
const ahead = longestJwt + forward;

/** Moves the scanner's own records: this happens to all that follow a keystroke. */
function move(records: readonly LeakRecord[], by: number): void {
  if (by === 0) return;
  for (const record of records) {
    record.anchor += by;
    record.start += by;
    record.end += by;
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

/** A refusal is remembered only where it can change without an edit nearby. */
const isKept = (record: LeakRecord) => record.kind !== 'refused' || record.isLexical;

function allRecords(text: string, from: number, to: number, scope: Scope, base: number): LeakRecord[] {
  const marks = marksIn(text, from, to, scope, base);
  const records = recordsIn(text, from, to, scope, base).filter(isKept);
  return marks.length === 0 ? records : [...records, ...marks].sort(byAnchor);
}

/**
 * The findings of {@link scan}, kept up to date edit by edit: what an edit can concern is scanned
 * again, the rest moves along.
 */
export class Scanner {
  readonly #source: Source;
  #text: TextBuffer;
  #row: Row;
  #map: LexicalMap | undefined;
  #records: LeakRecord[] = [];
  #known: Range[] = [];

  constructor(text: string, source: Source = {}) {
    this.#source = source;
    this.#text = new TextBuffer(text);
    this.#row = rowFor(source, text.slice(0, headLength));
    this.#scanAll(text);
  }

  /**
   * Takes in one change event and gives all findings of the new text. As in VS Code's
   * `contentChanges`, every range is of the text before the whole event; ranges do not overlap, and
   * their order does not matter. A range beyond the text is cut to it. The findings given are not to
   * be changed: they may be given again.
   */
  edit(changes: readonly Edit[]): Finding[] {
    // From the last to the first: a change leaves the offsets before it as they are.
    const inOrder = [...changes].sort((a, b) => b.start - a.start || b.end - a.end);
    if (inOrder.length > manyChanges) {
      for (const change of inOrder) this.#replace(change);
      const text = this.#text.slice(0, this.#text.length);
      this.#row = rowFor(this.#source, text.slice(0, headLength));
      this.#scanAll(text);
    } else {
      for (const change of inOrder) this.#apply(change);
    }
    return findingsOf(this.#text, this.#records, this.#known);
  }

  #replace(change: Edit): { start: number; end: number } {
    const start = Math.max(0, Math.min(change.start, this.#text.length));
    const end = Math.max(start, Math.min(change.end, this.#text.length));
    this.#text.replace(start, end, change.text);
    return { start, end };
  }

  #scope() {
    return scopeOf(this.#source, this.#row.name, () => {
      this.#map ??= new LexicalMap(this.#text, this.#row);
      return this.#map;
    });
  }

  #scanAll(text: string): void {
    this.#map = undefined;
    this.#records = allRecords(text, 0, text.length, this.#scope(), 0);
    const { known } = this.#source;
    this.#known = known ? knownIn(text, known, 0, text.length) : [];
  }

  #apply(change: Edit): void {
    const { start, end } = this.#replace(change);
    const newEnd = start + change.text.length;
    if (start < headLength) {
      const row = rowFor(this.#source, this.#text.slice(0, headLength));
      if (row !== this.#row) {
        this.#row = row;
        this.#scanAll(this.#text.slice(0, this.#text.length));
        return;
      }
    }
    this.#map?.edit(this.#text, start, end, change.text.length);
    const from = reachBefore(this.#text, start);
    const to = Math.min(this.#text.length, newEnd + backward);
    const before = this.#records.slice(0, indexFrom(this.#records, from));
    const after = this.#records.slice(indexFrom(this.#records, end + backward));
    move(after, newEnd - end);
    this.#records = before.concat(this.#recordsIn(from, to), after);
    this.#lookAgain(to);
    this.#findKnown(start, end, newEnd);
  }

  #recordsIn(from: number, to: number): LeakRecord[] {
    const base = Math.max(0, from - 2 * backward);
    const stretch = this.#text.slice(base, to + ahead);
    return allRecords(stretch, from - base, to - base, this.#scope(), base);
  }

  /** Without an edit there, what stands in code, comment or literal may have changed from `from` on. */
  #lookAgain(from: number): void {
    const records = this.#records;
    const last = records.findLast(({ isLexical }) => isLexical)?.anchor ?? -1;
    if (last < from || !this.#map) return;
    const to = this.#map.sameFrom(last);
    const stretches: Range[] = [];
    for (let index = indexFrom(records, from); index < records.length; index++) {
      const { anchor, isLexical } = records[index] as LeakRecord;
      if (anchor >= to) break;
      if (!isLexical) continue;
      const stretch = stretches.at(-1);
      if (stretch && anchor - stretch.end < ahead) stretch.end = anchor + 1;
      else stretches.push({ start: anchor, end: anchor + 1 });
    }
    if (stretches.length === 0) return;
    const parts: LeakRecord[][] = [];
    let kept = 0;
    for (const { start, end } of stretches) {
      parts.push(records.slice(kept, indexFrom(records, start)), this.#recordsIn(start, end));
      kept = indexFrom(records, end);
    }
    this.#records = [...parts.flat(), ...records.slice(kept)];
  }

  #findKnown(start: number, end: number, newEnd: number): void {
    const { known } = this.#source;
    if (!known) return;
    const longest = Math.max(0, ...secretLengths(known));
    // A character before a secret and one after it have their say, and an escape sequence takes two.
    const from = Math.max(0, start - longest - 1);
    const to = Math.min(this.#text.length, newEnd + 2);
    const base = Math.max(0, from - 2);
    const stretch = this.#text.slice(base, to + longest + 1);
    const shift = newEnd - end;
    this.#known = [
      ...this.#known.filter((range) => range.start < from),
      ...knownIn(stretch, known, from - base, to - base).map((range) => ({
        start: range.start + base,
        end: range.end + base,
      })),
      ...this.#known
        .filter((range) => range.start >= end + 2)
        .map((range) => ({ start: range.start + shift, end: range.end + shift })),
    ];
  }
}
