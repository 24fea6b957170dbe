import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../../src/leaks/finding.ts';
import { fixesFor } from '../../../src/leaks/fix/fixFor.ts';
import { refusals } from '../../../src/leaks/fix/refusals.ts';
import { rows } from '../../../src/leaks/languages.ts';
import { mintToken } from './marked.ts';

const pieces = [
  ...'"\'`{}()[]<>$#%@\\/|&;:,.=+-*!?~\n \t',
  '"""',
  "'''",
  '${',
  '#{',
  '\\(',
  '{{',
  '}}',
  '<<EOF\n',
  'EOF\n',
  '/*',
  '*/',
  '//',
  '--',
  '<!--',
  '-->',
  '```sh\n',
  '```\n',
  '<script>',
  '</script>',
  '<?php ',
  '?>',
  '\r\n',
  '=>',
  '::',
  '||',
  '??',
  'const ',
  'import ',
  'from ',
  'type ',
  'class ',
  'case ',
  'def ',
  'env',
  'process.env.A',
  'os.environ',
  'variable ',
  'Bearer ',
  'x',
  'é',
  '😀',
  'r#"',
  'f"',
  '@"',
  '$"',
  'curl ',
];
const paths = [
  undefined,
  'Code.gs',
  '.github/workflows/a.yml',
  'docker-compose.yml',
  'a.ipynb',
  '.npmrc',
  'a.cr',
  'main.tf',
  'terragrunt.hcl',
  'Jenkinsfile',
  'justfile',
  'application.conf',
];

const source = fc.record({
  languageId: fc.constantFrom(...rows.flatMap((row) => row.ids)),
  path: fc.constantFrom(...paths),
});

function finding(start: number, end: number): Finding {
  return { start, end, kind: 'bearer', severity: 'warning', reason: 'authorizationHeader', isMileApp: false };
}

const sentences: readonly string[] = Object.values(refusals);

describe('a fix of any text', () => {
  it('is edits inside the text that do not overlap, or a sentence of the list', function () {
    this.timeout(60_000);
    const text = fc
      .array(fc.constantFrom(...pieces, mintToken(20)), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        text,
        source,
        fc.nat(400),
        fc.integer({ min: -3, max: 60 }),
        (content, { languageId, path }, start, length) => {
          const place = { languageId, ...(path === undefined ? {} : { path }) };
          const [answer] = fixesFor(content, [finding(start, start + length)], place, 'API_TOKEN');
          assert.ok(answer);
          if ('refused' in answer) {
            assert.ok(sentences.includes(answer.refused), answer.refused);
            return;
          }
          assert.match(answer.variable, /^[A-Za-z_]\w*$/);
          const edits = [...answer.edits].sort((a, b) => a.start - b.start);
          edits.forEach((edit, index) => {
            assert.ok(
              edit.start >= (edits[index - 1]?.end ?? 0) &&
                edit.end >= edit.start &&
                edit.end <= content.length,
            );
          });
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is an answer even where the finding is no finding', () => {
    for (const [start, end] of [
      [-1, 5],
      [0, 0],
      [5, 2],
      [0, 99],
      [Number.NaN, 4],
      [1.5, 3.5],
    ] as const) {
      assert.deepEqual(fixesFor('f("Bearer x")', [finding(start, end)], { languageId: 'go' }, 'A').length, 1);
    }
    assert.deepEqual(fixesFor('', [finding(0, 1)], {}, ''), [{ refused: refusals.outside }]);
  });

  it('comes from deeply nested text, too', () => {
    for (const open of ['{', '(', '[', 'a ? (b: {', '`${', '<A b={']) {
      const text = `${open.repeat(4000)}"Bearer §"`;
      const start = text.indexOf('§');
      for (const languageId of [
        'typescript',
        'csharp',
        'dart',
        'php',
        'python',
        'rust',
        'terraform',
        'swift',
      ]) {
        assert.equal(fixesFor(text, [finding(start, start + 1)], { languageId }, 'A').length, 1);
      }
    }
  });
});
