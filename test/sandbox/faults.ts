import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, failure } from './routes.ts';

export const faultKinds = [
  'badRequest',
  'unauthorized',
  'forbidden',
  'notFound',
  'conflict',
  'tooLarge',
  'rejected',
  'rateLimited',
  'serverError',
  'badGateway',
  'unavailable',
  'gatewayTimeout',
  'truncated',
  'html',
  'statusFalse',
  'wrongShape',
  'slowHeaders',
  'slowBody',
  'reset',
  'resetBody',
  'redirect',
  'hugeBody',
] as const;

/**
 * What goes wrong:
 * - badRequest … gatewayTimeout: 400, 401, 403, 404, 409, 413, 422, 429, 500, 502 with HTML, 503, 504
 * - truncated: the ordinary answer's first half, as a whole HTTP message
 * - html: 200 with a page · statusFalse: 200 with `status: false` · wrongShape: 200, JSON, but of another shape
 * - slowHeaders, slowBody: nothing, or half a body, until the test opens the gate
 * - reset, resetBody: the connection breaks before the headers, or amid the body
 * - redirect: 302 to `location` · hugeBody: JSON of `bytes` bytes, 17 MiB unless told
 */
export type FaultKind = (typeof faultKinds)[number];

export type FaultOptions = {
  kind: FaultKind;
  /** Only requests whose path below /api/v3 is this, or matches it. */
  path?: string | RegExp;
  /** How many requests it meets: 1 unless told; Infinity until it is cleared. */
  times?: number;
  /** The Retry-After of rateLimited and unavailable: seconds or a date; none unless told. */
  retryAfter?: string | number;
  /** The server's own `message`. */
  message?: string;
  /** Where redirect points. */
  location?: string;
  /** Size of hugeBody, and whether its Content-Length says so. */
  bytes?: number;
  declared?: boolean;
};

/** A fault that is switched on. */
export class Fault {
  readonly options: FaultOptions;
  /** Requests it has met. */
  hits = 0;
  /** Resolves when it has met its first request. */
  readonly reached: Promise<void>;
  readonly #gate: Promise<void>;
  #resolveReached: () => void = () => {};
  #resolveGate: () => void = () => {};
  #left: number;

  constructor(options: FaultOptions) {
    this.options = options;
    this.#left = options.times ?? 1;
    this.reached = new Promise((resolve) => {
      this.#resolveReached = resolve;
    });
    this.#gate = new Promise((resolve) => {
      this.#resolveGate = resolve;
    });
  }

  /** Lets go every request that slowHeaders or slowBody holds, now and later. */
  open(): void {
    this.#resolveGate();
  }

  /** Meets no further request, and lets go what it holds. */
  clear(): void {
    this.#left = 0;
    this.open();
  }

  get spent(): boolean {
    return this.#left <= 0;
  }

  /** @internal Whether it takes this request; if so, that is one of its times. */
  take(path: string): boolean {
    const { path: wanted } = this.options;
    if (this.spent || (wanted !== undefined && !matches(wanted, path))) return false;
    this.#left--;
    this.hits++;
    this.#resolveReached();
    return true;
  }

  /** @internal Answers in place of the API; `ordinary` gives what the API would have said. */
  async apply(request: IncomingMessage, response: ServerResponse, ordinary: () => Answer): Promise<void> {
    const { kind, message, retryAfter } = this.options;
    const json = (answer: Answer, headers: Record<string, string> = {}) =>
      sendJson(response, answer, headers);
    const wait: Record<string, string> =
      retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
    switch (kind) {
      case 'badRequest':
        return json(failure(400, message ?? 'The download field is required.'));
      case 'unauthorized':
        return json({ status: 401, body: { message: message ?? 'Unauthenticated.' } });
      case 'forbidden':
        return json(
          failure(403, message ?? 'You do not have permission to view task', { failedCode: 'auth-003' }),
        );
      case 'notFound':
        return json(failure(404, message ?? 'Data not found'));
      case 'conflict':
        return json(failure(409, message ?? 'Conflict'));
      case 'tooLarge':
        return json(failure(413, message ?? 'Payload too large'));
      case 'rejected':
        return json({
          status: 422,
          body: { status: false, message: message ?? 'Invalid status value', errors: {} },
        });
      case 'rateLimited':
        return json(failure(429, message ?? 'Too Many Attempts.'), wait);
      case 'serverError':
        return json(failure(500, message ?? 'Internal server error, please contact support@mile.app.'));
      case 'badGateway':
        return sendPage(response, 502, 'Bad Gateway');
      case 'unavailable':
        return json(failure(503, message ?? 'Service Unavailable'), wait);
      case 'gatewayTimeout':
        return sendPage(response, 504, 'Gateway Time-out');
      case 'html':
        return sendPage(response, 200, 'MileApp');
      case 'statusFalse':
        return json({ status: 200, body: { status: false, message: message ?? 'Data not found' } });
      case 'wrongShape':
        return json({ status: 200, body: [{ something: 'else' }] });
      case 'truncated': {
        const { text, status } = written(ordinary());
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(text.slice(0, Math.floor(text.length / 2)));
        return;
      }
      case 'slowHeaders':
        await this.#gate;
        return json(ordinary());
      case 'slowBody':
        startHalf(response, written(ordinary()));
        await this.#gate;
        response.end(secondHalf(written(ordinary()).text));
        return;
      case 'reset':
        request.socket.resetAndDestroy();
        return;
      case 'resetBody':
        startHalf(response, written(ordinary()), () => request.socket.resetAndDestroy());
        return;
      case 'redirect':
        response.writeHead(302, { location: this.options.location ?? 'https://web.mile.app/login' }).end();
        return;
      case 'hugeBody':
        return sendHuge(response, this.options.bytes ?? 17 * 1024 * 1024, this.options.declared ?? false);
    }
  }
}

