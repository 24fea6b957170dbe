import type { IncomingMessage, ServerResponse } from 'node:http';
import { type FaultOptions, type Faults, faultKinds, sendJson } from './faults.ts';
import type { SeenRequest } from './requestLog.ts';
import type { Api } from './routes.ts';
import { isUserKey, type Tokens } from './tokens.ts';

/** Below this lies nothing of MileApp: it drives a sandbox that runs in a process of its own. */
export const controlPath = '/__sandbox/';

type Driven = { key: string; faults: Faults; tokens: Tokens; api: Api; requests: readonly SeenRequest[] };

/**
 * POST faults   {kind, path?, times?, retryAfter?, message?, location?} switches one on (times: 0 = until cleared)
 * DELETE faults clears all · POST open lets go what slow faults hold
 * POST world    {size?, now?} other tasks from now on; what is left out becomes what it was at the start
 * POST tokens   {user?, expiresIn?} → {token} · POST revoke {token} · GET requests → what was seen
 * Each needs the sandbox's key in `x-sandbox-key`, so that no page and no client under test reaches it by mistake.
 */
export async function answerControl(
  request: IncomingMessage,
  response: ServerResponse,
  driven: Driven,
): Promise<void> {
  const reply = (status: number, body: unknown) => sendJson(response, { status, body });
  if (request.headers['x-sandbox-key'] !== driven.key) {
    request.resume();
    reply(403, { error: 'the x-sandbox-key header is missing or wrong' });
    return;
  }
  try {
    const body = await readBody(request);
    const call = `${request.method} ${(request.url ?? '').slice(controlPath.length)}`;
    switch (call) {
      case 'POST faults':
        driven.faults.next(faultOptions(body));
        return reply(200, {});
      case 'DELETE faults':
        driven.faults.clear();
        return reply(200, {});
      case 'POST open':
        driven.faults.open();
        return reply(200, {});
      case 'POST tokens':
        return reply(200, {
          token: driven.tokens.mint({
            ...(isUserKey(body.user) ? { user: body.user } : {}),
            ...(typeof body.expiresIn === 'number' ? { expiresIn: body.expiresIn } : {}),
          }),
        });
      case 'POST world':
        driven.api.become({
          ...(typeof body.size === 'number' ? { size: body.size } : {}),
          ...(typeof body.now === 'number' ? { now: body.now } : {}),
        });
        return reply(200, {});
      case 'POST revoke':
        driven.tokens.revoke(String(body.token));
        return reply(200, {});
      case 'GET requests':
        return reply(200, driven.requests);
      default:
        return reply(404, { error: `no such call: ${call}` });
    }
  } catch (error) {
    reply(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  const value: unknown = text === '' ? {} : JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error('the body is not an object');
  return value as Record<string, unknown>;
}

function faultOptions(body: Record<string, unknown>): FaultOptions {
  const kind = faultKinds.find((one) => one === body.kind);
  if (!kind) throw new Error(`kind is none of: ${faultKinds.join(', ')}`);
  const options: FaultOptions = { kind };
  if (typeof body.path === 'string') options.path = body.path;
  if (typeof body.times === 'number')
    options.times = body.times === 0 ? Number.POSITIVE_INFINITY : body.times;
  if (typeof body.retryAfter === 'number' || typeof body.retryAfter === 'string')
    options.retryAfter = body.retryAfter;
  if (typeof body.message === 'string') options.message = body.message;
  if (typeof body.location === 'string') options.location = body.location;
  return options;
}
