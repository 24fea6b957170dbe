import type { Dispatcher } from 'undici';
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
export function send(dispatcher: Dispatcher, outgoing: Outgoing): Promise<Incoming> {
  const { origin, path, headers, signal, headersTimeout, bodyTimeout, atMost } = outgoing;
  return new Promise<Incoming>((resolve, reject) => {
    const reader = new AnswerReader(atMost, signal, resolve, reject);
    try {
      dispatcher.dispatch({ method: 'GET', origin, path, headers, headersTimeout, bodyTimeout }, reader);
    } catch (error) {
      reader.onResponseError(undefined, error);
    }
  });
}

/** Collects an answer as undici hands it over; without a stream between, which nobody would read piece by piece. */
class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #atMost: number;
  readonly #signal: AbortSignal | undefined;
  readonly #resolve: (incoming: Incoming) => void;
  readonly #reject: (error: unknown) => void;
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #status = 0;
  #retryAfter: string | undefined;
  #controller: Dispatcher.DispatchController | undefined;

  constructor(
    atMost: number,
    signal: AbortSignal | undefined,
    resolve: (incoming: Incoming) => void,
    reject: (error: unknown) => void,
  ) {
    this.#atMost = atMost;
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    signal?.addEventListener('abort', this.#abort);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#signal?.aborted) this.#abort();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    this.#status = status;
    const retryAfter = headers['retry-after'];
    this.#retryAfter = Array.isArray(retryAfter) ? retryAfter[0] : retryAfter;
    if (Number(headers['content-length'] ?? 0) > this.#atMost) this.#giveUp(controller);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#length += chunk.length;
    if (this.#length > this.#atMost) this.#giveUp(controller);
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const { length } = this.#chunks;
    const whole = length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks, this.#length);
    const text = whole.toString('utf8');
    this.#end(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  }

  onResponseError(_controller: unknown, error: unknown): void {
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#reject(error);
  }

  /** Ends the connection: the rest is not wanted, however long it is. */
  #giveUp(controller: Dispatcher.DispatchController): void {
    this.#end(undefined);
    controller.abort(new Error('The answer is too large.'));
  }

  #end(text: string | undefined): void {
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#resolve({ status: this.#status, retryAfter: this.#retryAfter, text });
  }

  readonly #abort = (): void => {
    const reason: unknown = this.#signal?.reason;
    this.#reject(reason);
    this.#controller?.abort(reason instanceof Error ? reason : new Error('Aborted.'));
  };
}
