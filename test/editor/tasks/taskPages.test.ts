import assert from 'node:assert/strict';
import { TaskPages } from '../../../src/editor/tasks/taskPages.ts';
import type { Page, Task } from '../../../src/mileapp/index.ts';

const task = (id: string) => ({ id }) as Task;
const page = (ids: string, next?: number): Page<Task> => ({
  items: [...ids].map(task),
  total: 9,
  ...(next === undefined ? {} : { next }),
});

/** Answers in turn, and remembers what was asked. */
function server(...answers: (Page<Task> | Error)[]) {
  const asked: (Page<Task>['next'] | 'first')[] = [];
  const pages = new TaskPages(async (next) => {
    asked.push(next ?? 'first');
    const answer = answers.shift();
    if (!answer || answer instanceof Error) throw answer ?? new Error('nothing left to answer');
    return answer;
  });
  const rows = () => [...pages.rows.keys()].join('');
  return { pages, asked, rows };
}

describe('TaskPages', () => {
  it('asks once for the first page, however often it is opened', async () => {
    const { pages, asked, rows } = server(page('abc', 2));
    await Promise.all([pages.open(), pages.open()]);
    await pages.open();
    assert.deepEqual([asked, rows(), pages.total, pages.hasMore], [['first'], 'abc', 9, true]);
  });

  it('adds pages, and no row twice when they shift', async () => {
    const { pages, asked, rows } = server(page('abc', 2), page('cde'));
    await pages.open();
    await pages.more();
    assert.deepEqual([asked, rows(), pages.hasMore], [['first', 2], 'abcde', false]);
  });

  it('keeps its rows when a page fails, and asks for the same page again', async () => {
    const failure = new Error('offline');
    const { pages, asked, rows } = server(page('abc', 2), failure, page('d'));
    await pages.open();
    await pages.more();
    assert.deepEqual([rows(), pages.error], ['abc', failure]);
    await pages.open();
    assert.equal(asked.length, 2, 'opening a group with a problem shows the problem');
    await pages.more();
    assert.deepEqual([asked, rows(), pages.error], [['first', 2, 2], 'abcd', undefined]);
  });

  it('holds the old rows until a refresh is answered', async () => {
    const { pages, asked, rows } = server(page('abc', 2), new Error('offline'), page('xy'));
    await pages.open();
    pages.refresh();
    await pages.open();
    assert.equal(rows(), 'abc');
    await pages.more();
    assert.deepEqual([asked, rows(), pages.error], [['first', 'first', 'first'], 'xy', undefined]);
  });

  it('forgets an answer that comes after an abort', async () => {
    const signals: AbortSignal[] = [];
    let answer: (page: Page<Task>) => void = () => {};
    const pages = new TaskPages((_, signal) => {
      signals.push(signal);
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
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
