// What the extension costs the extension host:   node test/bench/host.ts
// Its own build is loaded through a wrapper that watches it: what is read, what time it takes, which timers fire.
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectFolder } from '../host/folders.ts';
import { jwt } from '../leaks/mint.ts';
import type { Figure } from './client.ts';
import { hostProbe } from './hostProbe.ts';

/** Files of a view or of undici, by a word that only they hold. */
const late = {
  undici: 'undici',
  'the view “Tasks”': 'Content-Security-Policy',
  'the view “Leaks”': 'Refactor Preview',
};

/** One start says little: another extension may be busy in the same thread. */
const starts = 5;

type Measured = {
  /** Milliseconds of reading, compiling and running everything up to the end of `activate`. */
  activation: number;
  /** Files of dist/ that were read by then. */
  files: string[];
  /** Timers of ours that fired in the minute. */
  timers: number;
  /** Milliseconds from the moment a file is open to its first diagnostic, each file for the first time. */
  squiggles: number[];
};

export async function bench(): Promise<Figure[]> {
  execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd: projectFolder, stdio: 'ignore' });
  const folder = await mkdtemp(path.join(tmpdir(), 'mileapp-budget-'));
  try {
    const workspace = path.join(folder, 'workspace');
    const names = ['one.ts', 'two.py', 'three.go', 'four.json', 'five.sh'];
    await mkdir(workspace);
    for (const name of names)
      await writeFile(path.join(workspace, name), `token = "${jwt({ sub: name })}"\n`);
    const extension = await wrapped(path.join(folder, 'extension'));
    const measured = await hostProbe<Measured>(probe(names, 60_000), { workspace, extension });
    const activations = [measured.activation];
    while (activations.length < starts) {
      const { activation } = await hostProbe<Measured>(probe([], 0), { workspace, extension });
      activations.push(activation);
    }
    const spread = activations.map((one) => one.toFixed(0)).join(', ');
    const texts = await Promise.all(
      measured.files.map((file) => readFile(path.join(projectFolder, 'dist', file), 'utf8')),
    );
    const early = Object.entries(late).filter(([, word]) => texts.some((text) => text.includes(word)));
    return [
      {
        what: `activation, our own time, median of ${starts} starts (${spread})`,
        value: median(activations),
        limit: 50,
        unit: 'ms',
      },
      {
        what: `of undici and the views, read by activation (${measured.files.length} files: ${measured.files.join(', ')})${early.map(([name]) => `; ${name}`).join('')}`,
        value: early.length,
        limit: 0,
        unit: 'parts',
      },
      {
        what: 'timers that fired in an idle minute, views hidden',
        value: measured.timers,
        limit: 0,
        unit: 'timers',
      },
      {
        what: `first squiggle after opening a file, the slowest of ${measured.squiggles.length}`,
        value: Math.max(...measured.squiggles),
        limit: 300,
        unit: 'ms',
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** A copy of the extension whose entry is a wrapper around the built one. */
async function wrapped(folder: string): Promise<string> {
  await mkdir(path.join(folder, 'dist'), { recursive: true });
  for (const name of ['package.json', 'package.nls.json', 'media', 'l10n']) {
    await cp(path.join(projectFolder, name), path.join(folder, name), { recursive: true });
  }
  await symlink(path.join(projectFolder, 'dist'), path.join(folder, 'built'), 'junction');
  await writeFile(path.join(folder, 'dist', 'extension.js'), wrapper);
  return folder;
}

const wrapper = `import { registerHooks } from 'node:module';
const files = new Set();
const watch = { files, activation: undefined, counts: false, timers: 0 };
globalThis.mileappWatch = watch;
registerHooks({
  load(url, context, next) {
    const file = /\\/(?:built|dist)\\/((?:chunks\\/)?[\\w-]+\\.js)$/.exec(url)?.[1];
    if (file && !url.endsWith('/extension/dist/extension.js')) files.add(file);
    return next(url, context);
  },
});
for (const name of ['setTimeout', 'setInterval', 'setImmediate']) {
  const real = globalThis[name];
  globalThis[name] = (callback, ...rest) => {
    // Whose it is, is read off when it fires: to write a stack down costs more than what is measured here.
    const set = new Error();
    const isOurs = () => /\\/(?:built|dist)\\/(?:chunks\\/)?(?!extension\\.js)[\\w-]+\\.js|\\/built\\//.test(set.stack ?? '');
    return real((...args) => { if (watch.counts && isOurs()) watch.timers++; return callback(...args); }, ...rest);
  };
}
export async function activate(context) {
  // Other extensions start at the same time: theirs is not ours.
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  const began = performance.now();
  const { activate: real } = await import('../built/extension.js');
  const given = await real(context);
  watch.activation = performance.now() - began;
  watch.read = [...files];
  return given;
}
`;

/** @param idle milliseconds in which nothing happens */
const probe = (names: readonly string[], idle: number) => `import * as vscode from 'vscode';
import { setTimeout } from 'node:timers/promises';
export async function run() {
  await vscode.extensions.getExtension('mileapp.mileapp').activate();
  const watch = globalThis.mileappWatch;
  await vscode.commands.executeCommand('workbench.view.explorer');
  const { activation, read: files } = watch;
  const squiggles = [];
  for (const name of ${JSON.stringify(names)}) {
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name);
    let began;
    vscode.workspace.onDidOpenTextDocument(({ uri: one }) => {
      if (one.path === uri.path) began = performance.now();
    });
    const seen = new Promise((resolve) => {
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((one) => one.path === uri.path)) resolve(performance.now() - began);
      });
    });
    await vscode.window.showTextDocument(uri);
    squiggles.push(await seen);
  }
  // Whatever starts with a window has started by then.
  await setTimeout(10_000);
  watch.counts = true;
  await setTimeout(${idle});
  console.log(JSON.stringify({ activation, files, timers: watch.timers, squiggles }));
}
`;

if (import.meta.main) {
  const figures = await bench();
  for (const { what, value, limit, unit } of figures)
    console.log(
      `${value <= limit ? 'ok  ' : 'OVER'} ${value.toFixed(1)} ${unit} (at most ${limit})  ${what}`,
    );
  process.exitCode = figures.every(({ value, limit }) => value <= limit) ? 0 : 1;
}
