// The scanner as a program of its own: node dist/cli.js --help. The same file is its scan thread.
import { run } from './cli/run.ts';
import { isScanThread, serveScans } from './cli/serveScans.ts';

/** Put in by the build, from package.json. */
declare const MILEAPP_VERSION: string;

if (isScanThread()) {
  serveScans();
} else {
  process.exitCode = await run(process.argv.slice(2), {
    version: typeof MILEAPP_VERSION === 'string' ? MILEAPP_VERSION : 'development',
    program: new URL(import.meta.url),
  });
}
