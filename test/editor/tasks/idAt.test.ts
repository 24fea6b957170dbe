import assert from 'node:assert/strict';
import { idAt, idIn } from '../../../src/editor/tasks/idAt.ts';
import { readLink } from '../../../src/editor/tasks/linkedTask.ts';

const id = '66a0000100000000c1000007';
/** The place of `‸` in a line, and the line without it. */
const at = (marked: string) => idAt(marked.replace('‸', ''), marked.indexOf('‸'));

describe('an id in code', () => {
  it('is found at the cursor, anywhere in it and at both its ends', () => {
    for (const marked of [
      `const t = "‸${id}";`,
      `const t = "${id}‸";`,
      `const t = "${id.slice(0, 9)}‸${id.slice(9)}";`,
    ])
      assert.deepEqual(at(marked), { id, start: 11, end: 35 });
  });

  it('is not found beside it, nor in longer things', () => {
    for (const marked of [
      `‸const t = "${id}";`,
      `‸${id}a`,
      `‸a${id}`,
      `‸${id}${id}`,
      `‸x-${id}`,
      '‸66a0000100000000c100000',
      `‸${' '.repeat(30_000)}${id}`,
    ])
      assert.equal(at(marked), undefined, marked.slice(0, 60));
  });

  it('is found in a MileApp address, which is taken whole', () => {
    const link = `https://web.mile.app/tracking/${id}`;
    assert.deepEqual(at(`see https://w‸${link.slice('https://w'.length)}, please`), {
      id,
      start: 4,
      end: 4 + link.length + 1,
    });
    assert.equal(at('https://web.mile.app/‸tasks/task'), undefined);
  });

  it('is written in small letters', () => {
    assert.equal(idIn(`https://web.mile.app/tracking/${id.toUpperCase()}?x=1`), id);
    assert.equal(idIn('no id'), undefined);
  });
});

describe('a link to a task', () => {
  const read = (path: string, query: string, expected: unknown) =>
    it(`${path}?${query}`, () => assert.deepEqual(readLink(path, query), expected));
  read('/task', `id=${id}`, { id });
  read('/task', `id=${id}&account=dewi%40example.com`, { id, email: 'dewi@example.com' });
  read('/task', 'id=phone-made_1.2', { id: 'phone-made_1.2' });
  read('/task', 'id=../user', undefined);
  read('/task', `id=${'a'.repeat(101)}`, undefined);
  read('/task', '', undefined);
  read('/delete', `id=${id}`, undefined);
});
