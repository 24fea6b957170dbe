import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hostFolder } from './folders.ts';
import { defaultVersion, installServer } from './install.ts';
import type { Say } from './npmInstall.ts';
import { type Server, startServer } from './server.ts';
import { type Settings, type Theme, themeSetting, writeSettings } from './settings.ts';
import { type WindowContent, workbenchUrl } from './workbenchUrl.ts';

export type OpenServerOptions = {
  /** The version of VS Code; 1.139.1 unless told. */
  version?: string;
  /** What the window shows and runs. */
  window: WindowContent;
  /** User settings, of any scope. */
  settings?: Settings;
  theme?: Theme;
  /** `ask` starts in Restricted Mode; a folder is trusted unless told. */
  trust?: 'trusted' | 'ask';
  /** A home for the server that stays; otherwise it gets one that goes when it is closed. */
  dataDir?: string;
  /** Where extensions are installed; none, in a folder that goes, unless told. */
  extensionsDir?: string;
  /** Variables the extension host sees, beyond our own. */
  env?: Record<string, string>;
  /** Hears of long steps. */
  say?: Say;
};

/** A VS Code that waits for a browser. */
export type OpenServer = {
  /** The address of the window, a secret: whoever has it can run code in the server. */
  url: string;
  /** `http://localhost:<port>` */
  origin: string;
  /** The folder with server.log and, once there is a window, window.log. */
  logFolder: string;
  server: Server;
  close(): Promise<void>;
};

/** Installs what is missing, writes settings, and starts a VS Code server for one window. */
export async function openServer(options: OpenServerOptions): Promise<OpenServer> {
  const host = await installServer(options.version ?? defaultVersion, options.say ?? (() => {}));
  const scratch = await mkdtemp(path.join(tmpdir(), 'mileapp-host-'));
  const removeScratch = () => rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  try {
    const dataDir = options.dataDir ?? scratch;
    const theme = options.theme === undefined ? {} : await themeSetting(host, options.theme);
    await writeSettings(dataDir, { ...theme, ...options.settings });

    const window = { ...options.window };
    const { extensionDevelopmentPath: extension } = window;
    if (extension !== undefined && window.extensionTestsPath === undefined) {
      window.extensionDevelopmentPath = await besideServer(extension, scratch);
    }

    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const logFolder = path.join(hostFolder, 'logs', `${stamp}-${path.basename(scratch).slice(-6)}`);
    await mkdir(logFolder, { recursive: true });

    const connectionToken = randomBytes(24).toString('hex');
    const connectionTokenFile = path.join(scratch, 'connection-token');
    await writeFile(connectionTokenFile, connectionToken, { mode: 0o600 });
    const server = await startServer(host, {
      dataDir,
      extensionsDir: options.extensionsDir ?? path.join(scratch, 'extensions'),
      disableWorkspaceTrust: options.trust !== 'ask',
      connectionTokenFile,
      ...(options.env === undefined ? {} : { env: options.env }),
      logFile: path.join(logFolder, 'server.log'),
    });
    return {
      url: workbenchUrl(server.port, connectionToken, window),
      origin: `http://localhost:${server.port}`,
      logFolder,
      server,
      async close() {
        await server.stop();
        await removeScratch();
      },
    };
  } catch (error) {
    await removeScratch();
    throw error;
  }
}

/**
 * The folder of an extension, by a path that does not lead to the server too. VS Code shows the first theme that lies below
 * the folder of the extension under development, whatever the settings say: ours holds the server, themes and all.
 */
async function besideServer(extension: string, scratch: string): Promise<string> {
  if (!hostFolder.startsWith(path.join(extension, path.sep))) return extension;
  const link = path.join(scratch, 'extension');
  await symlink(extension, link, 'junction');
  return link;
}
