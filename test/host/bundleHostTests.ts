import { globSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { projectFolder } from './folders.ts';

/**
 * Bundles the tests that run in the extension host into out/host/, each file on its own, and gives the path of the module
 * that runs them. Packages stay outside: they are found in node_modules.
 * @param pressed whether something can press the window; otherwise only the files that need no pressing are taken
 */
export async function bundleHostTests(pressed: boolean): Promise<string> {
  const outdir = path.join(projectFolder, 'out', 'host');
  await rm(outdir, { recursive: true, force: true });
  const needsPressing = (file: string) =>
    /\/(?:pressing|tasksInHost)\.ts'/.test(readFileSync(path.join(projectFolder, file), 'utf8'));
  const tests = globSync('test/editor/**/*.host.ts', { cwd: projectFolder }).filter(
    (file) => pressed || !needsPressing(file),
  );
  const entries = tests.map((file) => [file.replace(/\.ts$/, ''), path.join(projectFolder, file)]);
  await esbuild.build({
    absWorkingDir: projectFolder,
    entryPoints: { ...Object.fromEntries(entries), suite: 'test/host/suite.ts' },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return path.join(outdir, 'suite.js');
}
