import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import type { AccountState } from '../../../src/editor/accounts/accounts.ts';
import type { Choice } from '../../../src/editor/tasks/choice.ts';
import { Directory } from '../../../src/editor/tasks/directory.ts';
import { type Grouping, groupings } from '../../../src/editor/tasks/grouping.ts';
import { SavedFilters } from '../../../src/editor/tasks/savedFilters.ts';
import { TaskModel } from '../../../src/editor/tasks/taskModel.ts';
import type { GroupNode, TaskNode } from '../../../src/editor/tasks/taskNode.ts';
import { Limiter, MileApp } from '../../../src/mileapp/index.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';

const million = 1_000_000;
// A Wednesday noon, so that no window of the week is empty.
const now = new Date(2026, 10, 18, 12, 0).getTime();

/** A place to remember things, as VS Code gives it. */
function memento(): Memento {
  const held = new Map<string, unknown>();
  return {
    keys: () => [...held.keys()],
    get: (key: string, fallback?: unknown) => (held.has(key) ? held.get(key) : fallback),
    update: async (key: string, value: unknown) => void held.set(key, value),
  } as Memento;
}

const state: AccountState = {
  kind: 'signedIn',
  account: {
    id: 'dewi',
    baseUrl: '',
    userName: 'Dewi',
    email: 'dewi@example.com',
    organization: 'Sinar',
    savedAt: 1,
  },
};

function modelOf(sandbox: Sandbox, grouping: Grouping, choice: Choice = {}, user: 'dewi' | 'sari' = 'dewi') {
  const clock = { now };
  const token = sandbox.mint({ user });
  const limiter = new Limiter({ perSecond: Number.POSITIVE_INFINITY });
  const client = new MileApp({ baseUrl: sandbox.baseUrl, token: async () => token, limiter, retries: 0 });
  const accounts = {
    state,
    load: async () => state,
    ask: <T>(_: unknown, request: (client: MileApp) => Promise<T>) => request(client),
  };
  const saved = new SavedFilters(memento());
  const changes: (TaskNode | undefined)[] = [];
  const parts = {
    accounts,
    directory: new Directory(accounts, () => clock.now),
    saved,
    pageSize: () => 50,
    now: () => clock.now,
    changed: (node: TaskNode | undefined) => changes.push(node),
  };
  const model = new TaskModel(parts, grouping, choice);
  model.follow(state);
  return { model, saved, changes, clock, close: () => client.close() };
}

const groupsIn = (nodes: TaskNode[]) => nodes.filter((node): node is GroupNode => node.kind === 'group');
const kinds = (nodes: TaskNode[]) => [...new Set(nodes.map(({ kind }) => kind))];
const idsIn = (nodes: TaskNode[]) => nodes.flatMap((node) => (node.kind === 'task' ? [node.key] : []));

