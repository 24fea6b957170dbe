import { MileAppError, type UnreachableReason } from './errors.ts';
import { maskSecrets } from './mask.ts';

/** What the server gave in place of a value. */
export type Refused = {
  status: number;
  /** The body, if it was JSON. */
  body: unknown;
  retryAfter: string | undefined;
};

/** Wait this long after a 429 that does not say (mileapp-api.md, §2.3). */
const defaultPause = 60_000;
/** A longer Retry-After than this is somebody's mistake. */
const longestPause = 3_600_000;

/** The error for an answer that is no success: by its status, or by `status: false` in a 2xx. */
export function failureFor(refused: Refused, token: string | undefined, now: number): MileAppError {
  const { status, body } = refused;
  const said = messageOf(body, token);
  switch (status) {
    case 401:
      return new MileAppError('unauthorized', 'The token was not accepted.', { status });
    case 403:
      return new MileAppError('forbidden', said ?? 'This is not allowed.', { status });
    case 404:
      return new MileAppError('notFound', said ?? 'This was not found.', { status });
    case 407:
      return unreachable('proxyAuthentication');
    case 409:
      return new MileAppError('conflict', said ?? 'This was changed in the meantime.', { status });
    case 413:
      return new MileAppError('tooLarge', said ?? 'The request was too large.', { status });
    case 429:
      return new MileAppError('rateLimited', 'Too many requests.', {
        status,
        until: now + pauseOf(refused, now),
      });
  }
  if (status >= 500) return new MileAppError('server', `The server answered with ${status}.`, { status });
  if (status >= 300 && status < 400) {
    return new MileAppError(
      'unreadable',
      `The server answered with a redirect (${status}), which is not followed.`,
      {
        status,
      },
    );
  }
  if ((status === 400 || status < 300) && said !== undefined && isAboutAuthentication(said)) {
    return new MileAppError('unauthorized', 'The token was not accepted.', { status });
  }
  // A person reads this one (“MileApp refused the request: …”), so it is the same in every language.
  return new MileAppError('rejected', said ?? `HTTP ${status}`, { status });
}

/** No status is documented for a bad token, and 400 is thinkable (mileapp-api.md, §1.5). */
function isAboutAuthentication(message: string): boolean {
  return /\b(unauthenticated|unauthori[sz]ed|authentication error)\b/i.test(message);
}

/** The server's own sentence, masked and cut; undefined where it gave none. */
function messageOf(body: unknown, token: string | undefined): string | undefined {
  if (typeof body !== 'object' || body === null || !('message' in body)) return undefined;
  const { message } = body;
  return typeof message === 'string' ? maskSecrets(message, token) || undefined : undefined;
}

function pauseOf({ retryAfter }: Refused, now: number): number {
  const said = retryAfter?.trim() ?? '';
  const wait = /^\d{1,9}$/.test(said) ? Number(said) * 1000 : Date.parse(said) - now;
  return Number.isNaN(wait) ? defaultPause : Math.min(Math.max(wait, 0), longestPause);
}

const words: Record<UnreachableReason, string> = {
  dns: 'The name of the server was not found (DNS).',
  refusedConnection: 'The server refused the connection.',
  broken: 'The connection broke.',
  certificate: 'The certificate of the server is not trusted (TLS).',
  proxy: 'The proxy did not let the connection through.',
  proxyAuthentication: 'The proxy asks for a user name and a password (proxy authentication).',
  network: 'The network failed.',
};

const reasons: Readonly<Record<string, UnreachableReason>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'refusedConnection',
  ECONNRESET: 'broken',
  EPIPE: 'broken',
  UND_ERR_SOCKET: 'broken',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'broken',
  UND_ERR_PRX_TLS: 'certificate',
  UND_ERR_PRX_CONN: 'proxy',
};

const timeouts = ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];
const certificates =
  /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY|DECRYPT)_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/;

export function unreachable(reason: UnreachableReason, code?: string): MileAppError {
  return new MileAppError('unreachable', words[reason], code === undefined ? { reason } : { reason, code });
}

/** The error for what the network threw. Of that only its code survives: it carries addresses, headers, sockets. */
export function failureOf(thrown: unknown): MileAppError {
  const code = codeOf(thrown);
  if (code !== undefined) {
    if (timeouts.includes(code)) return new MileAppError('timeout', 'The server took too long.', { code });
    if (/^(HPE_|UND_ERR_HEADERS_OVERFLOW)/.test(code)) {
      return new MileAppError('unreadable', 'The server did not speak HTTP.', { code });
    }
    if (certificates.test(code)) return unreachable('certificate', code);
  }
  const proxyStatus = proxyStatusOf(thrown);
  if (proxyStatus === 407) return unreachable('proxyAuthentication', code);
  if (proxyStatus !== undefined) return unreachable('proxy', code);
  return unreachable((code !== undefined && reasons[code]) || 'network', code);
}

function codeOf(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(thrown.code)
    ? thrown.code
    : undefined;
}

/** undici says what a proxy answered to CONNECT in a sentence alone. */
function proxyStatusOf(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if (thrown.message.startsWith('Proxy Authentication Required')) return 407;
  const match = /^Proxy response \((\d{3})\)/.exec(thrown.message);
  return match ? Number(match[1]) : undefined;
}
