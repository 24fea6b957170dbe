import type { Dispatcher } from 'undici';
import { type AddressRefusal, originOf } from './address.ts';
import { type Clock, orAborted, systemClock } from './clock.ts';
import { type ErrorKind, MileAppError } from './errors.ts';
import { failureFor, failureOf } from './failures.ts';
import { Limiter } from './limiter.ts';
import { maskSecrets } from './mask.ts';
import type { Tally } from './page.ts';
import type { Query } from './query.ts';
import { cleanToken } from './token.ts';
import type { Incoming } from './transport.ts';
import { isObject } from './values.ts';

/** What may be said of a request: nothing that was sent but its path, nothing that came back but its status. */
export type RequestLine = {
  method: 'GET';
  /** Without the query; masked where it looks like a secret. */
  path: string;
  /** Undefined where there was no answer. */
  status?: number;
  /** Undefined where all went well. */
  kind?: ErrorKind | 'aborted';
  /** From the first byte sent, or not sent, to the value. */
  milliseconds: number;
  /** Rows that could not be read whole. */
  unreadableRows?: number;
};

export type PipelineOptions = {
  /** The API's address with its path; a token is sent to no other origin. */
  baseUrl: string;
  /** Asked for once per request, as late as possible. What it rejects with is passed on as it is. */
  token: () => Promise<string | undefined>;
  /** undici's, or how to get one at the first request. Whoever gives it ends it. */
  dispatcher?: Dispatcher | (() => Dispatcher | Promise<Dispatcher>);
  log?: (line: RequestLine) => void;
  /** The budget; give the same to every MileApp. One of its own unless told. */
  limiter?: Limiter;
  /** Milliseconds: 10 000 unless told. For the dispatcher of its own; one that is given has its own. */
  connectTimeout?: number;
  /** Milliseconds until the headers: 30 000 unless told. */
  headersTimeout?: number;
  /** Milliseconds between two pieces of a body: 30 000 unless told. */
  bodyTimeout?: number;
  /** Answers of more bytes are not read: 16 MiB unless told. */
  largestAnswer?: number;
  /** How often a GET is tried again after a broken connection, 502, 503 or 504: 2 unless told. */
  retries?: number;
  clock?: Clock;
  /** 0 ≤ n < 1, for the jitter of retries. */
  random?: () => number;
};

/** Reads the value out of a body; undefined where the body is not of this endpoint's shape. */
export type Read<T> = (body: unknown, tally: Tally) => T | undefined;

/** The way every request goes: build the URL, check its origin, wait, ask for the token, send, read, judge. */
export class Pipeline {
  readonly #options: PipelineOptions;
  readonly #address: ReturnType<typeof originOf>;
  readonly #limiter: Limiter;
  readonly #clock: Clock;
  #transport: Promise<typeof import('./transport.ts')> | undefined;
  /** The dispatcher it made itself. */
  #own: Dispatcher | undefined;

  constructor(options: PipelineOptions) {
    this.#options = options;
    this.#address = originOf(options.baseUrl);
    this.#clock = options.clock ?? systemClock;
    this.#limiter = options.limiter ?? new Limiter({ clock: this.#clock });
  }

  /**
   * Sends a GET, again where that may help, and gives the value.
   * @throws MileAppError, or the signal's reason
   */
  async get<T>(path: string, query: Query, read: Read<T>, signal?: AbortSignal): Promise<T> {
    const retries = this.#options.retries ?? 2;
    for (let tried = 0; ; tried++) {
      try {
        return await this.#attempt(path, query, read, signal);
      } catch (error) {
        if (tried >= retries || !mayPass(error)) throw error;
      }
      await this.#clock.sleep(this.#backoff(tried), signal);
    }
  }

  /** Ends the connections it opened; those of a dispatcher it was given stay. */
  async close(): Promise<void> {
    await this.#own?.destroy();
    this.#own = undefined;
  }

