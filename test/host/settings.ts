import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServerHost } from './install.ts';

export type Settings = Record<string, unknown>;
export const themes = ['light', 'dark', 'contrast', 'contrastLight'] as const;
export type Theme = (typeof themes)[number];

/** What keeps a fresh VS Code quiet: no welcome, no look-ups, nothing that is not the extension's. */
const quiet: Settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'git.autofetch': false,
  'typescript.disableAutomaticTypeAcquisition': true,
};

/**
 * Writes the settings a server reads at its start. Those of scope `machine` are read from one file, those of scope
 * `application` and all others from another, so both get all.
 */
export async function writeSettings(dataDir: string, settings: Settings): Promise<void> {
  const text = JSON.stringify({ ...quiet, ...settings }, undefined, 2);
  for (const scope of ['User', 'Machine']) {
    const folder = path.join(dataDir, 'data', scope);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'settings.json'), text);
  }
}

/** The settings in a profile of the desktop, `<user-data-dir>/User/settings.json`; none where there is no such file. */
export async function desktopSettings(userDataDir: string): Promise<Settings> {
  const file = path.join(userDataDir, 'User', 'settings.json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  return JSON.parse(text) as Settings;
}

/** The setting that gives a window of that theme; the names of the themes differ from version to version. */
export async function themeSetting(host: ServerHost, theme: Theme): Promise<Settings> {
  const manifest = path.join(host.folder, 'extensions', 'theme-defaults', 'package.json');
  const { contributes } = JSON.parse(await readFile(manifest, 'utf8')) as {
    contributes: { themes: { id: string; uiTheme: string }[] };
  };
  const wanted = { light: 'vs', dark: 'vs-dark', contrast: 'hc-black', contrastLight: 'hc-light' }[theme];
  const found = contributes.themes.find(
    ({ id, uiTheme }) => uiTheme === wanted && (theme.startsWith('contrast') || /Modern$/.test(id)),
  );
  return found === undefined ? {} : { 'workbench.colorTheme': found.id };
}
