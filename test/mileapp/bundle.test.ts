import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';

/** Loads the bundle, sends a request through each kind of dispatcher, and says what became of undici's two slots. */
const program = `
const [bundle, baseUrl, token, taken] = process.argv.slice(1);
const slots = [1, 2].map((version) => Symbol.for('undici.globalDispatcher.' + version));
const own = { dispatch() { throw new Error('somebody else uses it'); } };
if (taken === 'taken') globalThis[slots[0]] = own;
const before = Reflect.ownKeys(globalThis).length;
const { MileApp, dispatcherFor } = await import(bundle);
const loaded = () => slots.map((slot) => (globalThis[slot] === own ? 'own' : typeof globalThis[slot]));
const atLoad = loaded();
const emails = [];
for (const dispatcher of [undefined, () => dispatcherFor({ systemCertificates: true, environment: {} })]) {
  const client = new MileApp({ baseUrl, token: async () => token, ...(dispatcher ? { dispatcher } : {}) });
  emails.push((await client.me()).email);
}
console.log(JSON.stringify({ atLoad, after: loaded(), emails, globals: Reflect.ownKeys(globalThis).length - before }));
process.exit(0);
`;

describe('the bundle', () => {
  let sandbox: Sandbox;
  let folder: string;

  before(async () => {
    sandbox = await startSandbox({ size: 20 });
    folder = await mkdtemp(join(tmpdir(), 'mileapp-bundle-'));
    await build({
      entryPoints: { mileapp: join(import.meta.dirname, '../../src/mileapp/index.ts') },
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node22',
      minify: true,
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
    });
  });
  after(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true });
  });

  for (const [name, taken, slots] of [
    ['both empty', 'empty', ['undefined', 'undefined']],
    ['the first taken', 'taken', ['own', 'undefined']],
  ] as const) {
    it(`leaves undici's process-wide slots alone: ${name}`, async () => {
      const bundle = pathToFileURL(join(folder, 'mileapp.mjs')).href;
      const given = [
        '--input-type=module',
        '--eval',
        program,
        bundle,
        sandbox.baseUrl,
        sandbox.mint(),
        taken,
      ];
      const { stdout } = await promisify(execFile)(process.execPath, given);
      assert.deepEqual(JSON.parse(stdout), {
        atLoad: slots,
        after: slots,
        emails: ['dewi@example.com', 'dewi@example.com'],
        globals: 0,
      });
    });
  }

  it('has a door that is light: undici stands behind the first request', async () => {
    const door = await stat(join(folder, 'mileapp.mjs'));
    const all = await Promise.all((await readdir(folder)).map((file) => stat(join(folder, file))));
    assert.ok(door.size < 40_000, `${door.size} bytes`);
    assert.ok(all.some(({ size }) => size > 200_000));
  });
});
