import * as vscode from 'vscode';
import { dispatcherFor, Limiter, type NetworkSettings } from '../mileapp/index.ts';

type Dispatcher = Awaited<ReturnType<typeof dispatcherFor>>;

/**
 * What all clients share: the way through VS Code's proxy and certificate settings, and the budget of requests. VS Code
 * patches its own `http` and `fetch` for these settings; a bundled undici has to be told.
 */
export class Network implements vscode.Disposable {
  /** Fires when MileApp asks everybody to wait, with the end in milliseconds since the epoch, and when it is over. */
  readonly onDidPause: vscode.Event<number | undefined>;
  readonly limiter: Limiter;
  readonly #paused = new vscode.EventEmitter<number | undefined>();
  readonly #listener: vscode.Disposable;
  #dispatcher: Promise<Dispatcher> | undefined;

  constructor() {
    this.onDidPause = this.#paused.event;
    this.limiter = new Limiter({ onPaused: (until) => this.#paused.fire(until) });
    this.#listener = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('http')) this.#forget();
    });
  }

  /** The dispatcher for the settings as they are; the same one until they change. Loads undici. */
  dispatcher(): Promise<Dispatcher> {
    this.#dispatcher ??= dispatcherFor(networkSettings()).catch((error: unknown) => {
      this.#dispatcher = undefined;
      throw error;
    });
    return this.#dispatcher;
  }

  dispose(): void {
    this.#listener.dispose();
    this.#paused.dispose();
    this.#forget();
  }

  /** Lets what is under way end by itself. */
  #forget(): void {
    void this.#dispatcher?.then((dispatcher) => dispatcher.close()).catch(() => {});
    this.#dispatcher = undefined;
  }
}

function networkSettings(): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http');
  const support = userValue<string>(http, 'proxySupport');
  // Only what the user wrote counts: a workspace must not be able to switch checks off or to name a proxy.
  const proxy = userValue<string>(http, 'proxy');
  const noProxy = userValue<string[]>(http, 'noProxy');
  return {
    ...(support === 'off' || !proxy ? {} : { proxy }),
    // An empty list is what VS Code makes of no setting: the environment's is meant then.
    ...(noProxy?.length ? { noProxy } : {}),
    strictSsl: userValue<boolean>(http, 'proxyStrictSSL') ?? true,
    systemCertificates: userValue<boolean>(http, 'systemCertificates') ?? true,
    environment: support === 'off' ? { NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS } : process.env,
  };
}

/** A setting's value for the user, or its default; what the workspace says is left aside. */
function userValue<T>(section: vscode.WorkspaceConfiguration, key: string): T | undefined {
  const found = section.inspect<T>(key);
  return found?.globalValue ?? found?.defaultValue;
}
