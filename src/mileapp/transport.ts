import type { Dispatcher } from 'undici';
import request from 'undici/lib/api/api-request.js';
import Agent from 'undici/lib/dispatcher/agent.js';

export type Outgoing = {
  origin: string;
  /** With the query. */
  path: string;
  headers: Record<string, string>;
  signal?: AbortSignal | undefined;
  headersTimeout: number;
  bodyTimeout: number;
  /** Read no more bytes than this. */
  atMost: number;
};

export type Incoming = {
  status: number;
  retryAfter: string | undefined;
  /** Undefined where the body was longer than could be read. */
  text: string | undefined;
};

/** As many as requests are under way: undici opens a new one where an old one is not free at that very moment. */
export const connections = 4;

/** Keeps connections open between requests; speaks HTTP/1.1, of which every proxy on the way knows what to make. */
export function plainDispatcher(connectTimeout: number): Dispatcher {
  return new Agent({ connections, connect: { timeout: connectTimeout, allowH2: false } });
}

/** Sends one GET and reads its answer. Follows nothing. Rejects with whatever undici throws, or the signal's reason. */
export async function send(dispatcher: Dispatcher, outgoing: Outgoing): Promise<Incoming> {
  const { origin, path, headers, signal, headersTimeout, bodyTimeout } = outgoing;
  const response = await request.call(dispatcher, {
    method: 'GET',
    origin,
    path,
    headers,
    headersTimeout,
    bodyTimeout,
    ...(signal ? { signal } : {}),
  });
  const retryAfter = response.headers['retry-after'];
  return {
    status: response.statusCode,
    retryAfter: typeof retryAfter === 'string' ? retryAfter : retryAfter?.[0],
    text: await readText(response, outgoing.atMost),
  };
}

async function readText(response: Dispatcher.ResponseData, atMost: number): Promise<string | undefined> {
  const { body } = response;
  const declared = Number(response.headers['content-length'] ?? 0);
  const chunks: Buffer[] = [];
  let length = 0;
  if (declared <= atMost) {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > atMost) break;
      chunks.push(chunk);
    }
  }
  if (declared > atMost || length > atMost) {
    // Ends the connection: the rest is not wanted, however long it is.
    body.on('error', () => {}).destroy();
    return undefined;
  }
  const text = (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length)).toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
