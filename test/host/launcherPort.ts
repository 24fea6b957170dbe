import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Step, StepAnswer } from './steps.ts';

export type LauncherPort = {
  /** Where the extension host finds the launcher. Carries a secret: other users of the machine do not know it. */
  url: string;
  /** Whether the test module has said that it passed: VS Code ends with 0, too, when its extension host was killed. */
  readonly passed: boolean;
  close(): Promise<void>;
};

/**
 * Opens a port on loopback through which a test module asks for steps (`POST step`) and prints (`POST output`: what is
 * sent is printed as it comes, and the answer says that all of it was), and says that it passed (`POST passed`).
 */
export async function openLauncherPort(
  press: (step: Step) => Promise<unknown>,
  print: (text: string) => void,
): Promise<LauncherPort> {
  const secret = randomBytes(16).toString('hex');
  let passed = false;
  const answer = async (request: IncomingMessage) => {
    switch (`${request.method} ${request.url}`) {
      case `POST /${secret}/step`:
        return { status: 200, body: await answerStep(request, press) };
      case `POST /${secret}/output`:
        for await (const text of request.setEncoding('utf8')) print(text);
        return { status: 200, body: {} };
      case `POST /${secret}/passed`:
        passed = true;
        return { status: 200, body: {} };
      default:
        return { status: 404, body: {} };
    }
  };
  // What tests print is one request, as long as they run: Node would end it after five minutes.
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    answer(request).then(
      ({ status, body }) => reply(response, status, body),
      // The extension host broke off; nobody waits for an answer.
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${secret}`,
    get passed() {
      return passed;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answerStep(
  request: IncomingMessage,
  press: (step: Step) => Promise<unknown>,
): Promise<StepAnswer> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  try {
    return { value: await press(JSON.parse(text) as Step) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
