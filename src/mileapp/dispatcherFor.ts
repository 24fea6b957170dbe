import { readFile } from 'node:fs/promises';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import type { Dispatcher } from 'undici';
import connect from 'undici/lib/api/api-connect.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import { unreachable } from './failures.ts';
import { connections } from './transport.ts';

/** What VS Code's settings and the environment say about the network, as plain data. */
export type NetworkSettings = {
  /** `http.proxy`: goes before the environment's. */
  proxy?: string;
  /** `http.noProxy`: goes before the environment's. */
  noProxy?: readonly string[];
  /** `http.proxyStrictSSL`, where the user set it: only false switches the check of certificates off. */
  strictSsl?: boolean;
  /** `http.systemCertificates`: whether the system's certificates are trusted too. */
  systemCertificates?: boolean;
  /** Further certificates to trust, in PEM. */
  extraCa?: readonly string[];
  /** HTTPS_PROXY, HTTP_PROXY, NO_PROXY, in small letters too, and NODE_EXTRA_CA_CERTS are read from it. */
  environment?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds: 10 000 unless told. */
  connectTimeout?: number;
};

/** Never through a proxy: what runs on this machine. */
const loopback = ['localhost', '127.0.0.1', '::1'];

/**
 * A dispatcher that goes through the proxy and trusts the certificates that the settings name.
 * @throws MileAppError unreachable, where the proxy's address cannot be read
 */
export async function dispatcherFor(settings: NetworkSettings): Promise<Dispatcher> {
  const { environment = {}, connectTimeout = 10_000, strictSsl } = settings;
  const secureContext = await trust(settings);
  const tls = {
    timeout: connectTimeout,
    allowH2: false,
    ...(strictSsl === false ? { rejectUnauthorized: false } : {}),
    ...(secureContext ? { secureContext } : {}),
  };
  const proxy = proxyOf(settings);
  const noProxy = [...loopback, ...(settings.noProxy ?? [read(environment, 'NO_PROXY') ?? ''])].join(',');
  return new EnvHttpProxyAgent({
    // '' rather than undefined: the process's own environment is not asked.
    httpProxy: proxy,
    httpsProxy: proxy,
    noProxy,
    connections,
    connect: tls,
    connectTimeout,
    requestTls: tls,
    proxyTls: tls,
    // ProxyAgent calls connect(), which undici's index, never loaded here, would have put on every dispatcher.
    clientFactory: (origin, options) => Object.assign(new Pool(origin, options), { connect }),
  });
}

/** The proxy's address, '' for none. */
function proxyOf({ proxy, environment = {} }: NetworkSettings): string {
  const said = proxy?.trim() || read(environment, 'HTTPS_PROXY') || read(environment, 'HTTP_PROXY') || '';
  if (said === '') return '';
  // Thrown away: what URL throws shows the address, in which a password can stand.
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(said) ? said : `http://${said}`;
  if (!URL.canParse(address) || !/^(https?|socks5?):$/.test(new URL(address).protocol))
    throw unreachable('proxy');
  return address;
}

/** By its name in small letters or in capitals, as every tool reads them. */
function read(environment: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  return (environment[name.toLowerCase()] ?? environment[name])?.trim();
}

/** Whom to trust: undefined where that is Node's own list. Made once, because it is read anew for no connection. */
async function trust({
  systemCertificates,
  extraCa = [],
  environment = {},
}: NetworkSettings): Promise<SecureContext | undefined> {
  const extra = [...extraCa, ...(await fileCertificates(environment.NODE_EXTRA_CA_CERTS))];
  if (!systemCertificates && extra.length === 0) return undefined;
  const own = getCACertificates('default');
  const system = systemCertificates ? getCACertificates('system') : [];
  const ca = [...new Set([...own, ...system, ...extra])];
  try {
    return createSecureContext({ ca });
  } catch {
    // One that cannot be read would take all others with it.
    return createSecureContext({ ca: ca.filter(isReadable) });
  }
}

function isReadable(certificate: string): boolean {
  try {
    createSecureContext({ ca: certificate });
    return true;
  } catch {
    return false;
  }
}

/** As Node does: a file that cannot be read is as none. */
async function fileCertificates(path: string | undefined): Promise<string[]> {
  if (!path) return [];
  try {
    return [await readFile(path, 'utf8')];
  } catch {
    return [];
  }
}
