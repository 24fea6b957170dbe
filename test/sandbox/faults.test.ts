import assert from 'node:assert/strict';
import { type FaultKind, type FaultOptions, faultKinds } from './faults.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

describe('sandbox faults', () => {
  let sandbox: Sandbox;
  let headers: Record<string, string>;

  before(async () => {
    sandbox = await startSandbox({ size: 20 });
    headers = { accept: 'application/json', authorization: `Bearer ${sandbox.mint()}` };
  });
  after(() => sandbox.close());
  afterEach(() => sandbox.faults.clear());

  const get = (path: string) => fetch(sandbox.baseUrl + path, { headers, redirect: 'manual' });

  type Shown = {
    status: number;
    type: string | null;
    starts: string;
    retryAfter?: string;
    location?: string;
  };
  const json = (status: number, starts: string): Shown => ({ status, type: 'application/json', starts });
  const page = (status: number): Shown => ({ status, type: 'text/html', starts: '<html><head><title>' });
  const answers: Partial<Record<FaultKind, Shown>> = {
    badRequest: json(400, '{"status":false,"mes'),
    unauthorized: json(401, '{"message":"Unauthen'),
    forbidden: json(403, '{"status":false,"mes'),
    notFound: json(404, '{"status":false,"mes'),
    conflict: json(409, '{"status":false,"mes'),
    tooLarge: json(413, '{"status":false,"mes'),
    rejected: json(422, '{"status":false,"mes'),
    rateLimited: { ...json(429, '{"status":false,"mes'), retryAfter: '7' },
    serverError: json(500, '{"status":false,"mes'),
    badGateway: page(502),
    unavailable: { ...json(503, '{"status":false,"mes'), retryAfter: '7' },
    gatewayTimeout: page(504),
    truncated: json(200, '{"_id":"66a000010000'),
    html: page(200),
    statusFalse: json(200, '{"status":false,"mes'),
    wrongShape: json(200, '[{"something":"else"'),
    redirect: { status: 302, type: null, starts: '', location: 'https://web.mile.app/login' },
    hugeBody: json(200, '{"status":true,"mess'),
  };

  for (const [kind, expected] of Object.entries(answers) as [FaultKind, Shown][]) {
    it(`${kind}: once, then the ordinary answer`, async () => {
      const fault = sandbox.faults.next({ kind, retryAfter: 7 });
      const response = await get('/user');
      const text = await response.text();
      const shown: Shown = {
        status: response.status,
        type: response.headers.get('content-type'),
        starts: text.slice(0, expected.starts.length),
      };
      const [retryAfter, location] = [response.headers.get('retry-after'), response.headers.get('location')];
      if (retryAfter) shown.retryAfter = retryAfter;
      if (location) shown.location = location;
      assert.deepEqual(shown, expected);
      assert.equal(fault.hits, 1);
      assert.equal(((await (await get('/user')).json()) as { email: string }).email, 'dewi@example.com');
    });
  }

  it('truncated is JSON cut in two', async () => {
    sandbox.faults.next({ kind: 'truncated' });
    await assert.rejects((await get('/user')).json(), SyntaxError);
  });

  it('hugeBody has the size asked for, declared or not', async () => {
    for (const declared of [true, false]) {
      sandbox.faults.next({ kind: 'hugeBody', bytes: 3_000_000, declared });
      const response = await get('/user');
      assert.equal(response.headers.get('content-length'), declared ? '3000000' : null);
      const text = await response.text();
      assert.equal(text.length, 3_000_000);
      assert.equal((JSON.parse(text) as { status: boolean }).status, true);
    }
  });

  for (const kind of ['reset', 'resetBody'] as const) {
    it(`${kind} breaks the connection`, async () => {
      sandbox.faults.next({ kind });
      await assert.rejects(get('/user').then((response) => response.text()));
    });
  }

  it('slowHeaders waits for the gate, then answers as usual', async () => {
    const fault = sandbox.faults.next({ kind: 'slowHeaders' });
    const late = get('/user');
    await fault.reached;
    assert.equal(sandbox.open, 1);
    fault.open();
    assert.equal((await late).status, 200);
  });

  it('slowBody sends the headers and half the body, then waits', async () => {
    const fault = sandbox.faults.next({ kind: 'slowBody' });
    const response = await get('/user');
    assert.equal(response.status, 200);
    fault.open();
    assert.equal(((await response.json()) as { email: string }).email, 'dewi@example.com');
  });

  it('meets only its path, as often as told', async () => {
    const fault = sandbox.faults.next({ kind: 'serverError', path: /^\/task\//, times: 2 });
    const statuses: number[] = [];
    for (const path of ['/user', '/task/a', '/task/b', '/task/c']) statuses.push((await get(path)).status);
    assert.deepEqual([statuses, fault.hits], [[200, 500, 500, 404], 2]);
  });

  it('stays until cleared, where told', async () => {
    const fault = sandbox.faults.next({
      kind: 'unavailable',
      path: '/user',
      times: Number.POSITIVE_INFINITY,
    });
    const statuses = [(await get('/user')).status, (await get('/user')).status];
    fault.clear();
    assert.deepEqual([...statuses, (await get('/user')).status], [503, 503, 200]);
  });

  describe('the control address', () => {
    const control = (call: string, method: string, body?: unknown, key = sandbox.controlKey) =>
      fetch(`${sandbox.origin}/__sandbox/${call}`, {
        method,
        headers: { 'x-sandbox-key': key },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });

    it('needs the key', async () => {
      assert.equal((await control('requests', 'GET', undefined, 'another')).status, 403);
    });

    it('switches faults on and off', async () => {
      const options: FaultOptions = { kind: 'forbidden', path: '/user', times: 0 };
      assert.equal((await control('faults', 'POST', options)).status, 200);
      const statuses = [(await get('/user')).status, (await get('/user')).status];
      await control('faults', 'DELETE');
      assert.deepEqual([...statuses, (await get('/user')).status], [403, 403, 200]);
      assert.equal((await control('faults', 'POST', { kind: 'nothing' })).status, 400);
      assert.ok(faultKinds.length > Object.keys(answers).length);
    });

    it('opens the gate', async () => {
      const fault = sandbox.faults.next({ kind: 'slowHeaders' });
      const late = get('/user');
      await fault.reached;
      await control('open', 'POST');
      assert.equal((await late).status, 200);
    });

    it('changes the world, and back', async () => {
      const read = async () => {
        const { tasks } = (await (await get('/tasks?limit=1')).json()) as {
          tasks: { total: number; data: { createdTime: string }[] };
        };
        return [tasks.total, tasks.data[0]?.createdTime];
      };
      const before = await read();
      assert.equal((await control('world', 'POST', { size: 3, now: sandbox.now + 3_600_000 })).status, 200);
      const later = new Date(Date.parse(String(before[1])) + 3_600_000).toISOString().slice(0, 19);
      assert.deepEqual(await read(), [3, `${later}+00:00`]);
      assert.equal((await control('world', 'POST', { size: -1 })).status, 400);
      await control('world', 'POST', {});
      assert.deepEqual(await read(), before);
    });

    it('mints and revokes tokens, and tells what was seen', async () => {
      const { token } = (await (await control('tokens', 'POST', { user: 'made' })).json()) as {
        token: string;
      };
      const user = () => fetch(`${sandbox.baseUrl}/user`, { headers: { authorization: `Bearer ${token}` } });
      const statuses = [(await user()).status];
      await control('revoke', 'POST', { token });
      statuses.push((await user()).status);
      assert.deepEqual(statuses, [200, 401]);
      const seen = (await (await control('requests', 'GET')).json()) as { authorization: string }[];
      assert.deepEqual(
        seen.slice(-2).map(({ authorization }) => authorization),
        ['valid', 'invalid'],
      );
    });
  });
});
