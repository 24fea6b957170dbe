import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ServerHost } from './install.ts';

export type ServerOptions = {
  /** The server's home: settings, logs, and extensions unless `extensionsDir` says otherwise. */
  dataDir: string;
  extensionsDir?: string;
  /** Whether folders are trusted without asking. */
  disableWorkspaceTrust: boolean;
  /**
   * A file with the secret that every request must show. Without it, any user of this machine could drive the server;
   * a file, because every user can read command lines.
   */
  connectionTokenFile: string;
  /** Variables the extension host sees, beyond our own. */
  env?: Record<string, string>;
  /** The file that gets what the server prints. */
  logFile: string;
};

/** A VS Code server that listens on loopback. */
export type Server = {
  port: number;
  /** Resolves when the process has ended, whoever ended it. */
  ended: Promise<void>;
  /** Ends the server and every process it started. */
  stop(): Promise<void>;
};

/**
 * Starts a VS Code server on a free port and waits until it listens.
 * @throws Error with its last words when it ends instead.
 */
export async function startServer(host: ServerHost, options: ServerOptions): Promise<Server> {
  await mkdir(path.dirname(options.logFile), { recursive: true });
  const log = createWriteStream(options.logFile, { flags: 'a' });
  const { extensionsDir } = options;
  const child = spawn(
    host.node,
    [
      ...endWithUs,
      path.join(host.folder, 'out', 'server-main.js'),
      '--accept-server-license-terms',
      ...['--host', '127.0.0.1', '--port', '0'],
      ...['--connection-token-file', options.connectionTokenFile],
      ...(options.disableWorkspaceTrust ? ['--disable-workspace-trust'] : []),
      ...(extensionsDir === undefined ? [] : ['--extensions-dir', extensionsDir]),
      ...['--server-data-dir', options.dataDir],
      '--enable-smoke-test-driver',
      ...['--telemetry-level', 'off'],
    ],
    {
      env: { ...environmentForServer(process.env), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A process group of its own, so that it ends with all its children.
      detached: process.platform !== 'win32',
    },
  );
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    return { port: await listening(child), ended, stop: () => stop(child, ended) };
  } catch (error) {
    await stop(child, ended);
    throw error;
  }
}

/** Installs a packaged extension into a folder of extensions, as a person would. */
export async function installExtension(host: ServerHost, vsix: string, extensionsDir: string): Promise<void> {
  const server = path.join(host.folder, 'out', 'server-main.js');
  const args = [
    '--install-extension',
    vsix,
    '--extensions-dir',
    extensionsDir,
    '--accept-server-license-terms',
  ];
  const dataDir = ['--server-data-dir', path.join(extensionsDir, '..', 'install-data')];
  await promisify(execFile)(host.node, [server, ...args, ...dataDir], {
    env: environmentForServer(process.env),
  });
}

/**
 * Ends the server when the channel to us breaks, so that not even `kill -9` leaves one behind. It starts its children
 * with the same flags, so they end with it.
 */
const endWithUs = ['--import', 'data:text/javascript,process.once("disconnect",()=>process.exit())'];

/** What a terminal inside VS Code sets would make the server take us for its parent. */
function environmentForServer(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = /^(?:VSCODE_|ELECTRON_|CODE_SERVER_)/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !foreign.test(name)));
}

function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk;
      const match = /Extension host agent listening on (\d+)/.exec(output);
      if (match === null) return;
      child.stdout?.off('data', read);
      resolve(Number(match[1]));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      reject(
        new Error(`The VS Code server ended (${code ?? signal}) before it listened:\n${output.slice(-2000)}`),
      );
    });
  });
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    if (child.exitCode === null) spawn('taskkill', ['/pid', String(child.pid), '/T', '/F']);
  } else {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  await ended;
}
