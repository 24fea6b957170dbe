/** Why a request did not give an answer. The list is closed: whoever explains errors must know them all. */
export type ErrorKind =
  /** No token is held for this account. Nothing was sent. */
  | 'signedOut'
  /** 401, or a held token that no header could carry. */
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  /** The server understood and refused: `message` is its own sentence, where it gave one. */
  | 'rejected'
  /** 413, or an answer of more bytes than we read. */
  | 'tooLarge'
  /** 429: `until` says when requests flow again. */
  | 'rateLimited'
  | 'server'
  /** No answer: `reason` says why, `message` says it in words. */
  | 'unreachable'
  | 'timeout'
  /** An answer, but not one of the API's: HTML, cut off, of another shape, or a redirect. */
  | 'unreadable'
  /** An address we send no token to. Nothing was sent. */
  | 'refused';

/** Why the server could not be reached. */
export type UnreachableReason =
  | 'dns'
  | 'refusedConnection'
  | 'broken'
  | 'certificate'
  | 'proxy'
  | 'proxyAuthentication'
  | 'network';

export type ErrorDetails = {
  status?: number;
  /** Milliseconds since the epoch. */
  until?: number;
  reason?: UnreachableReason;
  /** A word such as ECONNRESET. */
  code?: string;
};

/**
 * The one error of this room. It holds a kind and a few plain words: never a header, a query, a body or a token, and
 * no `cause`, because the errors of the network carry all of these.
 */
export class MileAppError extends Error {
  readonly kind: ErrorKind;
  /** The HTTP status, where there was an answer. */
  declare readonly status?: number;
  /** rateLimited: when requests flow again, in milliseconds since the epoch. */
  declare readonly until?: number;
  /** unreachable: why. */
  declare readonly reason?: UnreachableReason;
  /** unreachable, timeout: Node's or undici's word for it, such as ECONNREFUSED. */
  declare readonly code?: string;

  constructor(kind: ErrorKind, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = 'MileAppError';
    this.kind = kind;
    if (details.status !== undefined) this.status = details.status;
    if (details.until !== undefined) this.until = details.until;
    if (details.reason !== undefined) this.reason = details.reason;
    if (details.code !== undefined) this.code = details.code;
  }
}
