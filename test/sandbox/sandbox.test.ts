import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { oddities } from './oddities.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import type { Row } from './world.ts';

const now = Date.UTC(2025, 2, 4, 5, 6, 7);

type Reply = { status: number; body: Row; text: string };

describe('sandbox', () => {
  let sandbox: Sandbox;
  let token: string;

  before(async () => {
    sandbox = await startSandbox({ size: 240, now });
    token = sandbox.mint();
  });
  after(() => sandbox.close());
  beforeEach(() => sandbox.forget());

  async function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
    const response = await fetch(sandbox.baseUrl + path, {
      method,
      redirect: 'manual',
      headers: { accept: 'application/json', authorization: `Bearer ${token}`, ...headers },
    });
    const text = await response.text();
    let body: Row = {};
    try {
      body = JSON.parse(text) as Row;
    } catch {
      // Left empty: the caller looks at the text.
    }
    return { status: response.status, body, text };
  }
  const rows = (reply: Reply): Row[] => (reply.body.tasks as { data: Row[] }).data;
  const ids = (reply: Reply): unknown[] => rows(reply).map((row) => row?._id ?? row?.id);

  describe('tokens', () => {
    it('have the documented header and claims, in the documented order', () => {
      const [header, claims, signature] = token.split('.');
      const decode = (part = '') => Buffer.from(part, 'base64url').toString();
      assert.equal(decode(header), '{"typ":"JWT","alg":"RS256"}');
      const parsed = JSON.parse(decode(claims)) as Row;
      assert.deepEqual(Object.keys(parsed), ['aud', 'jti', 'iat', 'nbf', 'exp', 'sub', 'scopes']);
      assert.match(String(parsed.aud), /^[0-9a-f]{24}$/);
      assert.match(String(parsed.jti), /^[0-9a-f]{80}$/);
      assert.equal(parsed.sub, sandbox.people.dewi.id);
      assert.deepEqual(parsed.scopes, []);
      assert.equal(Number(parsed.exp) - Number(parsed.iat), 30 * 86_400);
      assert.equal(signature?.length, 342);
    });

    it('may carry fractional times', () => {
      const claims = Buffer.from(
        sandbox.mint({ fractional: true, expiresIn: 0.5 }).split('.')[1]!,
        'base64url',
      );
      assert.match(claims.toString(), /"iat":\d+\.\d+/);
    });

    const revoked = () => {
      const deleted = sandbox.mint();
      sandbox.revoke(deleted);
      return deleted;
    };
    const bad: [string, () => string][] = [
      ['malformed', () => 'Bearer nonsense'],
      ['without its scheme', () => token],
      ['in another scheme', () => `Basic ${token}`],
      ['expired', () => `Bearer ${sandbox.mint({ expiresIn: -1 })}`],
      ['deleted', () => `Bearer ${revoked()}`],
      ['signed by somebody else', () => `Bearer ${token.slice(0, -4)}AAAA`],
    ];
    for (const [name, authorization] of bad) {
      it(`401 when ${name}`, async () => {
        const reply = await get('/user', { authorization: authorization() });
        assert.deepEqual([reply.status, reply.text], [401, '{"message":"Unauthenticated."}']);
        assert.equal(sandbox.requests[0]?.authorization, 'invalid');
      });
    }

    it('401 with another body when there is none', async () => {
      const response = await fetch(`${sandbox.baseUrl}/user`);
      assert.deepEqual(
        [response.status, await response.json()],
        [401, { status: false, message: 'Unauthorized' }],
      );
      assert.equal(sandbox.requests[0]?.authorization, 'none');
    });
  });

  describe('status codes', () => {
    it('404 for an unknown path, before it looks at the token', async () => {
      const reply = await get('/nothing', { authorization: '' });
      assert.deepEqual([reply.status, reply.body], [404, { status: false, message: 'Not Found' }]);
    });
    it('405 for another verb', async () => {
      assert.equal((await get('/user', {}, 'POST')).status, 405);
    });
    it('406 for an Accept it does not know', async () => {
      assert.equal((await get('/user', { accept: 'text/html' })).status, 406);
      assert.equal((await get('/user', { accept: '*/*' })).status, 200);
    });
    for (const path of [
      '/tasks?limit=0',
      '/tasks?limit=1001',
      '/tasks?page=x',
      '/tasks?status=OPEN',
      '/tasks?timeBy=x',
    ]) {
      it(`400 for ${path}`, async () => {
        const { status, body } = await get(path);
        assert.deepEqual([status, body.status, typeof body.message], [400, false, 'string']);
      });
    }
    it('403 with a failedCode where the role lacks the permission', async () => {
      const reply = await get('/users', { authorization: `Bearer ${sandbox.mint({ user: 'sari' })}` });
      assert.deepEqual(
        [reply.status, reply.body],
        [403, { status: false, message: 'You do not have permission to view user', failedCode: 'auth-003' }],
      );
    });
  });

  describe('GET /user', () => {
    it('is a bare object that carries two secrets, one of which is a token that works', async () => {
      const { body } = await get('/user');
      assert.deepEqual(
        [body._id, body.email, (body.organization as { user: Row }).user.companyName],
        [sandbox.people.dewi.id, 'dewi@example.com', 'Sinar Logistik Contoh'],
      );
      assert.deepEqual(
        { personalToken: body.personalToken, activationCode: body.activationCode },
        sandbox.secretsOf('dewi'),
      );
      assert.equal(
        (await get('/user', { authorization: `Bearer ${String(body.personalToken)}` })).status,
        200,
      );
    });
    it('tells the organisation of each token', async () => {
      const { body } = await get('/user', { authorization: `Bearer ${sandbox.mint({ user: 'made' })}` });
      assert.deepEqual(
        [body.email, body.organizationId],
        ['made@example.com', sandbox.people.made.organization.id],
      );
    });
  });

  describe('GET /tasks', () => {
    it('wraps a Laravel page whose addresses must not be followed', async () => {
      const { body } = await get('/tasks?page=2&limit=10');
      assert.deepEqual(Object.keys(body), ['status', 'message', 'tasks', 'metadata', 'dataVersion']);
      const page = body.tasks as Row;
      assert.deepEqual(Object.keys(page), [
        'current_page',
        'data',
        'first_page_url',
        'from',
        'last_page',
        'last_page_url',
        'links',
        'next_page_url',
        'path',
        'per_page',
        'prev_page_url',
        'to',
        'total',
      ]);
      assert.deepEqual(
        [
          page.current_page,
          page.from,
          page.to,
          page.last_page,
          page.per_page,
          page.total,
          page.next_page_url,
        ],
        [2, 11, 20, 24, 10, 240, 'http://apiwebdev.mile.app/tasks?page=3'],
      );
      assert.deepEqual(body.metadata, { counting: { doneTotal: 0, ongoingTotal: 0 }, sourceDataTask: '-' });
    });

    it('is empty beyond the last page, with null bounds', async () => {
      const { body } = await get('/tasks?page=99');
      const page = body.tasks as Row;
      assert.deepEqual(
        [page.data, page.from, page.to, page.next_page_url, page.total],
        [[], null, null, null, 240],
      );
    });

    it('gives every task once over its pages, 20 by default, newest first', async () => {
      const all: Row[] = [];
      for (let page = 1; page <= 12; page++) all.push(...rows(await get(`/tasks?page=${page}`)));
      const whole = all.filter(
        (row) => row?._id && typeof row.createdTime === 'string' && row.createdTime.endsWith('+00:00'),
      );
      assert.equal(all.length, 240);
      assert.equal(new Set(whole.map((row) => row._id)).size, whole.length);
      const times = whole.map((row) => Date.parse(String(row.createdTime)));
      assert.deepEqual(
        times,
        times.toSorted((a, b) => b - a),
      );
      assert.ok(times[0]! <= now);
    });

    it('is the same for the same seed and another for another', async () => {
      const [same, other] = [await startSandbox({ now }), await startSandbox({ now, seed: 2 })];
      const list = async (one: Sandbox) =>
        (await fetch(`${one.baseUrl}/tasks`, { headers: { authorization: `Bearer ${one.mint()}` } })).text();
      const [first, second, third] = [(await get('/tasks')).text, await list(same), await list(other)];
      await Promise.all([same.close(), other.close()]);
      assert.equal(first, second);
      assert.notEqual(first, third);
    });

    it('shows each organisation its own tasks, and a field user only hers', async () => {
      const authorization = (user: 'made' | 'sari') => ({
        authorization: `Bearer ${sandbox.mint({ user })}`,
      });
      const others = await get('/tasks', authorization('made'));
      assert.equal(ids(others).filter((id) => firstIds.has(id)).length, 0);
      const own = rows(await get('/tasks?limit=1000', authorization('sari'))).filter(ordinary);
      assert.ok(own.length > 0 && own.length < 60);
      assert.ok(plain(own).every((row) => (row.assignee as string[]).includes('sari@example.com')));
    });
    const firstIds = new Set<unknown>();
    before(async () => {
      for (const id of ids(await get('/tasks?limit=1000'))) firstIds.add(id);
    });

    // Rows that are odd on purpose may show another value than they are filtered by.
    const odd = new Set(
      oddities.map(({ index }) => `66a0000100000000c1${index.toString(16).padStart(6, '0')}`),
    );
    const plain = (list: Row[]) => list.filter((row) => !odd.has(String(row._id ?? row.id)));
    const ordinary = (row: Row | null): row is Row => row !== null && typeof row.status === 'string';
    const filters: [string, (row: Row) => boolean][] = [
      [
        'status=ONGOING',
        (row) => String(row.status).toUpperCase() === 'ONGOING' || row.status === 'COMPLETED',
      ],
      ['flow=Delivery,Kunjungan%20Toko', (row) => ['Delivery', 'Kunjungan Toko'].includes(String(row.flow))],
      ['flowId=66a0000100000000f1000003', (row) => row.flow === 'Service AC'],
      ['hubId=66a0000100000000b1000002', (row) => row.hubId === '66a0000100000000b1000002'],
      [
        'assignee=worker3.org1@example.com',
        (row) => [row.assignee].flat().includes('worker3.org1@example.com'),
      ],
      ['doneBy=worker3.org1@example.com', (row) => row.doneBy === 'worker3.org1@example.com'],
      [
        'active=true',
        (row) => Date.parse(String(row.startTime)) <= now && now <= Date.parse(String(row.endTime)),
      ],
      ['isVisit=true', (row) => Date.parse(String(row.endTime)) >= now],
      [
        'routingResultId=66a000000000000000009000',
        (row) => row.routingResultId === '66a000000000000000009000',
      ],
      [
        'timeBy=createdTime&timeFrom=2025-03-03%2022:00:00&timeTo=2025-03-04%2000:00:00',
        (row) =>
          String(row.createdTime) >= '2025-03-03T22:00:00' &&
          String(row.createdTime) <= '2025-03-04T00:00:01',
      ],
    ];
    for (const [query, fits] of filters) {
      it(`filters by ${query.split('=')[0]}`, async () => {
        const all = rows(await get('/tasks?limit=1000')).filter(ordinary);
        const some = rows(await get(`/tasks?limit=1000&${query}`)).filter(ordinary);
        assert.ok(some.length > 0 && some.length < all.length);
        assert.deepEqual(
          plain(some).map((row) => row._id),
          plain(all)
            .filter(fits)
            .map((row) => row._id),
        );
      });
    }

    it('ignores a time range without timeBy', async () => {
      const { body } = await get('/tasks?timeFrom=2035-01-01%2000:00:00');
      assert.equal((body.tasks as Row).total, 240);
    });

    it('sorts by doneTime, ascending and descending', async () => {
      const times = async (order: string) =>
        rows(await get(`/tasks?status=DONE&sortBy=doneTime&sortOrder=${order}&limit=1000&fields=doneTime`))
          .filter((row) => row !== null)
          .map((row) => String(row.doneTime));
      assert.deepEqual(await times('asc'), (await times('asc')).toSorted());
      assert.deepEqual(await times('desc'), (await times('asc')).toSorted().reverse());
    });

    it('gives the fields asked for, leaves unset ones out, and assignedVehicle unasked', async () => {
      const [row] = rows(await get('/tasks?limit=1&fields=_id,title,doneTime,flow&status=ONGOING'));
      assert.deepEqual(Object.keys(row!), ['_id', 'flow', 'assignedVehicle', 'title']);
    });

    it('walks by cursor to the end, without a total', async () => {
      const seen: unknown[] = [];
      let cursor = '';
      for (;;) {
        const reply = await get(
          `/tasks?lazyLoad=1&limit=7&page=5&status=DONE${cursor && `&cursor=${cursor}`}`,
        );
        assert.deepEqual(Object.keys(reply.body.tasks as Row), ['data']);
        const batch = rows(reply).filter((row) => row !== null);
        seen.push(...batch.map((row) => row._id ?? row.id));
        if (rows(reply).length < 7) break;
        cursor = String(batch.at(-1)?._id);
      }
      assert.deepEqual(
        seen,
        ids(await get('/tasks?limit=1000&status=DONE')).filter((id) => id !== undefined),
      );
    });

    it('holds every oddity where it says', async () => {
      const all = rows(await get('/tasks?limit=240'));
      assert.equal(all[53], null);
      assert.ok(Array.isArray(all[6]?.label));
      assert.deepEqual([all[13]?._id, typeof all[13]?.id], [undefined, 'string']);
      assert.ok(all[4]?.title?.toString().includes('$(alert)'));
      assert.ok(Object.keys(all[47]!).includes('__proto__'));
      assert.equal(new Set(oddities.map(({ index }) => index)).size, oddities.length);
    });

    it('serves a million tasks', async () => {
      const big = await startSandbox({ size: 1_000_000, now });
      const response = await fetch(`${big.baseUrl}/tasks?page=50000&status=`, {
        headers: { authorization: `Bearer ${big.mint()}` },
      });
      const body = (await response.json()) as { tasks: { total: number; data: Row[] } };
      await big.close();
      assert.deepEqual([body.tasks.total, body.tasks.data.length], [1_000_000, 20]);
    });
  });

  describe('GET /task/{id}', () => {
    it('gives the row of the list, and more', async () => {
      const [listed] = rows(await get('/tasks?limit=1'));
      const { body } = await get(`/task/${String(listed?._id)}`);
      const task = body.task as Row;
      assert.deepEqual(Object.keys(body), ['status', 'message', 'task']);
      for (const [key, value] of Object.entries(listed!)) assert.deepEqual(task[key], value, key);
      assert.ok('hub' in task && 'histories' in task);
    });
    for (const id of ['66a0000200000000c1000000', '66a0000100000000c10000ff', 'x', '%E0%A4%A']) {
      it(`404 for ${id}`, async () => {
        const reply = await get(`/task/${id}`);
        assert.deepEqual([reply.status, reply.body], [404, { status: false, message: 'Data not found' }]);
      });
    }
  });

  describe('the other lists', () => {
    const envelopes: [string, string[], (body: Row) => unknown][] = [
      ['/hubs?q=hub&limit=2', ['status', 'data'], (body) => (body.data as Row[]).length],
      [
        '/flows?limit=2',
        ['status', 'message', 'flows'],
        (body) => (body.flows as { data: Row[] }).data.length,
      ],
      [
        '/flow/66a0000100000000f1000001',
        ['status', 'message', 'flow'],
        (body) => Object.keys(body.flow as Row).length,
      ],
      [
        '/flow/Kunjungan%20Toko/task',
        ['status', 'message', 'data'],
        (body) => Object.keys(body.data as Row).length,
      ],
      [
        '/flow/Service%20AC/fields',
        ['status', 'message', 'flowFields', 'reservedKey', 'is_cache'],
        (body) => (body.reservedKey as string[]).length,
      ],
      [
        '/users?fields=name,email',
        ['status', 'data'],
        (body) => Object.keys((body.data as Row[])[0]!).length,
      ],
      ['/teams?limit=2', ['status', 'code', 'data'], (body) => (body.data as { data: Row[] }).data.length],
    ];
    const expected = [2, 2, 12, 3, 66, 3, 2];
    for (const [number, [path, keys, measure]] of envelopes.entries()) {
      it(path, async () => {
        const { status, body } = await get(path);
        assert.deepEqual([status, Object.keys(body), measure(body)], [200, keys, expected[number]]);
      });
    }
    it('/vehicles is a bare page', async () => {
      const { body } = await get('/vehicles?limit=5&tags=dingin');
      assert.deepEqual([body.total, (body.data as Row[]).length, 'status' in body], [8, 5, false]);
    });
    it('/users carries the secrets where no fields are asked for', async () => {
      const { body } = await get('/users');
      assert.equal((body.data as Row[])[3]?.personalToken, sandbox.secretsOf('dewi').personalToken);
    });
    it('404 for a flow that is not there', async () => {
      for (const path of ['/flow/x', '/flow/x/task', '/flow/x/fields'])
        assert.equal((await get(path)).status, 404);
    });
  });

  describe('what it saw', () => {
    it('tells method, path, query, header names, whose token, and where it stood', async () => {
      await get('/tasks?limit=1&status=DONE', { 'x-odd': `a ${token}` });
      await sandbox.until(() => sandbox.open === 0);
      const { headerNames, ...seen } = sandbox.requests[0]!;
      assert.deepEqual(seen, {
        method: 'GET',
        path: '/tasks',
        query: { limit: '1', status: 'DONE' },
        accept: 'application/json',
        user: 'dewi',
        authorization: 'valid',
        tokenIn: ['authorization', 'x-odd'],
        status: 200,
        state: 'answered',
      });
      assert.ok(headerNames.includes('authorization'));
    });

    it('tells a request that its client gave up', async () => {
      const fault = sandbox.faults.next({ kind: 'slowHeaders' });
      const request = httpRequest(`${sandbox.baseUrl}/user`).on('error', () => {});
      request.end();
      await fault.reached;
      assert.equal(sandbox.open, 1);
      request.destroy();
      await sandbox.until(() => sandbox.open === 0);
      assert.deepEqual([sandbox.requests[0]?.state, sandbox.requests[0]?.status], ['aborted', undefined]);
      fault.clear();
    });
  });
});
