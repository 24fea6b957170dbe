import assert from 'node:assert/strict';
import { patternOf } from '../../../../src/editor/guard/workspace/excludedFiles.ts';

describe('a glob of files.exclude', () => {
  for (const [glob, hidden, shown] of [
    ['**/.git', ['.git', 'a/.git', '.git/config'], ['.gitignore', 'a.git']],
    ['**/node_modules', ['node_modules/a/b.js', 'x/node_modules/c'], ['node_modules2/a']],
    ['*.log', ['a.log'], ['a/b.log', 'a.logs']],
    ['out/**', ['out/a', 'out/b/c'], ['outer/a']],
    ['**/*.{js,map}', ['a.js', 'b/c.map', 'a.js/b'], ['a.jsx']],
    ['a?c.(x)', ['abc.(x)'], ['ac.(x)', 'a/c.(x)']],
    ['{a', [], ['a', '{a']],
  ] as const) {
    it(`${glob} hides ${hidden.join(', ') || 'nothing'}`, () => {
      const pattern = patternOf(glob);
      assert.deepEqual(
        [...hidden, ...shown].filter((path) => pattern.test(path)),
        hidden,
      );
    });
  }
});
