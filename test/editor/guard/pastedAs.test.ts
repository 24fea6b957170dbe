import assert from 'node:assert/strict';
import { pastedAs } from '../../../src/editor/guard/pastedAs.ts';

type Edit = { start: number; end: number; text: string };

/** Carries out edits that all refer to the text as it is. */
function apply(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, text: part }) => result.slice(0, start) + part + result.slice(end), text);
}

describe('a paste and what follows it', () => {
  for (const [what, before, [from, to], pasted, edits] of [
    ['a token between quotes', 'a = ""; b', [5, 5], 'TOKEN', [{ start: 4, end: 11, text: 'env.X' }]],
    [
      'with an import above',
      '#!\na = ""\n',
      [8, 8],
      'TOKEN',
      [
        { start: 7, end: 14, text: 'X' },
        { start: 3, end: 3, text: 'import\n' },
      ],
    ],
    [
      'with an edit below',
      'a = "";\nend\n',
      [5, 5],
      'TOKEN',
      [
        { start: 4, end: 11, text: 'X' },
        { start: 13, end: 16, text: 'END' },
      ],
    ],
    ['over a selection', 'a = "old";', [5, 8], 'TOKEN', [{ start: 4, end: 11, text: 'X' }]],
    ['whole lines', 'x\n', [2, 2], 'h = "Bearer TOKEN"\n', [{ start: 6, end: 20, text: 'f(X)' }]],
  ] as [string, string, [number, number], string, Edit[]][]) {
    it(what, () => {
      const after = before.slice(0, from) + pasted + before.slice(to);
      const direct = pastedAs(after, edits, { from, to, length: pasted.length });
      assert.equal(apply(before, direct), apply(after, edits));
    });
  }
});