  /** Half a second, then one, each shortened by chance down to its half. */
  #backoff(tried: number): number {
    return 500 * 2 ** tried * (1 - (this.#options.random ?? Math.random)() / 2);
  }

  async #attempt<T>(path: string, query: Query, read: Read<T>, signal: AbortSignal | undefined): Promise<T> {
    const line: RequestLine = { method: 'GET', path: maskedPath(path), milliseconds: 0 };
    let began = performance.now();
    let leave = () => {};
    try {
      const url = addressOf(this.#address, path, query);
      leave = await this.#limiter.enter(signal);
      began = performance.now();
      const token = await this.#token(signal);
      const incoming = await this.#send(url, token, signal);
      line.status = incoming.status;
      const tally = { unreadable: 0 };
      const value = this.#judge(incoming, token, read, tally);
      if (tally.unreadable > 0) line.unreadableRows = tally.unreadable;
      return value;
    } catch (error) {
      if (signal?.aborted) line.kind = 'aborted';
      else if (error instanceof MileAppError) {
        line.kind = error.kind;
        if (error.kind === 'rateLimited') this.#limiter.pause(error.until ?? 0);
      }
      throw signal?.aborted ? signal.reason : error;
    } finally {
      leave();
      line.milliseconds = performance.now() - began;
      this.#options.log?.(line);
    }
  }

  async #token(signal: AbortSignal | undefined): Promise<string> {
    const token = await orAborted(this.#options.token(), signal);
    if (!token) throw new MileAppError('signedOut', 'Nobody is signed in.');
    const cleaned = cleanToken(token);
    if ('refused' in cleaned) throw new MileAppError('unauthorized', 'The token is none.');
    return cleaned.token;
  }

  async #send(url: Target, token: string, signal: AbortSignal | undefined): Promise<Incoming> {
    // Here, and not above: undici is loaded with the first request.
    this.#transport ??= import('./transport.ts');
    const { plainDispatcher, send } = await this.#transport;
    const { dispatcher: given, connectTimeout = 10_000 } = this.#options;
    if (given === undefined) this.#own ??= plainDispatcher(connectTimeout);
    const dispatcher =
      typeof given === 'function' ? await orAborted(dispatcherOf(given), signal) : (given ?? this.#own!);
    try {
      return await send(dispatcher, {
        origin: url.origin,
        path: url.path,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          'user-agent': 'mileapp-vscode',
        },
        signal,
        headersTimeout: this.#options.headersTimeout ?? 30_000,
        bodyTimeout: this.#options.bodyTimeout ?? 30_000,
        atMost: this.#options.largestAnswer ?? 16 * 1024 * 1024,
      });
    } catch (error) {
      throw failureOf(error);
    }
  }

  #judge<T>(incoming: Incoming, token: string, read: Read<T>, tally: Tally): T {
    const { status, text, retryAfter } = incoming;
    const good = status >= 200 && status < 300;
    if (good && text === undefined)
      throw new MileAppError('tooLarge', 'The answer is too large.', { status });
    const body = parsed(text ?? '');
    if (!good) throw failureFor({ status, body, retryAfter }, token, this.#clock.now());
    if (saysNo(body)) throw failureFor({ status, body, retryAfter }, token, this.#clock.now());
    const value = read(body, tally);
    if (value === undefined)
      throw new MileAppError('unreadable', 'The answer could not be read.', { status });
    return value;
  }
}

type Target = { origin: string; path: string };

const refusals: Record<AddressRefusal, string> = {
  notAnAddress: 'The address cannot be read.',
  notHttps: 'The address is not https.',
  hasCredentials: 'The address carries a user name or a password.',
  hasQuery: 'The address carries a query or a hash.',
};

/** Where a request goes. The path's parts are encoded already; still the origin is looked at again. */
function addressOf(base: ReturnType<typeof originOf>, path: string, query: Query): Target {
  if ('refused' in base) throw new MileAppError('refused', refusals[base.refused]);
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`);
  const url = new URL(base.baseUrl + path + (pairs.length > 0 ? `?${pairs.join('&')}` : ''));
  if (url.origin !== base.origin) throw new MileAppError('refused', 'The address is of another origin.');
  return { origin: url.origin, path: url.pathname + url.search };
}

/** Part by part: an id or a name is no secret, a token in its place is. */
function maskedPath(path: string): string {
  return path
    .split('/')
    .map((part) => maskSecrets(part))
    .join('/');
}

async function dispatcherOf(give: () => Dispatcher | Promise<Dispatcher>): Promise<Dispatcher> {
  return give();
}

/** Whether the same GET may well succeed in a moment. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof MileAppError)) return false;
  return error.reason === 'broken' || [502, 503, 504].includes(error.status ?? 0);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `status: false` in a 2xx is not documented, but thinkable; the schemas also type it as a string. */
function saysNo(body: unknown): boolean {
  return isObject(body) && (body.status === false || body.status === 'false' || body.status === 0);
}
