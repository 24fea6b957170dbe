import type { FaultOptions } from '../sandbox/faults.ts';
import type { SeenRequest } from '../sandbox/requestLog.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** The variable in which tests find the sandbox that the launcher runs. */
const sandboxVariable = 'MILEAPP_SANDBOX';

type Address = { origin: string; baseUrl: string; key: string };

/** What the extension host must be told to find a sandbox. */
export function sandboxEnvironment(sandbox: Sandbox): Record<string, string> {
  const { origin, baseUrl, controlKey } = sandbox;
  return { [sandboxVariable]: JSON.stringify({ origin, baseUrl, key: controlKey } satisfies Address) };
}

/** For tests in the extension host: drives the sandbox, which runs in another process. */
export class SandboxDriver {
  /** What `mileapp.apiUrl` is set to. */
  readonly baseUrl: string;
  readonly #address: Address;

  constructor(address: Address) {
    this.baseUrl = address.baseUrl;
    this.#address = address;
  }

  /** @throws Error outside of `npm run test:host`. */
  static fromEnvironment(): SandboxDriver {
    const text = process.env[sandboxVariable];
    if (text === undefined)
      throw new Error(`${sandboxVariable} is not set: no sandbox runs for these tests.`);
    return new SandboxDriver(JSON.parse(text) as Address);
  }

  /** A token that works until it expires (`expiresIn`: see the sandbox) or is revoked. */
  async mint(options: { user?: string; expiresIn?: number } = {}): Promise<string> {
    return ((await this.#call('POST', 'tokens', options)) as { token: string }).token;
  }

  /** Other tasks from now on: so many, with times relative to `now`; what is left out becomes what it was at the start. */
  async become(world: { size?: number; now?: number }): Promise<void> {
    await this.#call('POST', 'world', world);
  }

  /** Makes a token answer 401 from now on. */
  async revoke(token: string): Promise<void> {
    await this.#call('POST', 'revoke', { token });
  }

  /** Switches a fault on, for one request unless `times` says otherwise (0: until cleared). */
  async fault(options: Omit<FaultOptions, 'path'> & { path?: string }): Promise<void> {
    await this.#call('POST', 'faults', options);
  }

  async clearFaults(): Promise<void> {
    await this.#call('DELETE', 'faults');
  }

  /** Lets go what slow faults hold. */
  async open(): Promise<void> {
    await this.#call('POST', 'open', {});
  }

  /** Every request the sandbox saw, oldest first. */
  async requests(): Promise<SeenRequest[]> {
    return (await this.#call('GET', 'requests')) as SeenRequest[];
  }

  async #call(method: string, what: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#address.origin}/__sandbox/${what}`, {
      method,
      headers: { 'x-sandbox-key': this.#address.key },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(`The sandbox answered ${what} with ${response.status}: ${await response.text()}`);
    return response.json();
  }
}
