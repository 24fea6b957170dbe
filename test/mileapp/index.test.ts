import assert from 'node:assert/strict';
import { MockAgent } from 'undici';
import {
  Limiter,
  MileApp,
  type Page,
  type RequestLine,
  type Task,
  type TaskFilter,
} from '../../src/mileapp/index.ts';
import { oddities } from '../sandbox/oddities.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';

const now = Date.UTC(2025, 2, 4, 5, 6, 7);

describe('MileApp', () => {
  let sandbox: Sandbox;
  let client: MileApp;
  let lines: RequestLine[];

  before(async () => {
    sandbox = await startSandbox({ size: 240, now });
    const token = sandbox.mint();
    client = new MileApp({
      baseUrl: `${sandbox.baseUrl}/`,
      token: async () => token,
      limiter: new Limiter({ perSecond: 10_000 }),
      log: (line) => lines.push(line),
    });
  });
  after(async () => {
    await client.close();
    await sandbox.close();
  });
  beforeEach(() => {
    sandbox.forget();
    lines = [];
  });

  const asked = () => sandbox.requests.map(({ path, query }) => ({ path, query }));

  it('me: named fields only', async () => {
    const { permissions, hubIds, ...me } = await client.me();
    assert.deepEqual(me, {
      id: sandbox.people.dewi.id,
      name: 'Dewi Contoh',
      email: 'dewi@example.com',
      status: 'active',
      organizationId: sandbox.people.dewi.organization.id,
      organizationName: 'Sinar Logistik Contoh',
      roleName: 'owner',
    });
    assert.deepEqual(hubIds, sandbox.people.dewi.hubIds);
    assert.equal(permissions?.['view/user'], true);
  });

  describe('tasks', () => {
    const everything: Required<TaskFilter> = {
      page: 2,
      limit: 3,
      fields: ['title', 'status'],
      flow: ['Delivery', 'Kunjungan Toko'],
      flowId: 'f1,f2',
      doneBy: 'Budi & Ayu',
      assignee: 'a+b@example.com',
      status: 'DONE',
      hubId: ['h1'],
      active: false,
      isVisit: true,
      routingResultId: 'r1',
      sortBy: 'doneTime',
      sortOrder: 'asc',
      timeBy: 'doneTime',
      timeFrom: Date.UTC(2025, 0, 2, 3, 4, 5),
      timeTo: new Date(Date.UTC(2025, 0, 3)),
      lazyLoad: false,
      cursor: 'ignored',
    };
    const sent = {
      page: '2',
      limit: '3',
      fields: '_id,title,status',
      flow: 'Delivery,Kunjungan Toko',
      flowId: 'f1,f2',
      doneBy: 'Budi & Ayu',
      assignee: 'a+b@example.com',
      status: 'DONE',
      hubId: 'h1',
      active: 'false',
      isVisit: 'true',
      routingResultId: 'r1',
      sortBy: 'doneTime',
      sortOrder: 'asc',
      timeBy: 'doneTime',
      timeFrom: '2025-01-02 03:04:05',
      timeTo: '2025-01-03 00:00:00',
    };

    it('sends every filter as documented, in page mode', async () => {
      assert.deepEqual(await client.tasks(everything), { items: [], total: 0 });
      assert.deepEqual(asked(), [{ path: '/tasks', query: sent }]);
    });

    it('sends every filter as documented, in cursor mode', async () => {
      const { page: _page, ...rest } = sent;
      assert.deepEqual(await client.tasks({ ...everything, lazyLoad: 1, cursor: 'c1' }), { items: [] });
      assert.deepEqual(asked(), [{ path: '/tasks', query: { ...rest, lazyLoad: '1', cursor: 'c1' } }]);
    });

    it('sends nothing for what is not asked', async () => {
      await client.tasks({ fields: [], flow: '', hubId: [] });
      assert.deepEqual(asked(), [{ path: '/tasks', query: {} }]);
    });

    async function walk(filter: TaskFilter, key: 'page' | 'cursor'): Promise<Page<Task>[]> {
      const pages: Page<Task>[] = [];
      let next: Page<Task>['next'];
      do {
        const page = await client.tasks({ ...filter, ...(next === undefined ? {} : { [key]: next }) });
        pages.push(page);
        next = page.next;
        assert.ok(pages.length < 100);
      } while (next !== undefined);
      return pages;
    }
    const ids = (pages: Page<Task>[]) => pages.flatMap(({ items }) => items.map(({ id }) => id));

    it('walks page by page, to the end', async () => {
      const pages = await walk({ limit: 50 }, 'page');
      assert.deepEqual(
        pages.map(({ items, total, next }) => [items.length, total, next]),
        [
          [50, 240, 2],
          [50, 240, 3],
          [50, 240, 4],
          [50, 240, 5],
          [40, 240, undefined],
        ],
      );
      assert.equal(new Set(ids(pages)).size, 240);
    });

    for (const cursorShape of ['data', 'array'] as const) {
      it(`walks by cursor, to the end: tasks as ${cursorShape}`, async () => {
        const other = await startSandbox({ size: 240, now, cursorShape });
        const token = other.mint();
        const one = new MileApp({ baseUrl: other.baseUrl, token: async () => token });
        const seen: string[] = [];
        let cursor: string | undefined;
        for (let batch = 0; batch < 4; batch++) {
          const page: Page<Task> = await one.tasks({
            lazyLoad: true,
            limit: 60,
            ...(cursor ? { cursor } : {}),
          });
          seen.push(...page.items.map(({ id }) => id));
          assert.deepEqual([page.total, page.items.length, page.next], [undefined, 60, seen.at(-1)]);
          cursor = seen.at(-1);
        }
        assert.deepEqual(await one.tasks({ lazyLoad: true, limit: 60, cursor: cursor! }), { items: [] });
        assert.deepEqual(seen, ids(await walk({ limit: 1_000 }, 'page')));
        await one.close();
        await other.close();
      });
    }

    it('stops where a cursor leads to itself', async () => {
      const agent = new MockAgent();
      const body = { status: true, tasks: [{ _id: 'a' }, { _id: 'b' }] };
      agent.get('https://x.example').intercept({ path: /.*/ }).reply(200, body).persist();
      const one = new MileApp({ baseUrl: 'https://x.example', token: async () => 't', dispatcher: agent });
      const next = async (filter: TaskFilter) => (await one.tasks({ lazyLoad: true, ...filter })).next;
      assert.deepEqual(
        [
          await next({ limit: 2 }),
          await next({ limit: 3 }),
          await next({}),
          await next({ limit: 2, cursor: 'b' }),
        ],
        ['b', undefined, undefined, undefined],
      );
      await agent.close();
    });

    it('keeps every odd row, counts those that cannot be read whole, and says so in the log', async () => {
      const page = await client.tasks({ limit: 240 });
      assert.equal(page.items.length, 240);
      assert.deepEqual(
        lines.map(({ milliseconds: _, ...line }) => line),
        [{ method: 'GET', path: '/tasks', status: 200, unreadableRows: 3 }],
      );
      const odd = Object.fromEntries(oddities.map(({ name, index }) => [name, page.items[index]!]));
      assert.deepEqual(odd['not an object'], { id: '', fields: {} });
      assert.equal(odd['id instead of _id']?.id, '66a0000100000000c100000d');
      assert.equal(odd['label is an array']?.label, 'Makanan, Dokumen');
      assert.equal(odd['times in every format']?.createdTime, odd['times in every format']?.updatedTime);
      assert.deepEqual(odd['values of the wrong kind']?.assignee, ['rudi@example.com']);
      assert.equal(JSON.stringify(page).includes('dropped-123'), false);
    });
  });

  it('task: the whole task', async () => {
    const [listed] = (await client.tasks({ limit: 1, status: 'ONGOING' })).items;
    const task = await client.task(listed!.id);
    const { hub, histories, assignedTo, ...rest } = task;
    assert.deepEqual(rest, listed);
    assert.deepEqual(
      [hub?.id, histories?.map(({ action }) => action), assignedTo?.email],
      [task.hubId, ['create', 'assign'], task.assignee?.[0]],
    );
  });

  it('hubs', async () => {
    const page = await client.hubs({ q: 'hub', limit: 4, sortBy: 'name', sortOrder: 'desc', byUser: true });
    assert.deepEqual([page.items.length, page.next, page.total], [4, 2, undefined]);
    assert.deepEqual(Object.keys(page.items[0]!), [
      'id',
      'name',
      'address',
      'lat',
      'lng',
      'countryCode',
      'organizationId',
      'createdTime',
      'updatedTime',
    ]);
    assert.equal((await client.hubs({ page: 2, limit: 4 })).next, undefined);
    assert.deepEqual((await client.hubs({ name: 'none' })).items, []);
    assert.deepEqual(asked()[0]?.query, {
      limit: '4',
      sortBy: 'name',
      sortOrder: 'desc',
      q: 'hub',
      byUser: 'true',
    });
  });

  it('flows: light rows unless whole ones are asked for', async () => {
    const page = await client.flows({ limit: 2, sortBy: 'name', sortOrder: 'asc', permission: true });
    assert.deepEqual(
      [page.items.map(({ name, pages }) => [name, pages]), page.total, page.next],
      [
        [
          ['Activity', undefined],
          ['Delivery', undefined],
        ],
        5,
        2,
      ],
    );
    assert.deepEqual(asked()[0]?.query, {
      limit: '2',
      sort_by: 'name',
      sort_order: 'asc',
      fields: '_id,name,orderIndex,version,isDefault,updatedTime',
      permission: 'true',
    });
    const [whole] = (await client.flows({ fields: ['name', 'pages'], limit: 1 })).items;
    assert.equal(whole?.pages?.[0]?.components?.[0]?.id, 'customerName-1');
  });

  it('flow, its payload and its fields, by a name with a space', async () => {
    const [first] = (await client.flows({ sortBy: 'name', sortOrder: 'asc' })).items.filter(
      ({ name }) => name === 'Kunjungan Toko',
    );
    const flow = await client.flow(first!.id);
    assert.deepEqual(flow.configurations, [
      { id: 'startTime', adjustment: 0 },
      { id: 'endTime', adjustment: 24 },
    ]);
    const payload = await client.flowPayload('Kunjungan Toko');
    assert.deepEqual(
      [payload.flowName, payload.fields.map(({ field }) => field), payload.example.flow],
      [
        'Kunjungan Toko',
        ['hubId', 'startTime', 'endTime', 'customerName-1', 'address', 'visitDate'],
        'Kunjungan Toko',
      ],
    );
    assert.deepEqual(
      (await client.flowPayload('Pickup')).fields.find(({ field }) => field === 'packageType')?.options,
      ['Makanan', 'Dokumen', 'Paket'],
    );
    const { components, reservedKeys } = await client.flowFields('Kunjungan Toko');
    assert.deepEqual(
      [components.map(({ id }) => id), reservedKeys.length],
      [['customerName-1', 'address', 'visitDate', 'proofPhoto'], 66],
    );
    await assert.rejects(client.flowPayload('x'), { kind: 'notFound' });
  });

  it('flow fields in the spelling of the generated documents', async () => {
    const agent = new MockAgent();
    const flowFields = [{ id: 'a', inputType: 'string', isRequired: true, min: '1' }, 7];
    agent
      .get('https://x.example')
      .intercept({ path: /.*/ })
      .reply(200, { status: true, message: '', data: { flowFields } });
    const one = new MileApp({ baseUrl: 'https://x.example', token: async () => 't', dispatcher: agent });
    assert.deepEqual(await one.flowFields('x'), {
      components: [{ id: 'a', type: 'string', required: true, min: 1 }],
      reservedKeys: [],
    });
    await agent.close();
  });

  it('users: asks for no credential, and keeps none', async () => {
    const page = await client.users({ q: 'dewi' });
    assert.deepEqual(page, {
      items: [
        {
          id: sandbox.people.dewi.id,
          name: 'Dewi Contoh',
          email: 'dewi@example.com',
          status: 'active',
          hubId: sandbox.people.dewi.hubIds,
          roleId: '66a0000100000000e1000000',
          teamId: [],
        },
      ],
    });
    assert.deepEqual(asked()[0]?.query, { q: 'dewi', fields: '_id,name,email,status,hubId,roleId,teamId' });
    const all = await client.users({ fields: ['personalToken', 'activationCode', 'name'] });
    assert.ok(all.items.length > 10);
    assert.deepEqual([...new Set(all.items.flatMap((user) => Object.keys(user)))], ['id', 'name']);
  });

  it('teams and vehicles', async () => {
    const teams = await client.teams({
      limit: 2,
      hubId: ['66a0000100000000b1000000', '66a0000100000000b1000001'],
    });
    assert.deepEqual(
      [teams.items.map(({ name, totalUser }) => [name, totalUser]), teams.total, teams.next],
      [
        [
          ['Tim Utara', 2],
          ['Tim Selatan', 3],
        ],
        2,
        undefined,
      ],
    );
    const vehicles = await client.vehicles({ limit: 20 });
    assert.deepEqual([vehicles.items.length, vehicles.total, vehicles.next], [20, 23, 2]);
    const { name, speed, hubs, workingTime } = vehicles.items[1]!;
    assert.deepEqual(
      [name, speed, hubs?.id, workingTime?.multiday],
      ['Mobil 2', 45, '66a0000100000000b1000001', 0],
    );
  });
});
