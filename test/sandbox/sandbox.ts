import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerControl, controlPath } from './control.ts';
import { Faults, sendJson } from './faults.ts';
import { RequestLog, type SeenRequest } from './requestLog.ts';
import { type Answer, Api, failure } from './routes.ts';
import { type MintOptions, Tokens } from './tokens.ts';
import type { Person, UserKey } from './world.ts';

export type SandboxOptions = {
  /** Tasks of each organisation: 0 … 1 000 000; 240 unless told. They are computed, so a million cost nothing. */
  size?: number;
  /** Milliseconds since the epoch, to which all times of rows are relative: the start of the sandbox unless told. */
  now?: number;
  /** The same seed, size and `now` give the same rows. */
  seed?: number;
  /** 0, a free one, unless told. */
  port?: number;
  /** Bits of the key that signs tokens: 2048 unless told (see Tokens). */
  keyBits?: number;
  /** How a batch of cursor mode is wrapped, which the documents leave open: `tasks.data` unless told. */
  cursorShape?: 'data' | 'array';
};

const basePath = '/api/v3';

/** A MileApp API on loopback. Make it with startSandbox(). */
export class Sandbox {
  readonly baseUrl: string;
  /** The origin without /api/v3. */
  readonly origin: string;
  readonly now: number;
  readonly faults: Faults;
  /** What the requests of the control address must carry in `x-sandbox-key`. */
  readonly controlKey: string;
  /** Every request to the API, oldest first, the last ten thousand. */
  readonly requests: SeenRequest[];
  readonly people: Readonly<Record<UserKey, Person>>;
  readonly #server: Server;
  readonly #tokens: Tokens;
  readonly #log: RequestLog;

  /** @internal */
  constructor(
    server: Server,
    parts: { api: Api; tokens: Tokens; faults: Faults; log: RequestLog; key: string; now: number },
  ) {
    const { port } = server.address() as AddressInfo;
    this.origin = `http://127.0.0.1:${port}`;
    this.baseUrl = `${this.origin}${basePath}`;
    this.now = parts.now;
    this.faults = parts.faults;
    this.controlKey = parts.key;
    this.requests = parts.log.requests;
    this.people = parts.api.world.people;
    this.#server = server;
    this.#tokens = parts.tokens;
    this.#log = parts.log;
  }

  /** A token that works until it expires or is revoked. */
  mint(options?: MintOptions): string {
    return this.#tokens.mint(options);
  }

  /** Makes a token answer 401 from now on. */
  revoke(token: string): void {
    this.#tokens.revoke(token);
  }

  /** The secrets that /user and /users carry for a person: they must never leave the client. */
  secretsOf(user: UserKey = 'dewi'): { personalToken: string; activationCode: string } {
    return this.#tokens.secretsOf(user);
  }

  /** Requests under way now. */
  get open(): number {
    return this.#log.open;
  }

  /** The most requests that were under way at once since the start, or since forget(). */
  get mostOpen(): number {
    return this.#log.mostOpen;
  }

  /** Connections accepted since the start. */
  get connections(): number {
    return this.#log.connections;
  }

  /** Forgets the requests seen so far. */
  forget(): void {
    this.#log.forget();
  }

  /** Resolves when the condition holds; it is asked again whenever a request begins or ends. */
  until(condition: () => boolean): Promise<void> {
    return this.#log.until(condition);
  }

  /** Ends every connection, held ones too. */
  async close(): Promise<void> {
    this.faults.clear();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now();
  const size = options.size ?? 240;
  const apiOptions = {
    size,
    now,
    seed: options.seed ?? 1,
    cursorShape: options.cursorShape ?? 'data',
  } as const;
  const api: Api = new Api(apiOptions, () => tokens);
  const tokens = new Tokens(api.world.people, options.keyBits ?? 2048);
  const faults = new Faults();
  const log = new RequestLog();
  const key = randomBytes(16).toString('hex');
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://sandbox.invalid');
    if (url.pathname.startsWith(controlPath)) {
      void answerControl(request, response, { key, faults, tokens, api, requests: log.requests });
      return;
    }
    serve(request, response, url, { api, tokens, faults, log });
  });
  server.on('connection', () => {
    log.connections++;
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return new Sandbox(server, { api, tokens, faults, log, key, now });
}

type Parts = { api: Api; tokens: Tokens; faults: Faults; log: RequestLog };

function serve(request: IncomingMessage, response: ServerResponse, url: URL, parts: Parts): void {
  const path = url.pathname.startsWith(`${basePath}/`) ? url.pathname.slice(basePath.length) : undefined;
  const bearer = bearerOf(request);
  const person = bearer === undefined ? undefined : parts.tokens.owner(bearer);
  const seen: SeenRequest = {
    method: request.method ?? '',
    path: path ?? url.pathname,
    query: Object.fromEntries(url.searchParams),
    headerNames: Object.keys(request.headers),
    accept: request.headers.accept,
    user: person?.key,
    authorization: request.headers.authorization === undefined ? 'none' : person ? 'valid' : 'invalid',
    tokenIn: bearer === undefined ? [] : placesOf(bearer, request),
    status: undefined,
    state: 'open',
  };
  parts.log.begin(seen);
  response.once('close', () => {
    seen.status = response.headersSent ? response.statusCode : undefined;
    parts.log.end(seen, response.writableFinished);
  });
  request.resume();
  const ordinary = () => ordinaryAnswer(request, path, url.searchParams, person, parts.api);
  const fault = parts.faults.take(seen.path);
  if (fault) void fault.apply(request, response, ordinary);
  else sendJson(response, ordinary());
}

function ordinaryAnswer(
  request: IncomingMessage,
  path: string | undefined,
  query: URLSearchParams,
  person: Person | undefined,
  api: Api,
): Answer {
  if (path === undefined || !api.knows(path)) return failure(404, 'Not Found');
  if (!accepts(request.headers.accept)) return failure(406, 'Not Acceptable');
  if (request.headers.authorization === undefined) return failure(401, 'Unauthorized');
  if (person === undefined) return { status: 401, body: { message: 'Unauthenticated.' } };
  if (request.method !== 'GET') return failure(405, 'Method Not Allowed');
  return api.answer(path, query, person);
}

/** Only these two are taken, whatever the weights: the documents name no others. */
function accepts(header: string | undefined): boolean {
  if (header === undefined) return true;
  return header.split(',').some((type) => ['application/json', '*/*'].includes(type.split(';')[0]!.trim()));
}

function bearerOf(request: IncomingMessage): string | undefined {
  const value = request.headers.authorization;
  return value?.startsWith('Bearer ') ? value.slice('Bearer '.length) : undefined;
}

function placesOf(token: string, request: IncomingMessage): string[] {
  if (token === '') return [];
  const places = Object.entries(request.headers)
    .filter(([, value]) => String(value).includes(token))
    .map(([name]) => name);
  return request.url?.includes(token) ? [...places, 'url'] : places;
}