/** The faults that are switched on, in the order in which they were. */
export class Faults {
  #faults: Fault[] = [];

  /** Switches one on. The first that fits a request takes it. */
  next(options: FaultOptions): Fault {
    const fault = new Fault(options);
    this.#faults.push(fault);
    return fault;
  }

  clear(): void {
    for (const fault of this.#faults) fault.clear();
    this.#faults = [];
  }

  /** Lets go what any slow fault holds. */
  open(): void {
    for (const fault of this.#faults) fault.open();
  }

  /** @internal */
  take(path: string): Fault | undefined {
    return this.#faults.find((fault) => fault.take(path));
  }
}

export function sendJson(
  response: ServerResponse,
  answer: Answer,
  headers: Record<string, string> = {},
): void {
  const body = Buffer.from(written(answer).text);
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'cache-control': 'no-cache, private',
    'content-length': body.length,
    ...headers,
  });
  response.end(body);
}

function sendPage(response: ServerResponse, status: number, title: string): void {
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end(`<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`);
}

function sendHuge(response: ServerResponse, bytes: number, declared: boolean): void {
  const head = '{"status":true,"message":"';
  const tail = '"}';
  const filler = Buffer.alloc(256 * 1024, 'x');
  response.writeHead(200, {
    'content-type': 'application/json',
    ...(declared ? { 'content-length': bytes } : {}),
  });
  response.write(head);
  let left = bytes - head.length - tail.length;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      const chunk = left < filler.length ? filler.subarray(0, left) : filler;
      left -= chunk.length;
      if (!response.write(chunk)) {
        response.once('drain', more);
        return;
      }
    }
    response.end(tail);
  };
  more();
}

type Written = { status: number; text: string };

function written(answer: Answer): Written {
  return { status: answer.status, text: JSON.stringify(answer.body) };
}

function startHalf(response: ServerResponse, { status, text }: Written, then?: () => void): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.write(text.slice(0, Math.floor(text.length / 2)), () => then?.());
}

function secondHalf(text: string): string {
  return text.slice(Math.floor(text.length / 2));
}

function matches(wanted: string | RegExp, path: string): boolean {
  return typeof wanted === 'string' ? wanted === path : wanted.test(path);
}
