import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { cleanToken, Limiter, MileApp, type RequestLine } from '../../src/mileapp/index.ts';
import { faultKinds } from '../sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { FakeClock } from './fakeClock.ts';

/** Everything that could be read off a value, at any depth. */
function everything(value: unknown): string {
  const seen = inspect(value, {
    depth: Infinity,
    showHidden: true,
    maxArrayLength: null,
    maxStringLength: null,
  });
  const stack = value instanceof Error ? value.stack : '';
  return `${seen}\n${stack}\n${JSON.stringify(value)}\n${String(value)}`;
}

/** What asks MileApp: every method of the client but the one that ends it. */
const endpoints = Object.getOwnPropertyNames(MileApp.prototype)
  .filter((name) => name !== 'constructor' && name !== 'close')
  .sort();

/** The endpoints that are asked from now on. */
function callsOf(client: MileApp): Set<string> {
  const asked = new Set<string>();
  for (const name of endpoints as (keyof MileApp)[]) {
    const ask = client[name] as (...given: unknown[]) => unknown;
    Object.defineProperty(client, name, {
      value: (...given: unknown[]) => {
        asked.add(name);
        return ask.apply(client, given);
      },
    });
  }
  return asked;
}

describe('a token', () => {
  let sandbox: Sandbox;
  let canary: string;
  let query: string;
  let lines: RequestLine[];
  /** All that came out of the client. */
  let out: unknown[];

  before(async () => {
    sandbox = await startSandbox({ size: 30 });
  });
  after(() => sandbox.close());
  beforeEach(() => {
    canary = sandbox.mint();
    query = `query-${canary.slice(-20)}@example.com`;
    lines = [];
    out = [];
    sandbox.forget();
  });
  afterEach(() => sandbox.faults.clear());

  function make(clock = new FakeClock()): MileApp {
    return new MileApp({
      baseUrl: sandbox.baseUrl,
      token: async () => canary,
      log: (line) => lines.push(line),
      limiter: new Limiter({ perSecond: 1_000, clock }),
      clock,
      retries: 0,
      headersTimeout: 50,
      bodyTimeout: 50,
    });
  }

  function assertSecret(): void {
    const secrets = [
      canary,
      ...canary.split('.').slice(1),
      query,
      ...Object.values(sandbox.secretsOf('dewi')),
    ];
    for (const value of [...out, ...lines]) {
      const text = everything(value);
      for (const secret of secrets) assert.equal(text.includes(secret), false, text.slice(0, 2_000));
      assert.doesNotMatch(text, /authorization|bearer (?!…)/i);
    }
    for (const { tokenIn } of sandbox.requests) assert.deepEqual(tokenIn, ['authorization']);
  }

  it('is in one header and nowhere else, whatever is read', async () => {
    const client = make();
    const asked = callsOf(client);
    out.push(await client.me(), await client.tasks({ assignee: query }), await client.tasks({ limit: 100 }));
    out.push(await client.task('66a0000100000000c1000000'), await client.hubs(), await client.users());
    out.push(await client.users({ fields: ['personalToken', 'activationCode'] }), await client.teams());
    out.push(await client.flows({ fields: 'name,pages' }), await client.flowPayload('Delivery'));
    out.push(await client.flowFields('Delivery'), await client.vehicles(), client, lines);
    out.push(await client.flow('66a0000100000000f1000000'));
    assert.deepEqual([...asked].sort(), endpoints, 'every endpoint was asked');
    assertSecret();
    await client.close();
  });

  for (const kind of faultKinds) {
    it(`is in no error: ${kind}`, async () => {
      const client = make();
      const message = `The token ${canary} for ${'Bearer'} ${canary} is bad`;
      sandbox.faults.next({ kind, message, location: `${sandbox.baseUrl}/user?token=${canary}` });
      await client.tasks({ assignee: query }).then(
        () => assert.fail('it did not reject'),
        (error: unknown) => out.push(error),
      );
      assert.equal(sandbox.requests.length, 1);
      assert.ok(out[0] instanceof Error && 'kind' in out[0]);
      assertSecret();
      await client.close();
    });
  }
  it('is in no error where it is pasted into the wrong place', async () => {
    const client = make();
    for (const call of [client.task(canary), client.flow(canary), client.flowPayload(canary)]) {
      await call.catch((error: unknown) => out.push(error));
    }
    out.push(cleanToken(`${canary} ${canary}`));
    assert.equal(out.length, 4);
    const text = everything([...out, ...lines]);
    assert.equal(text.includes(canary.split('.')[2]!), false);
    await client.close();
  });

  it('is not sent to an address that is not the own one', async () => {
    const client = new MileApp({
      baseUrl: sandbox.baseUrl.replace('127.0.0.1', '10.0.0.1'),
      token: async () => canary,
      log: (line) => lines.push(line),
    });
    await client.me().catch((error: unknown) => out.push(error));
    assert.deepEqual(
      lines.map(({ kind }) => kind),
      ['refused'],
    );
    assertSecret();
  });
});
