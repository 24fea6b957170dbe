import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rows, unknownRow } from '../../src/leaks/languages.ts';
import { LexicalMap, regionAt, regionsOf } from '../../src/leaks/lexicalMap.ts';

const pieces = fc.constantFrom(
  ...'abc|"|\'|`|\n|\n|\\|// |# |/*|*/|${|}|#{|)|$(|"""|<<EOF\n|EOF\n|```js\n|```\n|<script>|</script>|<!--|-->|: |\n|  k: |-\n|r#"|"#|[[|]]|<?php |?>|@"|%q('.split(
    '|',
  ),
  `x = 1 ${'y'.repeat(1100)}\n`,
);
const texts = (maxLength: number) => fc.array(pieces, { maxLength }).map((parts) => parts.join(''));

describe('LexicalMap', () => {
  for (const row of [...rows, unknownRow]) {
    it(`answers for ${row.name} as lexing the whole text does, after any edits`, () => {
      fc.assert(
        fc.property(
          texts(40),
          fc.array(fc.tuple(fc.nat(), fc.nat(20), texts(3)), { maxLength: 8 }),
          (before, edits) => {
            let text = before;
            const map = new LexicalMap(text, row);
            map.at(text.length - 1);
            for (const [at, length, inserted] of edits) {
              const start = at % (text.length + 1);
              const end = Math.min(text.length, start + length);
              const old = regionsOf(text, row);
              const next = text.slice(0, start) + inserted + text.slice(end);
              const shift = next.length - text.length;
              map.edit(next, start, end, inserted.length);
              const sameFrom = map.sameFrom(next.length);
              const regions = regionsOf(next, row);
              for (let offset = 0; offset < next.length; offset += 31) {
                const expected = regionAt(regions, offset);
                assert.equal(map.at(offset)?.kind, expected?.kind);
                assert.equal(map.at(offset)?.row, expected?.row);
                if (offset >= sameFrom) assert.equal(expected?.kind, regionAt(old, offset - shift)?.kind);
              }
              text = next;
            }
          },
        ),
        { numRuns: 40 },
      );
    });
  }
});
