/// <reference lib="esnext.disposable" />
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { findChromium, launchChromium } from './browser.ts';
import { projectFolder } from './folders.ts';
import { type OpenServerOptions, openServer } from './openServer.ts';
import { Workbench } from './workbench.ts';
import type { WindowContent } from './workbenchUrl.ts';

export type HostOptions = Omit<OpenServerOptions, 'window'> & {
  /** The folder, or the `.code-workspace` file, to open. */
  workspace?: string;
  /** The folder of the extension under development: this repository unless told; `none` for an installed VSIX. */
  extension?: string;
  /** A test module to run in the extension host. Dialogs are refused then. */
  testsPath?: string;
  openFile?: string;
  /** The language of VS Code and of our own words: `id`, for one. English unless told. */
  locale?: string;
  viewport?: { width: number; height: number };
  /** Pixels of a picture for each pixel of the viewport; 1 unless told. */
  scale?: number;
};

/** A VS Code with a window that can be pressed. */
export type Host = {
  page: Page;
  workbench: Workbench;
  url: string;
  /** The folder with server.log, window.log and, once it is closed, window.png: how the window looked last. */
  logFolder: string;
  /** What the test module came to: 0 when its `run()` resolved. Rejects when window or server end before that. */
  exitCode: Promise<number>;
  close(): Promise<void>;
};

/**
 * Opens a VS Code and waits until its window is restored. Without `testsPath` it behaves as for a person: modal messages
 * and consent dialogs appear. Whoever opens it closes it.
 */
export async function openHost(options: HostOptions): Promise<Host> {
  const stack = new AsyncDisposableStack();
  try {
    const say = options.say ?? (() => {});
    const chromium = await findChromium(say);
    const opened = await openServer({ ...options, window: windowContent(options) });
    stack.defer(() => opened.close());
    const browser = await launchChromium(chromium);
    stack.defer(() => browser.close());
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      deviceScaleFactor: options.scale ?? 1,
    });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: opened.origin });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    if (options.locale !== undefined) {
      await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(options.locale)}`);
    }

    const log = createWriteStream(path.join(opened.logFolder, 'window.log'));
    stack.defer(() => void log.end());
    page.on('pageerror', (error) => void log.write(`page error: ${error.stack ?? error.message}\n`));
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      log.write(`${type} ${args.map(String).join(' ')}\n`);
    });
    const exitCode = new Promise<number>((resolve, reject) => {
      page.exposeFunction('codeAutomationExit', (code: number) => resolve(code)).catch(reject);
      page.once('crash', () => reject(new Error('The page of VS Code crashed.')));
      browser.once('disconnected', () => reject(new Error('The browser ended.')));
      void opened.server.ended.then(() => reject(new Error('The VS Code server ended.')));
    });
    // Whoever does not wait for the end has no use for its failure.
    exitCode.catch(() => {});

    await page.goto(opened.url);
    // VS Code's own driver for smoke tests knows when the window is drawn and nothing takes the focus any more. The theme
    // comes from an extension: once it is on, extensions have been read, and the palette knows their commands.
    await page.waitForFunction('globalThis.driver !== undefined', undefined, { timeout: 120_000 });
    await page.evaluate('globalThis.driver.whenWorkbenchRestored()');
    const themed = '.monaco-workbench.file-icons-enabled[class*="vscode-theme-"]';
    await page.locator(themed).waitFor({ timeout: 120_000 });
    stack.defer(async () => {
      const picture = path.join(opened.logFolder, 'window.png');
      await page.screenshot({ path: picture, timeout: 5_000 }).catch(() => {});
    });
    const workbench = new Workbench(page);
    const { url, logFolder } = opened;
    return { page, workbench, url, logFolder, exitCode, close: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

function windowContent(options: HostOptions): WindowContent {
  const { workspace, testsPath, openFile, extension = projectFolder } = options;
  return {
    ...(extension === 'none' ? {} : { extensionDevelopmentPath: extension }),
    ...(workspace === undefined ? {} : { folder: workspace }),
    ...(testsPath === undefined ? {} : { extensionTestsPath: testsPath }),
    ...(openFile === undefined ? {} : { openFile }),
  };
}
