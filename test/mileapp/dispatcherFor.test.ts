import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createProxy, type IncomingMessage, type Server } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { dispatcherFor, MileApp, MileAppError, type NetworkSettings } from '../../src/mileapp/index.ts';
import { selfSigned } from './certificate.ts';

const host = 'api.mileapp.test';
const password = ['pass', 'word'].join(':@');

describe('dispatcherFor', () => {
  const { cert, key } = selfSigned(host);
  const token = ['the', 'token'].join('-');
  let api: Server;
  let proxy: Server;
  /** What the API got as authorization. */
  let authorizations: (string | undefined)[];
  /** What the proxy was asked for, by CONNECT or otherwise, and everything it could read. */
  let asked: { target: string | undefined; headers: IncomingMessage['headers'] }[];
  let wantsPassword: boolean;
  const tunnels = new Set<Socket>();

  before(async () => {
    api = createServer({ cert, key }, (request, response) => {
      authorizations.push(request.headers.authorization);
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ _id: 'u1' }));
    });
    proxy = createProxy((request, response) => {
      asked.push({ target: request.url, headers: request.headers });
      response.writeHead(502).end();
    });
    // Whatever name is asked for, the tunnel leads to the API: the proxy is this network's name server.
    proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
      asked.push({ target: request.url, headers: request.headers });
      const expected = `Basic ${Buffer.from(`user:${password}`).toString('base64')}`;
      if (wantsPassword && request.headers['proxy-authorization'] !== expected) {
        socket.end(
          'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n',
        );
        return;
      }
      const upstream = connect(portOf(api), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      for (const one of [socket, upstream]) {
        tunnels.add(one);
        one.on('error', () => {}).on('close', () => tunnels.delete(one));
      }
    });
    await Promise.all(
      [api, proxy].map((server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', done))),
    );
  });
  after(async () => {
    for (const one of tunnels) one.destroy();
    for (const server of [api, proxy]) {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    }
  });
  beforeEach(() => {
    authorizations = [];
    asked = [];
    wantsPassword = false;
  });

  const portOf = (server: Server) => (server.address() as AddressInfo).port;
  const proxyUrl = (user = '') => `http://${user}127.0.0.1:${portOf(proxy)}`;

  /** GET /user with a client of such settings: the account's id, or the error. */
  async function me(settings: NetworkSettings, baseUrl = `https://${host}`): Promise<string | MileAppError> {
    const client = new MileApp({
      baseUrl,
      token: async () => token,
      dispatcher: () => made,
      retries: 0,
    });
    const made = dispatcherFor(settings);
    try {
      return (await client.me()).id;
    } catch (error) {
      assert.ok(error instanceof MileAppError, String(error));
      return error;
    } finally {
      await made.then((dispatcher) => dispatcher.destroy()).catch(() => {});
    }
  }
  const reasonOf = (result: string | MileAppError) =>
    typeof result === 'string' ? result : [result.kind, result.reason];

  describe('a proxy', () => {
    it('of the setting carries a tunnel, and reads neither token nor path', async () => {
      assert.equal(await me({ proxy: proxyUrl(), extraCa: [cert] }), 'u1');
      assert.deepEqual(
        asked.map(({ target }) => target),
        [`${host}:443`],
      );
      assert.equal(inspect(asked, { depth: Infinity }).includes(token), false);
      assert.deepEqual(authorizations, [`Bearer ${token}`]);
    });

    for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']) {
      it(`of the environment's ${name}`, async () => {
        assert.equal(await me({ environment: { [name]: proxyUrl() }, extraCa: [cert] }), 'u1');
        assert.equal(asked.length, 1);
      });
    }

    it('of the setting goes before the environment, also without its scheme', async () => {
      const environment = { HTTPS_PROXY: 'http://127.0.0.1:9' };
      assert.equal(await me({ proxy: `127.0.0.1:${portOf(proxy)}`, environment, extraCa: [cert] }), 'u1');
    });

    it('of this process is not used unasked', async () => {
      const held = process.env.HTTPS_PROXY;
      process.env.HTTPS_PROXY = proxyUrl();
      try {
        assert.deepEqual(reasonOf(await me({ extraCa: [cert] }, 'https://api.mileapp.invalid')), [
          'unreachable',
          'dns',
        ]);
      } finally {
        if (held === undefined) delete process.env.HTTPS_PROXY;
        else process.env.HTTPS_PROXY = held;
      }
      assert.deepEqual(asked, []);
    });

    it('is passed by where noProxy says so', async () => {
      const bypassed: NetworkSettings[] = [
        { proxy: proxyUrl(), noProxy: ['*.mileapp.invalid'] },
        { proxy: proxyUrl(), environment: { NO_PROXY: 'x.example,mileapp.invalid' } },
        { environment: { HTTPS_PROXY: proxyUrl(), no_proxy: '*' } },
      ];
      for (const settings of bypassed) {
        assert.deepEqual(reasonOf(await me(settings, 'https://api.mileapp.invalid')), ['unreachable', 'dns']);
      }
      assert.deepEqual(asked, []);
    });

    it('is passed by on the way to this machine', async () => {
      const baseUrl = `https://127.0.0.1:${portOf(api)}`;
      assert.deepEqual(reasonOf(await me({ proxy: proxyUrl() }, baseUrl)), ['unreachable', 'certificate']);
      assert.deepEqual(asked, []);
    });

    it('that asks for a password is said to', async () => {
      wantsPassword = true;
      const error = await me({ proxy: proxyUrl(), extraCa: [cert] });
      assert.deepEqual(reasonOf(error), ['unreachable', 'proxyAuthentication']);
      assert.match(String(error), /proxy authentication/);
    });

    it('gets the password that stands in its address, which no error shows', async () => {
      wantsPassword = true;
      const user = `user:${encodeURIComponent(password)}@`;
      assert.equal(await me({ proxy: proxyUrl(user), extraCa: [cert] }), 'u1');
      const wrong = await me({ proxy: proxyUrl('user:another@'), extraCa: [cert] });
      assert.deepEqual(reasonOf(wrong), ['unreachable', 'proxyAuthentication']);
      assert.equal(inspect(wrong, { depth: Infinity, showHidden: true }).includes('another'), false);
    });

    for (const bad of ['http://user:another@:99999', 'ftp://user:another@x', 'http://']) {
      it(`that cannot be read is said to: ${bad}`, async () => {
        const error = await me({ proxy: bad });
        assert.deepEqual(reasonOf(error), ['unreachable', 'proxy']);
        assert.equal(inspect(error, { depth: Infinity, showHidden: true }).includes('another'), false);
      });
    }

    it('that nobody runs is unreachable', async () => {
      assert.deepEqual(reasonOf(await me({ proxy: 'http://127.0.0.1:1' })), [
        'unreachable',
        'refusedConnection',
      ]);
    });
  });

  describe('a certificate', () => {
    const through = (settings: NetworkSettings) => me({ proxy: proxyUrl(), ...settings });

    it('that vouches for itself is refused', async () => {
      for (const settings of [
        {},
        { strictSsl: true },
        { systemCertificates: true },
        { extraCa: [selfSigned(host).cert] },
      ]) {
        assert.deepEqual(reasonOf(await through(settings)), ['unreachable', 'certificate']);
      }
      assert.deepEqual(authorizations, []);
    });

    it('for another name is refused, whoever vouches for it', async () => {
      const error = await me({ proxy: proxyUrl(), extraCa: [cert] }, 'https://other.mileapp.test');
      assert.deepEqual(reasonOf(error), ['unreachable', 'certificate']);
      assert.deepEqual(authorizations, []);
    });

    it('is accepted through an extra one, beside those of the system', async () => {
      assert.equal(await through({ extraCa: [cert] }), 'u1');
      assert.equal(await through({ extraCa: [cert], systemCertificates: true }), 'u1');
      const broken = ['-----BEGIN CERTIFICATE-----', 'AAAA', '-----END CERTIFICATE-----'].join('\n');
      assert.equal(await through({ extraCa: [broken, cert] }), 'u1');
    });

    it('is accepted through NODE_EXTRA_CA_CERTS', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'mileapp-'));
      try {
        const file = join(folder, 'extra.pem');
        await writeFile(file, cert);
        assert.equal(await through({ environment: { NODE_EXTRA_CA_CERTS: file } }), 'u1');
        const missing = await through({ environment: { NODE_EXTRA_CA_CERTS: `${file}.missing` } });
        assert.deepEqual(reasonOf(missing), ['unreachable', 'certificate']);
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    it('is not looked at where the user said so', async () => {
      assert.equal(await through({ strictSsl: false }), 'u1');
    });
  });
});
