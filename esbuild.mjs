// Builds what VS Code loads: dist/extension.js and the chunks that import() splits off it, so that a part nobody
// has used yet is not even read from disk. Beside it the thread that scans, and the scanner as a program: one file each.
//   --watch: rebuild on change · --production: small, no source maps.
import { readFileSync, rmSync } from 'node:fs';
import * as esbuild from 'esbuild';

const production = process.argv.includes('--production');

/** @type {esbuild.BuildOptions} */
export const extension = {
  entryPoints: { extension: 'src/extension.ts' },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  // The extension host of VS Code 1.110, the oldest supported.
  target: 'node22',
  external: ['vscode'],
  // undici is CommonJS: its require() of Node's own modules needs a require in a module.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  minify: production,
  keepNames: production,
  sourcemap: !production,
  legalComments: 'none',
  logLevel: 'info',
};

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** @type {esbuild.BuildOptions} */
export const programs = {
  ...extension,
  entryPoints: { cli: 'src/cli.ts', worker: 'src/editor/guard/worker.ts' },
  splitting: false,
  // The command-line program runs in whatever Node a project has.
  target: 'node18',
  // Nobody asks a function for its name here, and keeping names costs every scan a tenth of its time.
  keepNames: false,
  external: [],
  define: { MILEAPP_VERSION: JSON.stringify(version) },
};

rmSync('dist', { recursive: true, force: true });
const builds = [extension, programs];
if (process.argv.includes('--watch')) {
  for (const build of builds) await (await esbuild.context(build)).watch();
} else {
  await Promise.all(builds.map((build) => esbuild.build(build)));
}
