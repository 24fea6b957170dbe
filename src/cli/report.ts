import type { Leak } from './leak.ts';
import type { Scanned } from './scanFiles.ts';
import { advice, sentenceFor } from './sentences.ts';

export type Place = Leak & { path: string };

/** All that a report tells. */
export type Report = {
  version: string;
  /** In order of path and place. */
  leaks: Place[];
  /** Leaks the baseline lets pass. */
  passed: Place[];
  /** Entries of the baseline that met nothing; empty where not all was looked at. */
  stale: { file: string }[];
  scanned: Scanned;
  milliseconds: number;
};

export const formats = ['text', 'json', 'sarif'] as const;
export type Format = (typeof formats)[number];

const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

export function textReport({ leaks, passed, stale, scanned, milliseconds }: Report): string {
  const rows = leaks.map(
    (leak) =>
      `${leak.path}:${leak.line + 1}:${leak.column + 1}  ${leak.severity}  ${leak.masked}  ${sentenceFor(leak)}`,
  );
  const tokens = new Set(leaks.map(({ identity }) => identity)).size;
  const found =
    leaks.length === 0 ? 'No leaks' : `${plural(tokens, 'leaked token')} in ${plural(leaks.length, 'place')}`;
  const skips = skipsOf(scanned).map(({ skip, count }) => `${count} ${skip}`);
  const summary = [
    `${found}. Scanned ${plural(scanned.files, 'file')}, ${sizeOf(scanned.bytes)}, in ${(milliseconds / 1000).toFixed(1)} s.`,
    skips.length > 0 ? `Not scanned: ${skips.join(', ')}.` : '',
    passed.length > 0 ? `The baseline let ${plural(passed.length, 'place')} pass.` : '',
    stale.length > 0
      ? `The baseline names ${plural(stale.length, 'value')} found nowhere any more, last in: ${stale.map(({ file }) => file).join(', ')}.`
      : '',
  ];
  return [...rows, ...(rows.length > 0 ? ['', advice, ''] : []), ...summary.filter(Boolean), ''].join('\n');
}

export function jsonReport({ version, leaks, passed, stale, scanned, milliseconds }: Report): string {
  const plain = ({ identity, baselineHash, ...leak }: Place) => ({
    ...leak,
    line: leak.line + 1,
    column: leak.column + 1,
    endLine: leak.endLine + 1,
    endColumn: leak.endColumn + 1,
    ...(leak.expiresAt === undefined ? {} : { expiresAt: new Date(leak.expiresAt).toISOString() }),
    message: sentenceFor(leak),
    // Numbers in order of appearance: which places hold the same token, and nothing more.
    token: tokenNumber(identity),
    ...(baselineHash === undefined ? {} : { baselineHash }),
  });
  const numbers = new Map<string, number>();
  const tokenNumber = (identity: string) => {
    const number = numbers.get(identity) ?? numbers.size + 1;
    numbers.set(identity, number);
    return number;
  };
  const { files, bytes, skipped } = scanned;
  const report = {
    version,
    leaks: leaks.map(plain),
    passed: passed.map(plain),
    stale,
    files,
    bytes,
    skipped,
    milliseconds,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** How many files were not scanned, by reason. */
export function skipsOf({ skipped }: Scanned): { skip: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { skip } of skipped) counts.set(skip, (counts.get(skip) ?? 0) + 1);
  return [...counts].map(([skip, count]) => ({ skip, count }));
}

function sizeOf(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
