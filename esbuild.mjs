// Builds what VS Code loads: dist/extension.js and the chunks that import() splits off it, so that a part nobody
// has used yet is not even read from disk. Beside it the thread that scans, and the scanner as a program: one file each.
// And the licences of the packages that went in.
//   --watch: rebuild on change · --production: small, no source maps.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  sourcemap: !production,
  legalComments: 'none',
  metafile: true,
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
  external: [],
  define: { MILEAPP_VERSION: JSON.stringify(version) },
};

// All but a package that somebody may be about to install.
for (const name of existsSync('dist') ? readdirSync('dist') : [])
  if (!name.endsWith('.vsix')) rmSync(`dist/${name}`, { recursive: true });
const builds = [extension, programs];
if (process.argv.includes('--watch')) {
  for (const build of builds) await (await esbuild.context(build)).watch();
} else {
  const built = await Promise.all(builds.map((build) => esbuild.build(build)));
  writeFileSync(
    'dist/LICENSES.txt',
    licencesOf(built.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}))),
  );
}

/**
 * The licences of the packages that files were taken from, each under its name and version.
 * @param {string[]} files
 */
function licencesOf(files) {
  const packages = new Set(files.flatMap((file) => /node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []));
  return [...packages]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      if (file === undefined) throw new Error(`${name} is bundled and brings no licence.`);
      return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
