// What is shipped: packages the extension, looks at what is in the package, and installs it as a person would.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from './folders.ts';
import { defaultVersion, installServer } from './install.ts';
import { openLauncherPort } from './launcherPort.ts';
import { installExtension } from './server.ts';
import { openHost } from './session.ts';
import { presserVariable } from './steps.ts';
import { zipNames } from './zipNames.ts';

/** What may be in the package; everything else is a mistake. */
const allowed = [
  /^extension\.vsixmanifest$/,
  /^\[Content_Types\]\.xml$/,
  /^extension\/package\.json$/,
  /^extension\/package\.nls(?:\.\w+)?\.json$/,
  /^extension\/(?:readme\.md|changelog\.md|LICENSE\.txt)$/i,
  /^extension\/l10n\/bundle\.l10n(?:\.\w+)?\.json$/,
  /^extension\/dist\/(?:chunks\/)?[\w-]+\.js$/,
  /^extension\/dist\/LICENSES\.txt$/,
  /^extension\/media\/(?:walkthrough\/)?[\w-]+\.(?:svg|png|webp)$/,
];

/** What cannot be missing. */
const required = [
  'extension/package.json',
  'extension/package.nls.json',
  'extension/package.nls.id.json',
  'extension/l10n/bundle.l10n.id.json',
  'extension/dist/extension.js',
  'extension/dist/worker.js',
  'extension/dist/cli.js',
  'extension/dist/LICENSES.txt',
  'extension/media/demo-light.webp',
  'extension/media/demo-dark.webp',
];

describe('the packaged extension', () => {
  const version = process.env.MILEAPP_VSCODE ?? defaultVersion;
  let folder: string;
  let vsix: string;
  let printed: string;

  before('package it', async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'mileapp-vsix-'));
    vsix = path.join(folder, 'mileapp.vsix');
    const vsce = path.join(projectFolder, 'node_modules', '@vscode', 'vsce', 'vsce');
    const args = [
      vsce,
      'package',
      '--no-dependencies',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      '--out',
      vsix,
    ];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: projectFolder });
    printed = stdout + stderr;
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('holds what the extension needs, and nothing else', async () => {
    const names = zipNames(await readFile(vsix)).filter((name) => !name.endsWith('/'));
    const strays = names.filter((name) => !allowed.some((pattern) => pattern.test(name)));
    const missing = required.filter((name) => !names.includes(name));
    assert.deepEqual({ strays, missing }, { strays: [], missing: [] });
  });

  it('is at most a megabyte, and packaged without a warning', async () => {
    assert.ok((await stat(vsix)).size <= 1_000_000, `${(await stat(vsix)).size} bytes`);
    // npm warns of settings of the machine it runs on; that is no matter of the package.
    const ours = printed.split('\n').filter((line) => !line.startsWith('npm warn '));
    assert.doesNotMatch(ours.join('\n'), /warn/i);
  });

  it('brings the licences of what is bundled', async () => {
    const licences = await readFile(path.join(projectFolder, 'dist', 'LICENSES.txt'), 'utf8');
    assert.deepEqual(
      [...licences.matchAll(/^(\S+) [\d.]+ \(\S+\)$/gm)].map(([, name]) => name),
      ['ignore', 'undici'],
    );
  });

  it('activates when installed, registers its commands and exports nothing', async () => {
    const extensionsDir = path.join(folder, 'extensions');
    await installExtension(await installServer(version, () => {}), vsix, extensionsDir);
    const probe = await writeProbe(path.join(folder, 'probe'));
    const printed: string[] = [];
    const port = await openLauncherPort(
      async () => assert.fail('the probe presses nothing'),
      (text) => void printed.push(text),
    );
    const host = await openHost({
      version,
      extensionsDir,
      extension: probe.folder,
      testsPath: path.join(projectFolder, 'test', 'host', 'relay.mjs'),
      env: { [presserVariable]: port.url, MILEAPP_TESTS: probe.tests },
    });
    try {
      await host.exitCode;
    } finally {
      await host.close();
      await port.close();
    }
    const { contributes } = JSON.parse(await readFile(path.join(projectFolder, 'package.json'), 'utf8')) as {
      contributes: { commands: { command: string }[] };
    };
    assert.deepEqual(JSON.parse(printed.join('')), {
      active: true,
      exports: 'undefined',
      underDevelopment: false,
      unregistered: [],
      declared: contributes.commands.length,
    });
  });
});

/** A second extension, which looks at the first from outside and prints what it sees. */
async function writeProbe(folder: string): Promise<{ folder: string; tests: string }> {
  const tests = path.join(folder, 'tests.js');
  const manifest = {
    name: 'probe',
    publisher: 'test',
    version: '0.0.1',
    type: 'module',
    engines: { vscode: '*' },
  };
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(
    tests,
    `import * as vscode from 'vscode';
export async function run() {
  const extension = vscode.extensions.getExtension('mileapp.mileapp');
  const exported = await extension.activate();
  const known = await vscode.commands.getCommands(true);
  const declared = extension.packageJSON.contributes.commands.map(({ command }) => command);
  console.log(JSON.stringify({
    active: extension.isActive,
    exports: typeof exported,
    underDevelopment: !extension.extensionPath.includes('extensions'),
    unregistered: declared.filter((command) => !known.includes(command)),
    declared: declared.length,
  }));
}
`,
  );
  return { folder, tests };
}
