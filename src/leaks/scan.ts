import type { Finding, Source } from './finding.ts';
import { headLength } from './finding.ts';
import { findingsOf } from './findings.ts';
import { knownIn } from './knownSecrets.ts';
import { rowFor } from './languages.ts';
import { LexicalMap } from './lexicalMap.ts';
import type { Reason } from './reasons.ts';
import { assertNever } from './reasons.ts';
import type { LeakRecord } from './records.ts';
import { marksIn, recordsIn, scopeOf } from './records.ts';

/** `isMarked`: look for a person's marks even where there is nothing to ignore. */
function recordsOf(text: string, source: Source, isMarked: boolean, isExplained: boolean): LeakRecord[] {
  const row = rowFor(source, text.slice(0, headLength));
  let map: LexicalMap | undefined;
  const lexical = () => {
    map ??= new LexicalMap(text, row);
    return map;
  };
  const scope = { ...scopeOf(source, row.name, lexical), isExplained };
  const records = recordsIn(text, 0, text.length, scope);
  const isNeeded = isMarked || records.some(({ kind }) => kind === 'finding');
  return isNeeded ? [...records, ...marksIn(text, 0, text.length, scope)] : records;
}

/**
 * The hard-coded tokens in `text`, in order, without overlap. Synchronous; never throws; the time is
 * linear in the text's length.
 */
export function scan(text: string, source: Source = {}): Finding[] {
  const known = source.known ? knownIn(text, source.known, 0, text.length) : [];
  return findingsOf(text, recordsOf(text, source, known.length > 0, false), known);
}

export type Explained = { start: number; end: number; reason: Reason };

/** Every verdict on the way to {@link scan}'s answer, refusals too: for tests, and to answer “why not?”. */
export function explain(text: string, source: Source = {}): Explained[] {
  const found = new Set(scan(text, source).map(({ start, end }) => `${start}-${end}`));
  return recordsOf(text, source, false, true).flatMap((record): Explained[] => {
    switch (record.kind) {
      case 'finding': {
        const { start, end, verdict } = record;
        return [{ start, end, reason: found.has(`${start}-${end}`) ? verdict.reason : 'ignored' }];
      }
      case 'refused':
        return [{ start: record.start, end: record.end, reason: record.reason }];
      case 'ignore':
        return [];
      default:
        return assertNever(record);
    }
  });
}
