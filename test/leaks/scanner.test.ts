import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Source } from '../../src/leaks/index.ts';
import { Scanner, scan } from '../../src/leaks/index.ts';
import { rows, unknownRow } from '../../src/leaks/languages.ts';
import { fill, minted, opaque } from './mint.ts';

const now = Date.UTC(2026, 0, 1);

/** What decides about leaks, and what turns code into comments, literals and back. */
const pieces = fill(
  `«jwt»§«opaque»§«hex»§«jwt1»§.«jwt2»§.«jwt3»§ey§" + "§"§'§\`§\\§\n§\n§ §// §/* § */§# §-- §<!-- § -->§\${§}§#{§"""§'''§\`\`\`js\n§\`\`\`\n§<script>§</script>§<<EOF\n§\nEOF\n§: |\n  §Bearer §Authorization: §token = §token: "§{"key":"token","value":"§access_token=§--token §&x=1§mileapp-ignore-line§mileapp-ignore-next-line\n§mileapp-ignore-file§${'word '.repeat(300)}§${'x'.repeat(900)}§const a = 1;\n`,
).split('§');
const texts = (maxLength: number) =>
  fc.array(fc.constantFrom(...pieces), { maxLength }).map((parts) => parts.join(''));

/** Deterministic, so that a failure can be seen again: a linear congruence. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % Math.max(1, below);
  };
}

/** Edits a text at random, and compares after each edit. */
function edited(source: Source, { edits, size, seed }: { edits: number; size: number; seed: number }): void {
  const next = numbers(seed);
  let text = '';
  const scanner = new Scanner(text, source);
  for (let count = 0; count < edits; count++) {
    const start = next(text.length + 1);
    const isGrowing = text.length < size;
    const end = Math.min(
      text.length,
      start + (next(3) === 0 ? next(isGrowing ? 60 : Math.floor(size / 3)) : 0),
    );
    const inserted = isGrowing || next(2) === 0 ? (pieces[next(pieces.length)] ?? '') : '';
    text = text.slice(0, start) + inserted + text.slice(end);
    assert.deepEqual(scanner.edit([{ start, end, text: inserted }]), scan(text, source));
  }
}

describe('Scanner', function () {
  // 58 languages times 1,000 edits, each compared with a full scan, beside whatever else the machine does.
  this.timeout(120_000);

  for (const row of [...rows, unknownRow]) {
    const source: Source = { languageId: row.ids[0] ?? row.name, now };

    it(`finds in ${row.name} what a full scan finds, after each of 1,000 random edits`, () => {
      edited(source, { edits: 1000, size: 2000, seed: row.name.length * 7919 + row.name.charCodeAt(0) });
    });
  }

  for (const languageId of ['typescript', 'yaml', 'markdown']) {
    it(`does so in ${languageId} where edits are far from what they concern`, () => {
      const own = new Set([minted.opaque, minted.jwt]);
      const lengths = [...own].map((token = '') => token.length);
      const known = { lengths, has: (candidate: string) => own.has(candidate) };
      edited({ languageId, now, known }, { edits: 100, size: 40_000, seed: 7 });
    });
  }

  it('takes several changes at once, each of the text before', () => {
    fc.assert(
      fc.property(
        texts(12),
        fc.array(fc.tuple(fc.nat(40), fc.nat(20), texts(2)), { minLength: 1, maxLength: 40 }),
        fc.integer(),
        (before, steps, seed) => {
          const changes: { start: number; end: number; text: string }[] = [];
          let at = 0;
          for (const [gap, length, text] of steps) {
            const start = at + gap;
            if (start > before.length) break;
            const end = Math.min(before.length, start + length);
            changes.push({ start, end, text });
            at = end + 1;
          }
          let expected = '';
          let from = 0;
          for (const { start, end, text } of changes) {
            expected += before.slice(from, start) + text;
            from = end;
          }
          expected += before.slice(from);
          const next = numbers(seed);
          const shuffled = changes.map((change) => ({ change, key: next(1000) }));
          shuffled.sort((a, b) => a.key - b.key);
          const source: Source = { languageId: 'typescript', now };
          const scanner = new Scanner(before, source);
          assert.deepEqual(scanner.edit(shuffled.map(({ change }) => change)), scan(expected, source));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never throws, and stays inside the text, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(texts(30), fc.string({ unit: 'binary', maxLength: 300 })),
        fc.constantFrom(...rows),
        (text, row) => {
          for (const { start, end } of scan(text, { languageId: row.ids[0] ?? '', now })) {
            assert.ok(start >= 0 && start < end && end <= text.length);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('follows the user’s own tokens', () => {
    const own = opaque('own', 48);
    const source: Source = { known: { lengths: [48], has: (candidate) => candidate === own } };
    const scanner = new Scanner(`a = ${own}`, source);
    assert.deepEqual(
      scanner.edit([{ start: 0, end: 1, text: 'name' }]).map(({ start, end, kind, severity, reason }) => ({
        start,
        end,
        kind,
        severity,
        reason,
      })),
      [{ start: 7, end: 55, kind: 'known', severity: 'error', reason: 'ownToken' }],
    );
    assert.deepEqual(scanner.edit([{ start: 10, end: 11, text: '' }]), []);
  });

  it('chooses the language again where the first line names it', () => {
    const scanner = new Scanner(`token=${minted.opaque}`, {});
    assert.equal(scanner.edit([]).length, 1);
    assert.deepEqual(scanner.edit([{ start: 0, end: 0, text: '#!/usr/bin/env node\n' }]), []);
  });
});
