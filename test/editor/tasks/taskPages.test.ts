import assert from 'node:assert/strict';
import { type Slice, TaskPages } from '../../../src/editor/tasks/taskPages.ts';
import type { Page, Task } from '../../../src/mileapp/index.ts';

const task = (id: string) => ({ id, fields: {} }) as Task;
const page = (ids: string, next?: number | string): Page<Task> => ({
  items: [...ids].map(task),
  total: 9,
  ...(next === undefined ? {} : { next }),
});

const said = (slice: Slice) =>
  'page' in slice ? `${slice.page}×${slice.limit}` : `after ${slice.cursor}×${slice.limit}`;

/** Answers in turn, and remembers what was asked. */
function server(...answers: (Page<Task> | Error)[]) {
  const asked: string[] = [];
  const size = { value: 3 };
  const pages = new TaskPages(
    async (slice) => {
      asked.push(said(slice));
      const answer = answers.shift();
      if (!answer || answer instanceof Error) throw answer ?? new Error('nothing left to answer');
      return answer;
    },
    () => size.value,
    () => 1000,
  );
  const rows = () => [...pages.rows.keys()].join('');
  return { pages, asked, rows, size };
}

describe('TaskPages', () => {
  it('asks once for the first page, however often it is opened', async () => {
    const { pages, asked, rows } = server(page('abc', 2));
    await Promise.all([pages.open(), pages.open()]);
    await pages.open();
    assert.deepEqual(
      [asked, rows(), pages.total, pages.hasMore, pages.readAt],
      [['1×3'], 'abc', 9, true, 1000],
    );
  });

  it('adds pages, and no row twice when they shift', async () => {
    const { pages, asked, rows } = server(page('abc', 2), page('bde', 3), page('f'));
    await pages.open();
    await pages.more();
    await pages.more();
    assert.deepEqual([asked, rows(), pages.hasMore], [['1×3', '2×3', '3×3'], 'abcdef', false]);
  });

  it('keeps its rows when a page fails, and asks for the same page again', async () => {
    const failure = new Error('offline');
    const { pages, asked, rows } = server(page('abc', 2), failure, page('d'));
    await pages.open();
    await pages.more();
    assert.deepEqual([rows(), pages.error, pages.stale], ['abc', failure, false]);
    await pages.open();
    assert.equal(asked.length, 2, 'opening a group with a problem shows the problem');
    await pages.more();
    assert.deepEqual([asked, rows(), pages.error], [['1×3', '2×3', '2×3'], 'abcd', undefined]);
  });

  it('holds the old rows until a refresh is answered', async () => {
    const { pages, asked, rows } = server(page('abc', 2), new Error('offline'), page('xy'));
    await pages.open();
    pages.refresh();
    await pages.open();
    assert.deepEqual([rows(), pages.stale], ['abc', true]);
    await pages.more();
    assert.deepEqual(
      [asked, rows(), pages.error, pages.stale],
      [['1×3', '1×3', '1×3'], 'xy', undefined, false],
    );
  });

  it('reads again in one request as many pages as it held, and goes on after them', async () => {
    const { pages, asked, rows } = server(page('abc', 2), page('def', 3), page('xabcde', 2), page('fg'));
    await pages.open();
    await pages.more();
    pages.refresh();
    await pages.open();
    assert.deepEqual([asked.at(-1), rows()], ['1×6', 'xabcde']);
    await pages.more();
    assert.deepEqual([asked.at(-1), rows()], ['3×3', 'xabcdefg']);
  });

  it('takes a new page size with the next refresh', async () => {
    const { pages, asked, size } = server(page('abc', 2), page('def', 3), page('abcd', 2));
    await pages.open();
    size.value = 4;
    await pages.more();
    pages.refresh();
    await pages.open();
    assert.deepEqual(asked, ['1×3', '2×3', '1×8']);
  });

  it('reads the whole by cursor, and says so after each batch', async () => {
    const { pages, asked, rows } = server(page('abc', 2), page('abcd', 'd'), page('ef', 'f'), page('g'));
    const told: string[] = [];
    await pages.open();
    await pages.all(() => told.push(rows()));
    assert.deepEqual(
      [asked, told, pages.hasMore],
      [['1×3', 'after undefined×1000', 'after d×1000', 'after f×1000'], ['abcd', 'abcdef', 'abcdefg'], false],
    );
  });

  it('goes on by pages where a walk has failed', async () => {
    const { pages, asked, rows } = server(page('abc', 2), page('abcdefg', 'g'), new Error('x'), page('ghi'));
    await pages.open();
    await pages.all(() => {});
    await pages.more();
    assert.deepEqual([asked.at(-1), rows(), pages.error], ['3×3', 'abcdefghi', undefined]);
  });

  it('asks again at the next opening for what is forgiven, and for nothing else', async () => {
    const wait = new Error('wait');
    const { pages, asked, rows } = server(wait, page('abc', 2), wait, page('def'));
    await pages.open();
    pages.forgive();
    await pages.open();
    assert.deepEqual([asked, rows()], [['1×3', '1×3'], 'abc']);
    await pages.more();
    pages.forgive();
    await pages.open();
    await pages.open();
    assert.deepEqual([asked, rows()], [['1×3', '1×3', '2×3', '2×3'], 'abcdef']);
  });

  it('shows what it holds, and that it is loading, while more is on its way', async () => {
    let answer: (page: Page<Task>) => void = () => {};
    let asked = 0;
    const pages = new TaskPages(
      () =>
        asked++ === 0
          ? Promise.resolve(page('abc', 2))
          : new Promise((resolve) => {
              answer = resolve;
            }),
      () => 3,
    );
    await pages.open();
    const more = pages.more();
    await pages.open();
    assert.deepEqual([[...pages.rows.keys()].join(''), pages.loading, asked], ['abc', true, 2]);
    answer(page('d'));
    await more;
    assert.deepEqual([[...pages.rows.keys()].join(''), pages.loading], ['abcd', false]);
  });

  it('forgets an answer that comes after an abort', async () => {
    const signals: AbortSignal[] = [];
    let answer: (page: Page<Task>) => void = () => {};
    const pages = new TaskPages(
      (_, signal) => {
        signals.push(signal);
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
      () => 3,
    );
    const opened = pages.open();
    pages.abort();
    answer(page('abc'));
    await opened;
    assert.deepEqual(
      [pages.rows.size, pages.loaded, pages.loading, signals[0]?.aborted],
      [0, false, false, true],
    );
  });
});