describe('TaskModel over a million tasks', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let own: ReturnType<typeof modelOf> | undefined;
  const open = (...args: [Grouping, Choice?, ('dewi' | 'sari')?]) => {
    own = modelOf(sandbox, ...args);
    return own.model;
  };
  before(async () => {
    sandbox = await startSandbox({ size: million, now, seed: 1, keyBits: 1024 });
  });
  beforeEach(() => sandbox.forget());
  afterEach(async () => {
    sandbox.faults.clear();
    own?.model.dispose();
    await own?.close();
    own = undefined;
  });
  after(() => sandbox.close());

  const requests: Record<Grouping, number> = {
    status: 0,
    flow: 1,
    hub: 1,
    assignee: 1,
    startTime: 0,
    none: 1,
  };
  for (const grouping of groupings) {
    it(`takes ${requests[grouping]} requests to be opened by ${grouping}, and one for a group`, async () => {
      const model = open(grouping);
      const roots = await model.children();
      assert.equal(sandbox.requests.length, requests[grouping]);
      assert.deepEqual(
        (await model.children()).map((node) => ('id' in node ? node.id : node.kind)),
        roots.map((node) => ('id' in node ? node.id : node.kind)),
        'asked again, it says the same',
      );
      if (grouping === 'none') {
        assert.deepEqual(kinds(roots), ['task', 'more']);
        return;
      }
      const groups = groupsIn(roots);
      assert.equal(groups.length, roots.length);
      const [group] = groups;
      const rows = await model.children(group);
      assert.equal(sandbox.requests.length, requests[grouping] + 1);
      assert.deepEqual(idsIn(await model.children(group)), idsIn(rows));
      assert.equal(sandbox.requests.length, requests[grouping] + 1);
    });
  }

  it('refreshes five open groups in at most six requests', async () => {
    const model = open('hub');
    const opened = groupsIn(await model.children()).slice(0, 5);
    for (const group of opened) await model.children(group);
    await model.loadMore(opened[0]!);
    const before = await Promise.all(opened.map(async (group) => idsIn(await model.children(group))));
    sandbox.forget();
    model.refresh();
    const again = groupsIn(await model.children());
    assert.deepEqual(again.slice(0, 5), opened, 'the same groups');
    const after = await Promise.all(
      again.slice(0, 5).map(async (group) => idsIn(await model.children(group))),
    );
    assert.deepEqual(after, before, 'and the same rows, as many as were held');
    assert.ok(sandbox.requests.length <= 6, `${sandbox.requests.length} requests`);
  });

  describe('with a filter that is counted', () => {
    const { account } = state as Extract<AccountState, { account: unknown }>;
    const paths = () =>
      sandbox.requests
        .map(({ path, query }) => ((query as { limit?: string }).limit === '1' ? 'count' : path))
        .sort();
    const open5 = async (grouping: Grouping) => {
      const model = open(grouping);
      await own!.saved.save(account, 'Done', { status: 'DONE' });
      await own!.saved.count(account, 'Done');
      const show = async () => {
        const groups = groupsIn(await model.children()).slice(0, 5);
        for (const group of groups) await model.children(group);
        await sandbox.until(() => sandbox.open === 0);
      };
      await show();
      while (model.counted === undefined) await new Promise((resolve) => setImmediate(resolve));
      const refresh = async () => {
        sandbox.forget();
        model.refresh();
        assert.notEqual(model.counted, undefined, 'the number stays until the next comes');
        await show();
        return paths();
      };
      return refresh;
    };
    const tasks = Array<string>(5).fill('/tasks');

    for (const [grouping, list] of [
      ['flow', '/flows'],
      ['hub', '/hubs'],
      ['assignee', '/users'],
    ] as const) {
      it(`refreshes five open groups of ${grouping} in six requests, count and names in turn`, async () => {
        const refresh = await open5(grouping);
        assert.deepEqual(await refresh(), [...tasks, 'count'], 'the names are those held');
        own!.clock.now += 3_600_000;
        assert.deepEqual(await refresh(), [list, ...tasks].sort(), 'old names are read anew');
        assert.deepEqual(await refresh(), [...tasks, 'count']);
      });
    }

    it('refreshes the groups by status in four', async () => {
      const refresh = await open5('status');
      assert.deepEqual(await refresh(), [...tasks.slice(0, 3), 'count']);
    });
  });

  it('leaves no request running after a hundred collapses and expansions', async () => {
    const model = open('status');
    const [group] = groupsIn(await model.children());
    const held = sandbox.faults.next({
      kind: 'slowHeaders',
      path: '/tasks',
      times: Number.POSITIVE_INFINITY,
    });
    const opened: Promise<unknown>[] = [];
    for (let time = 0; time < 100; time++) {
      opened.push(model.children(group));
      if (time === 0) await held.reached;
      model.collapsed(group!);
    }
    await Promise.all(opened);
    await sandbox.until(() => sandbox.open === 0);
    assert.equal(group?.pages.loading, false);
    held.clear();
    assert.equal(idsIn(await model.children(group)).length, 50);
  });

  it('holds the rows shown, and no others', async () => {
    const model = open('status');
    const [group] = groupsIn(await model.children());
    for (let page = 0; page < 4; page++) await (page === 0 ? model.children(group) : model.loadMore(group!));
    assert.equal(group?.pages.rows.size, 200);
    assert.ok((group?.pages.total ?? 0) > 200_000);
    const [, task] = [...group!.pages.rows.values()];
    assert.deepEqual(Object.keys(task?.fields ?? {}), [], 'nor what a row does not show');
  });

  it('groups by start time without leaving a task out or counting one twice', async () => {
    const model = open('startTime');
    const groups = groupsIn(await model.children());
    await Promise.all(groups.map((group) => model.children(group)));
    const totals = groups.map(({ pages }) => pages.total ?? 0);
    assert.deepEqual(
      groups.map(({ spec }) => spec.key),
      ['earlier', 'today', 'thisWeek', 'later'],
    );
    assert.equal(
      totals.reduce((sum, total) => sum + total),
      million,
    );
  });

  it('asks documented filters only', async () => {
    const choice: Choice = {
      flows: [{ id: '66a0000100000000f1000000', name: 'Delivery' }],
      time: { by: 'createdTime', range: 'last7Days' },
    };
    const model = open('hub', choice);
    const [group] = groupsIn(await model.children());
    await model.children(group);
    const { query } = sandbox.requests.at(-1)!;
    const { fields, timeFrom, timeTo, ...rest } = query as Record<string, string>;
    assert.ok(fields?.startsWith('_id,title'));
    assert.match(`${timeFrom} ${timeTo}`, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    assert.deepEqual(rest, {
      page: '1',
      limit: '50',
      flowId: '66a0000100000000f1000000',
      hubId: group?.spec.key,
      timeBy: 'createdTime',
    });
  });

  it('leaves out groups that the filter empties', async () => {
    const flows = groupsIn(
      await open('flow', { flows: [{ id: '66a0000100000000f1000001', name: 'Pickup' }] }).children(),
    );
    assert.deepEqual(
      flows.map(({ spec }) => spec.name),
      [{ by: 'flow', name: 'Pickup' }],
    );
    own?.model.show('status', { status: 'DONE' });
    assert.deepEqual(
      groupsIn(await own!.model.children()).map(({ spec }) => spec.key),
      ['DONE'],
    );
    own?.model.show('assignee', { status: 'DONE', assignee: { id: 'sari@example.com', name: 'Sari' } });
    assert.deepEqual(
      groupsIn(await own!.model.children()).map(({ spec }) => spec.key),
      ['sari@example.com'],
    );
  });

  it('says so where the server cannot group and filter by two times', async () => {
    const choice: Choice = { time: { by: 'createdTime', range: 'today' } };
    assert.deepEqual(kinds(await open('startTime', choice).children()), ['twoTimes']);
    own?.model.show('startTime', { time: { by: 'startTime', range: 'today' } });
    assert.deepEqual(
      groupsIn(await own!.model.children()).map(({ spec }) => spec.key),
      ['today'],
    );
  });

  it('shows a role that may not list people its own tasks and nobody’s, and why', async () => {
    const roots = await open('assignee', {}, 'sari').children();
    assert.deepEqual(
      roots.map((node) => (node.kind === 'group' ? node.spec.key : node.kind)),
      ['dewi@example.com', 'nobody', 'problem'],
    );
  });

  it('resumes what was rate limited, and nothing else', async () => {
    const model = open('flow');
    sandbox.faults.next({ kind: 'rateLimited', path: '/flows', retryAfter: 0 });
    assert.deepEqual(kinds(await model.children()), ['problem']);
    model.resume('rateLimited');
    const groups = groupsIn(await model.children());
    sandbox.faults.next({ kind: 'rateLimited', path: '/tasks', retryAfter: 0 });
    assert.deepEqual(kinds(await model.children(groups[0])), ['problem']);
    sandbox.faults.next({ kind: 'serverError', path: '/tasks' });
    assert.deepEqual(kinds(await model.children(groups[1])), ['problem']);
    model.resume('rateLimited');
    assert.deepEqual(kinds(await model.children(groups[0])), ['task', 'more']);
    assert.deepEqual(kinds(await model.children(groups[1])), ['problem']);
  });

  it('knows of when rows are that a refresh could not replace', async () => {
    const model = open('status');
    const [group] = groupsIn(await model.children());
    const before = idsIn(await model.children(group));
    assert.equal(model.staleSince, undefined);
    sandbox.faults.next({ kind: 'reset', path: '/tasks' });
    model.refresh();
    const after = await model.children(group);
    assert.deepEqual([idsIn(after), after.at(-1)?.kind, model.staleSince], [before, 'problem', now]);
    await model.loadMore(group!);
    assert.equal(model.staleSince, undefined);
  });

  it('reads a whole group by cursor', async () => {
    const choice: Choice = {
      time: { by: 'createdTime', range: { first: '2026-10-01', last: '2026-11-18' } },
    };
    const model = open('status', choice);
    const [group] = groupsIn(await model.children());
    await model.children(group);
    await model.loadAll(group!);
    const rows = await model.children(group);
    assert.equal(idsIn(rows).length, group?.pages.total);
    assert.deepEqual(kinds(rows), ['task']);
    assert.equal((sandbox.requests.at(-1)!.query as Record<string, string>).lazyLoad, '1');
  });

  it('lists saved filters first, counts one of them with one request, and stops', async () => {
    const model = open('status');
    const saved = own!.saved;
    const { account } = state as Extract<AccountState, { account: unknown }>;
    await saved.save(account, 'Mine', { assignee: { id: 'sari@example.com', name: 'Sari' } });
    await saved.save(account, 'Done', { status: 'DONE' });
    await saved.count(account, 'Done');
    await model.children();
    const filters = async () =>
      (await model.children()).flatMap((node) =>
        node.kind === 'filter' ? [[node.saved.name, node.active, node.count !== undefined]] : [],
      );
    await sandbox.until(() => sandbox.requests.length > 0 && sandbox.open === 0);
    while (model.counted === undefined) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(await filters(), [
      ['Done', false, true],
      ['Mine', false, false],
    ]);
    assert.deepEqual(
      sandbox.requests.map(({ query }) => query),
      [{ limit: '1', fields: '_id', status: 'DONE' }],
    );
    model.show('status', { status: 'DONE' });
    assert.deepEqual((await filters())[0], ['Done', true, true]);
    await saved.count(account, undefined);
    model.recount();
    assert.deepEqual((await filters())[0], ['Done', true, false]);
    assert.equal(model.counted, undefined);
    assert.equal(sandbox.requests.length, 1);
  });

  it('follows what another window does to the saved filters, and is quiet where it does nothing', async () => {
    const model = open('status');
    const { account } = state as Extract<AccountState, { account: unknown }>;
    await model.children();
    own!.changes.length = 0;
    model.recount();
    assert.deepEqual(own!.changes, []);
    await own!.saved.save(account, 'Done', { status: 'DONE' });
    model.recount();
    assert.deepEqual(own!.changes, [undefined]);
    assert.equal((await model.children())[0]?.kind, 'filter');
  });

  it('knows an empty tree from one that is filtered to nothing', async () => {
    const model = open('none', {
      time: { by: 'doneTime', range: { first: '1950-01-01', last: '1950-01-01' } },
    });
    assert.deepEqual([await model.children(), model.empty], [[], 'filtered']);
    model.show('none', {});
    assert.equal(model.empty, undefined);
    const empty = await startSandbox({ size: 0, now, keyBits: 1024 });
    try {
      const none = modelOf(empty, 'none');
      assert.deepEqual([await none.model.children(), none.model.empty], [[], 'none']);
      await none.close();
    } finally {
      await empty.close();
    }
  });

  it('drops what comes for a grouping that is gone', async () => {
    const model = open('flow');
    const held = sandbox.faults.next({ kind: 'slowHeaders', path: '/flows' });
    const late = model.children();
    await held.reached;
    model.show('status', {});
    const expected = (await model.children()).map((node) => node.kind === 'group' && node.spec.key);
    held.clear();
    assert.deepEqual(
      (await late).map((node) => node.kind === 'group' && node.spec.key),
      expected,
    );
    await sandbox.until(() => sandbox.open === 0);
  });
});
