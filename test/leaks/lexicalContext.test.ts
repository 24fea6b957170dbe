import assert from 'node:assert/strict';
import { contextAt } from '../../src/leaks/lexicalContext.ts';

describe('contextAt', () => {
  const cases: [string, { languageId?: string; path?: string }, (string | undefined)[]][] = [
    ['const a = "x@";', { languageId: 'javascript' }, ['string', 'javascript', '"x@"', undefined]],
    ['// x@', { languageId: 'javascript' }, ['comment', 'javascript', undefined, undefined]],
    ['A=x@', { path: '.env' }, ['code', 'dotenv', undefined, undefined]],
    ['<script>\nf(`@`)\n</script>', { path: 'a.vue' }, ['string', 'javascript', '`@`', undefined]],
    ['```py\nf(b"@")\n```', { languageId: 'markdown' }, ['string', 'python', 'b"@"', undefined]],
    [
      '{"a":"curl -H \\"@\\""}',
      { languageId: 'json' },
      ['string', 'json', '"curl -H \\"@\\""', 'shellscript'],
    ],
    ['{"source":["f(\\"@\\")"]}', { path: 'a.ipynb' }, ['string', 'json', '"f(\\"@\\")"', 'python']],
    [
      '{"source":["@"],"metadata":{"kernelspec":{"language":"R"}}}',
      { path: 'a.ipynb' },
      ['string', 'json', '"@"', 'r'],
    ],
  ];
  for (const [shown, source, expected] of cases) {
    it(shown, () => {
      const context = contextAt(shown, source, shown.indexOf('@'));
      assert.ok(context);
      const { kind, row, literal, embedded } = context;
      assert.deepEqual(
        [kind, row.name, literal && shown.slice(literal.start, literal.end), embedded?.name],
        expected,
      );
    });
  }
});
