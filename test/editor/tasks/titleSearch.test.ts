import assert from 'node:assert/strict';
import { type Progress, TitleSearch } from '../../../src/editor/tasks/titleSearch.ts';
import type { Task } from '../../../src/mileapp/index.ts';

const all: Task[] = Array.from({ length: 10 }, (_, index) => ({
  id: `t${index}`,
  title: index % 2 === 0 ? `Order ${index}` : `Antar ${index}`,
  content: index === 7 ? 'Jl. MELATI' : '',
  assignee: ['dropped@example.com'],
  fields: {},
}));

function server(limit: number) {
  const asked: (string | undefined)[] = [];
  const ask = async (cursor: string | undefined) => {
    asked.push(cursor);
    const from = cursor === undefined ? 0 : all.findIndex(({ id }) => id === cursor) + 1;
    const items = all.slice(from, from + limit);
    const last = items.at(-1)?.id;
    return items.length === limit && last !== undefined ? { items, next: last } : { items };
  };
  return { asked, ask };
}

const said = ({ hits, read, ended }: Progress) =>
  `${hits.map(({ id }) => id).join(' ')} (${read}${ended ? ', ended' : ''})`;

async function find(search: TitleSearch, text: string, steps = 99): Promise<string[]> {
  const told: string[] = [];
  for await (const progress of search.find(text, new AbortController().signal)) {
    told.push(said(progress));
    if (told.length === steps) break;
  }
  return told;
}

describe('TitleSearch', () => {
  it('tells what it finds, newest first, as it reads', async () => {
    const { asked, ask } = server(4);
    assert.deepEqual(await find(new TitleSearch(ask), 'order'), [
      ' (0)',
      't0 t2 (4)',
      't0 t2 t4 t6 (8)',
      't0 t2 t4 t6 t8 (10, ended)',
    ]);
    assert.deepEqual(asked, [undefined, 't3', 't7']);
  });

  it('looks in contents too, whatever the case', async () => {
    assert.equal((await find(new TitleSearch(server(20).ask), 'melati')).at(-1), 't7 (10, ended)');
  });

  it('asks for nothing again when the text changes', async () => {
    const { asked, ask } = server(4);
    const search = new TitleSearch(ask);
    await find(search, 'order', 2);
    assert.deepEqual(await find(search, 'antar'), [
      't1 t3 (4)',
      't1 t3 t5 t7 (8)',
      't1 t3 t5 t7 t9 (10, ended)',
    ]);
    assert.deepEqual(asked, [undefined, 't3', 't7']);
    assert.deepEqual(await find(search, 'order 8'), ['t8 (10, ended)']);
    assert.equal(asked.length, 3);
  });

  it('holds no more than it may, and reads the rest again', async () => {
    const { asked, ask } = server(4);
    const search = new TitleSearch(ask, { hold: 4 });
    await find(search, 'order');
    assert.deepEqual(await find(search, 'antar'), [
      't1 t3 (4)',
      't1 t3 t5 t7 (8)',
      't1 t3 t5 t7 t9 (10, ended)',
    ]);
    assert.deepEqual(asked, [undefined, 't3', 't7', 't3', 't7']);
  });

  it('pauses where it has found, or read, enough since it was told to look on', () => {
    const search = new TitleSearch(server(4).ask, { hold: 8, enough: 2 });
    const progress = (found: number, read: number) => ({
      hits: all.slice(0, found),
      read,
      ended: false,
    });
    const since = { hits: 2, read: 8 };
    assert.deepEqual(
      [progress(3, 12), progress(4, 12), progress(2, 16)].map((one) => search.isEnough(one, since)),
      [false, true, true],
    );
  });

  it('ends with its signal', async () => {
    const { asked, ask } = server(4);
    const abort = new AbortController();
    const told: string[] = [];
    await assert.rejects(async () => {
      for await (const progress of new TitleSearch(ask).find('order', abort.signal)) {
        told.push(said(progress));
        abort.abort();
      }
    }, /abort/i);
    assert.deepEqual([told, asked], [[' (0)'], []]);
  });
});
