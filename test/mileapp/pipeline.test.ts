import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { MockAgent } from 'undici';
import { type ErrorKind, Limiter, MileApp, MileAppError, type RequestLine } from '../../src/mileapp/index.ts';
import type { PipelineOptions } from '../../src/mileapp/pipeline.ts';
import type { FaultOptions } from '../sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { FakeClock, settled } from './fakeClock.ts';

const origin = 'https://api.example.com';
const baseUrl = `${origin}/api/v3`;

/** What an error says, whole. */
function shown(error: unknown): Record<string, unknown> {
  assert.ok(error instanceof MileAppError, String(error));
  return { ...error, message: error.message };
}

async function failure(promise: Promise<unknown>): Promise<Record<string, unknown>> {
  return promise.then(
    () => assert.fail('it did not reject'),
    (error: unknown) => shown(error),
  );
}

describe('the pipeline', () => {
  let agent: MockAgent;
  let lines: Omit<RequestLine, 'milliseconds'>[];
  const token = randomBytes(20).toString('hex');

  beforeEach(() => {
    agent = new MockAgent();
    agent.disableNetConnect();
    lines = [];
  });
  afterEach(() => agent.close());

  const client = (options: Partial<PipelineOptions> = {}) =>
    new MileApp({
      baseUrl,
      token: async () => token,
      dispatcher: agent,
      retries: 0,
      log: ({ milliseconds, ...line }) => {
        assert.ok(milliseconds >= 0);
        lines.push(line);
      },
      ...options,
    });
  const answers = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    agent
      .get(origin)
      .intercept({ path: '/api/v3/user' })
      .reply(status, typeof body === 'string' ? body : JSON.stringify(body), { headers });
  const no = (message: string) => ({ status: false, message });

  it('sends one header with the token, asks for JSON, and reads the answer', async () => {
    let headers: unknown;
    agent
      .get(origin)
      .intercept({ path: '/api/v3/user' })
      .reply(200, (request) => {
        headers = request.headers;
        return { _id: 'u1' };
      });
    assert.deepEqual(await client().me(), { id: 'u1', hubIds: [] });
    assert.deepEqual(headers, {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      'user-agent': 'mileapp-vscode',
    });
    assert.deepEqual(lines, [{ method: 'GET', path: '/user', status: 200 }]);
  });

  const kinds: [string, number, unknown, ErrorKind, string][] = [
    ['401', 401, { message: 'Unauthenticated.' }, 'unauthorized', 'The token was not accepted.'],
    [
      '400 about authentication',
      400,
      no('authentication error'),
      'unauthorized',
      'The token was not accepted.',
    ],
    [
      '403',
      403,
      no('You do not have permission to view task'),
      'forbidden',
      'You do not have permission to view task',
    ],
    ['404', 404, no('Data not found'), 'notFound', 'Data not found'],
    ['409', 409, {}, 'conflict', 'This was changed in the meantime.'],
    ['400', 400, no('Invalid status value'), 'rejected', 'Invalid status value'],
    ['406 without a message', 406, '', 'rejected', 'HTTP 406'],
    ['422 with HTML', 422, '<html>', 'rejected', 'HTTP 422'],
    ['413', 413, '', 'tooLarge', 'The request was too large.'],
    ['500', 500, no('Internal server error'), 'server', 'The server answered with 500.'],
    ['502 with HTML', 502, '<html>', 'server', 'The server answered with 502.'],
    ['302', 302, '', 'unreadable', 'The server answered with a redirect (302), which is not followed.'],
    ['status false in a 200', 200, no('Data not found'), 'rejected', 'Data not found'],
    ['status "false" in a 201', 201, { status: 'false' }, 'rejected', 'HTTP 201'],
    ['HTML in a 200', 200, '<html>', 'unreadable', 'The answer could not be read.'],
    ['an empty 204', 204, '', 'unreadable', 'The answer could not be read.'],
    ['truncated JSON', 200, '{"_id":"u1"', 'unreadable', 'The answer could not be read.'],
    ['another shape', 200, [{ a: 1 }], 'unreadable', 'The answer could not be read.'],
  ];
  for (const [name, status, body, kind, message] of kinds) {
    it(`${name} is ${kind}`, async () => {
      answers(status, body);
      assert.deepEqual(await failure(client().me()), { name: 'MileAppError', kind, message, status });
      assert.deepEqual(lines, [{ method: 'GET', path: '/user', status, kind }]);
    });
  }

  it('407 is unreachable: the proxy asks for a password', async () => {
    answers(407, '');
    const { kind, reason, message } = await failure(client().me());
    assert.deepEqual([kind, reason], ['unreachable', 'proxyAuthentication']);
    assert.match(String(message), /proxy authentication/);
  });

  const thrown: [string, ErrorKind, string | undefined][] = [
    ['ENOTFOUND', 'unreachable', 'dns'],
    ['EAI_AGAIN', 'unreachable', 'dns'],
    ['ECONNREFUSED', 'unreachable', 'refusedConnection'],
    ['ECONNRESET', 'unreachable', 'broken'],
    ['UND_ERR_SOCKET', 'unreachable', 'broken'],
    ['EHOSTUNREACH', 'unreachable', 'network'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unreachable', 'certificate'],
    ['CERT_HAS_EXPIRED', 'unreachable', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'unreachable', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unreachable', 'certificate'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', undefined],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', undefined],
    ['UND_ERR_BODY_TIMEOUT', 'timeout', undefined],
    ['ETIMEDOUT', 'timeout', undefined],
    ['HPE_INVALID_CONSTANT', 'unreadable', undefined],
  ];
  for (const [code, kind, reason] of thrown) {
    it(`${code} is ${kind}${reason ? `: ${reason}` : ''}`, async () => {
      const error = Object.assign(new Error(`to ${token}`), { code, headers: { authorization: token } });
      agent.get(origin).intercept({ path: '/api/v3/user' }).replyWithError(error);
      const { message, ...rest } = await failure(client().me());
      assert.equal(typeof message, 'string');
      assert.deepEqual(rest, {
        name: 'MileAppError',
        kind,
        ...(reason ? { reason } : {}),
        ...(kind === 'unreadable' ? {} : {}),
        code,
      });
    });
  }

  it('keeps no word of the network that is not a code', async () => {
    const error = Object.assign(new Error('x'), { code: `Bearer ${token}` });
    agent.get(origin).intercept({ path: '/api/v3/user' }).replyWithError(error);
    assert.deepEqual(await failure(client().me()), {
      name: 'MileAppError',
      kind: 'unreachable',
      reason: 'network',
      message: 'The network failed.',
    });
  });

  it('passes the own message of the server on, masked and cut', async () => {
    answers(422, no(`Bad ${token} in Bearer abc: ${'very '.repeat(100)}`));
    const { message } = await failure(client().me());
    assert.match(String(message), /^Bad … in Bearer … very very/);
    assert.equal(String(message).length, 200);
  });

  describe('the token', () => {
    const asked = async (value: string | undefined) => failure(client({ token: async () => value }).me());

    it('signedOut without one: nothing is sent', async () => {
      for (const none of [undefined, '']) {
        const { kind, status } = await asked(none);
        assert.deepEqual([kind, status], ['signedOut', undefined]);
      }
    });
    it('unauthorized where no header could carry it: nothing is sent', async () => {
      const { kind, status } = await asked('a b');
      assert.deepEqual([kind, status], ['unauthorized', undefined]);
    });
    it('is asked for once per request, after the wait for a turn', async () => {
      const clock = new FakeClock();
      const limiter = new Limiter({ clock });
      let asked = 0;
      const one = client({
        limiter,
        token: async () => {
          asked++;
          return token;
        },
      });
      answers(200, { _id: 'u1' });
      limiter.pause(clock.now() + 1_000);
      const me = one.me();
      await settled();
      assert.equal(asked, 0);
      await clock.pass(1_000);
      await me;
      assert.equal(asked, 1);
    });
    it('passes on what it rejects with', async () => {
      const reason = new Error('the keyring is locked');
      await assert.rejects(client({ token: () => Promise.reject(reason) }).me(), (error) => error === reason);
    });
  });

  describe('the address', () => {
    for (const bad of [
      'http://api.example.com/api/v3',
      'nonsense',
      'https://a:b@api.example.com',
      `${baseUrl}?x`,
    ]) {
      it(`refuses ${bad} before it asks for the token`, async () => {
        const one = client({ baseUrl: bad, token: () => assert.fail('asked for') });
        assert.equal((await failure(one.me())).kind, 'refused');
      });
    }
    it('lets no part of a path climb', async () => {
      agent
        .get(origin)
        .intercept({ path: /.*/ })
        .reply(404, (request) => ({ message: request.path }));
      const { message } = await failure(client().task('../user?x=1#y'));
      assert.equal(message, '/api/v3/task/..%2Fuser%3Fx%3D1%23y');
      for (const id of ['', '.', '..']) assert.equal((await failure(client().task(id))).kind, 'notFound');
    });
    it('shows no secret that stands in a path', async () => {
      answers(200, {});
      await failure(client().task(token));
      assert.deepEqual(
        lines.map(({ path }) => path),
        ['/task/…'],
      );
    });
  });

  describe('retries', () => {
    const replies = (...statuses: number[]) => {
      for (const status of statuses) answers(status, { _id: 'u1' });
    };
    for (const status of [502, 503, 504]) {
      it(`tries ${status} twice again, each time after a longer wait`, async () => {
        const clock = new FakeClock();
        replies(status, status, 200);
        const me = client({ clock, retries: 2, random: () => 0.5 }).me();
        await clock.untilSleeping();
        assert.deepEqual(clock.sleeping, [375]);
        await clock.pass(375);
        await clock.untilSleeping();
        assert.deepEqual(clock.sleeping, [750]);
        await clock.pass(750);
        assert.equal((await me).id, 'u1');
        assert.deepEqual(
          lines.map((line) => line.status),
          [status, status, 200],
        );
      });
    }
    it('gives up after that', async () => {
      replies(502, 503, 504, 200);
      const clock = new FakeClock();
      const me = failure(client({ clock, retries: 2, random: () => 0 }).me());
      for (const wait of [500, 1_000]) {
        await clock.untilSleeping();
        await clock.pass(wait);
      }
      assert.equal((await me).status, 504);
    });
    for (const status of [400, 401, 404, 429, 500]) {
      it(`does not try ${status} again`, async () => {
        replies(status, 200);
        assert.equal((await failure(client({ retries: 2 }).me())).status, status);
        assert.equal(lines.length, 1);
      });
    }
    it('stops waiting when it is no longer wanted', async () => {
      replies(502, 200);
      const clock = new FakeClock();
      const abort = new AbortController();
      const me = client({ clock, retries: 2 }).me(abort.signal);
      await clock.untilSleeping();
      const reason = new Error('enough');
      abort.abort(reason);
      await assert.rejects(me, (error) => error === reason);
    });
  });

  describe('429', () => {
    const waits: [string, Record<string, string>, number][] = [
      ['sixty seconds where it does not say', {}, 60_000],
      ['as many seconds as it says', { 'retry-after': '7' }, 7_000],
      ['until the date it says', { 'retry-after': 'Tue, 04 Mar 2025 00:02:00 GMT' }, 120_000],
      ['sixty seconds where it says nonsense', { 'retry-after': 'soon' }, 60_000],
      ['an hour at most', { 'retry-after': '99999999' }, 3_600_000],
    ];
    for (const [name, headers, wait] of waits) {
      it(`everything waits ${name}, then goes on by itself`, async () => {
        const clock = new FakeClock(Date.UTC(2025, 2, 4));
        const told: (number | undefined)[] = [];
        const limiter = new Limiter({ clock, onPaused: (until) => told.push(until) });
        const [one, other] = [client({ clock, limiter }), client({ clock, limiter })];
        answers(429, no('Too Many Attempts.'), headers);
        answers(200, { _id: 'u1' });
        const until = clock.now() + wait;
        assert.deepEqual(await failure(one.me()), {
          name: 'MileAppError',
          kind: 'rateLimited',
          message: 'Too many requests.',
          status: 429,
          until,
        });
        const me = other.me();
        await clock.pass(wait - 1);
        assert.deepEqual([lines.length, told], [1, [until]]);
        await clock.pass(1);
        assert.equal((await me).id, 'u1');
        assert.deepEqual(told, [until, undefined]);
      });
    }
  });

  it('reads a page with a byte order mark', async () => {
    answers(200, '\uFEFF{"_id":"u1"}');
    assert.equal((await client().me()).id, 'u1');
  });

  it('refuses an answer that is larger than allowed', async () => {
    answers(200, { _id: 'u1', long: 'x'.repeat(1_000) });
    assert.deepEqual(await failure(client({ largestAnswer: 1_000 }).me()), {
      name: 'MileAppError',
      kind: 'tooLarge',
      message: 'The answer is too large.',
      status: 200,
    });
  });
});

describe('the pipeline and the sandbox', () => {
  let sandbox: Sandbox;
  let client: MileApp;
  const make = (options: Partial<PipelineOptions> = {}) =>
    new MileApp({ baseUrl: sandbox.baseUrl, token: async () => token, retries: 0, ...options });
  let token: string;

  before(async () => {
    sandbox = await startSandbox({ size: 40 });
    token = sandbox.mint();
    client = make({ limiter: new Limiter({ perSecond: 1_000 }) });
  });
  after(async () => {
    await client.close();
    await sandbox.close();
  });
  beforeEach(() => sandbox.forget());
  afterEach(() => sandbox.faults.clear());

  const faults: [FaultOptions, ErrorKind][] = [
    [{ kind: 'unauthorized' }, 'unauthorized'],
    [{ kind: 'forbidden' }, 'forbidden'],
    [{ kind: 'notFound' }, 'notFound'],
    [{ kind: 'conflict' }, 'conflict'],
    [{ kind: 'badRequest' }, 'rejected'],
    [{ kind: 'rejected' }, 'rejected'],
    [{ kind: 'statusFalse' }, 'rejected'],
    [{ kind: 'tooLarge' }, 'tooLarge'],
    [{ kind: 'hugeBody' }, 'tooLarge'],
    [{ kind: 'hugeBody', declared: true }, 'tooLarge'],
    [{ kind: 'serverError' }, 'server'],
    [{ kind: 'badGateway' }, 'server'],
    [{ kind: 'unavailable' }, 'server'],
    [{ kind: 'gatewayTimeout' }, 'server'],
    [{ kind: 'reset' }, 'unreachable'],
    [{ kind: 'resetBody' }, 'unreachable'],
    [{ kind: 'truncated' }, 'unreadable'],
    [{ kind: 'html' }, 'unreadable'],
    [{ kind: 'wrongShape' }, 'unreadable'],
    [{ kind: 'redirect' }, 'unreadable'],
  ];
  for (const [fault, kind] of faults) {
    it(`${fault.kind}${fault.declared ? ', declared,' : ''} is ${kind}, and the next request works`, async () => {
      sandbox.faults.next(fault);
      assert.equal((await failure(client.tasks())).kind, kind);
      assert.equal((await client.tasks()).total, 40);
    });
  }

  it('follows no redirect, to whatever address', async () => {
    sandbox.faults.next({ kind: 'redirect', location: `${sandbox.baseUrl}/user` });
    await failure(client.tasks());
    assert.deepEqual(
      sandbox.requests.map(({ path }) => path),
      ['/tasks'],
    );
  });

  it('rateLimited pauses the client that asked', async () => {
    sandbox.faults.next({ kind: 'rateLimited', retryAfter: 3 });
    const clock = new FakeClock();
    const one = make({ clock });
    assert.equal((await failure(one.me())).until, clock.now() + 3_000);
    const me = one.me();
    await clock.pass(2_999);
    assert.equal(sandbox.requests.length, 1);
    await clock.pass(1);
    assert.equal((await me).email, 'dewi@example.com');
    await one.close();
  });

  it('unauthorized for an expired and for a deleted token', async () => {
    const deleted = sandbox.mint();
    sandbox.revoke(deleted);
    for (const bad of [sandbox.mint({ expiresIn: -5 }), deleted]) {
      assert.equal((await failure(make({ token: async () => bad }).me())).kind, 'unauthorized');
    }
  });

  it('tries a connection that broke again, before and amid the answer', async () => {
    for (const kind of ['reset', 'resetBody'] as const) {
      sandbox.faults.next({ kind });
      const clock = new FakeClock();
      const one = make({ clock, retries: 2 });
      const me = one.me();
      await clock.untilSleeping();
      await clock.pass(1_000);
      assert.equal((await me).email, 'dewi@example.com');
      await one.close();
    }
  });

  it('unreachable: refused, where nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const error = await failure(make({ baseUrl: `http://127.0.0.1:${port}` }).me());
    assert.deepEqual(error, {
      name: 'MileAppError',
      kind: 'unreachable',
      reason: 'refusedConnection',
      code: 'ECONNREFUSED',
      message: 'The server refused the connection.',
    });
  });

  for (const [kind, code] of [
    ['slowHeaders', 'UND_ERR_HEADERS_TIMEOUT'],
    ['slowBody', 'UND_ERR_BODY_TIMEOUT'],
  ] as const) {
    it(`timeout: ${kind}`, async () => {
      const fault = sandbox.faults.next({ kind });
      const one = make({ headersTimeout: kind === 'slowHeaders' ? 20 : 10_000, bodyTimeout: 20 });
      const error = await failure(one.me());
      assert.deepEqual([error.kind, error.code, fault.hits], ['timeout', code, 1]);
      await sandbox.until(() => sandbox.open === 0);
      await one.close();
    });
  }

  describe('an abort', () => {
    const reason = { because: 'of the test' };

    for (const kind of ['slowHeaders', 'slowBody'] as const) {
      it(`reaches the socket: ${kind}`, async () => {
        const fault = sandbox.faults.next({ kind });
        const abort = new AbortController();
        const lines: RequestLine[] = [];
        const one = make({ log: (line) => lines.push(line) });
        const me = one.me(abort.signal);
        await fault.reached;
        await settled();
        abort.abort(reason);
        await assert.rejects(me, (error) => error === reason);
        await sandbox.until(() => sandbox.open === 0);
        assert.equal(sandbox.requests[0]?.state, 'aborted');
        assert.equal(lines[0]?.kind, 'aborted');
        await one.close();
      });
    }

    it('passes through while it waits for a turn or for the token, and nothing is sent', async () => {
      const clock = new FakeClock();
      const limiter = new Limiter({ clock });
      const waiting = new AbortController();
      const never = new Promise<string>(() => {});
      const asking = make({ token: () => never }).me(waiting.signal);
      limiter.pause(clock.now() + 1_000);
      const queued = make({ limiter }).me(waiting.signal);
      await settled();
      waiting.abort(reason);
      await assert.rejects(asking, (error) => error === reason);
      await assert.rejects(queued, (error) => error === reason);
      await assert.rejects(make().me(AbortSignal.abort(reason)), (error) => error === reason);
      assert.equal(sandbox.requests.length, 0);
    });
  });

  it('has four requests under way at most, over kept connections', async () => {
    const one = make();
    const before = sandbox.connections;
    const fault = sandbox.faults.next({ kind: 'slowHeaders', times: 4 });
    const all = Array.from({ length: 8 }, () => one.me());
    await sandbox.until(() => sandbox.open === 4);
    await settled();
    assert.equal(sandbox.requests.length, 4);
    fault.open();
    await Promise.all(all);
    assert.deepEqual([sandbox.mostOpen, sandbox.requests.length, sandbox.connections - before], [4, 8, 4]);
    await one.close();
  });

  it('asks its dispatcher of whoever gives it, at the first request', async () => {
    const agent = new MockAgent();
    agent.get(sandbox.origin).intercept({ path: '/api/v3/user' }).reply(200, { _id: 'mocked' });
    let asked = 0;
    const one = make({
      dispatcher: async () => {
        asked++;
        return agent;
      },
    });
    assert.equal(asked, 0);
    assert.equal((await one.me()).id, 'mocked');
    await agent.close();
  });
});
