// Builds what VS Code loads: dist/extension.js and the chunks that import() splits off it, so that a part nobody
// has used yet is not even read from disk.   --watch: rebuild on change · --production: small, no source maps.
import { rmSync } from 'node:fs';
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

rmSync('dist', { recursive: true, force: true });
if (process.argv.includes('--watch')) {
  const context = await esbuild.context(extension);
  await context.watch();
} else {
  await esbuild.build(extension);
}
