import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { hostFolder } from './folders.ts';
import { npmInstall, type Say } from './npmInstall.ts';
import { makeOnce } from './staging.ts';

/** A Chromium to start: where it is, and what its environment needs beyond ours. */
export type ChromiumPlace = { executablePath: string; env: Record<string, string> };

const run = promisify(execFile);

/** Carries a headless Chromium for Linux x64 with the libraries and fonts it needs. */
const npmChromium = '@sparticuz/chromium@153.0.0';

/**
 * The Chromium that `MILEAPP_CHROMIUM` names (a path, or `npm` for the one from the registry), else one on PATH, else,
 * on Linux x64, one from the npm registry, which is installed on first use.
 * @throws Error that says what to install where there is none.
 */
export async function findChromium(say: Say): Promise<ChromiumPlace> {
  const told = process.env.MILEAPP_CHROMIUM;
  if (told !== undefined && told !== '' && told !== 'npm') {
    await access(told, constants.X_OK).catch(() => {
      throw new Error(`MILEAPP_CHROMIUM names ${told}, which cannot be run.`);
    });
    return { executablePath: told, env: {} };
  }
  const found = told === 'npm' ? undefined : await findOnPath(process.env.PATH ?? '');
  if (found !== undefined) return { executablePath: found, env: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return installChromium(say);
  throw new Error(
    'No Chromium found: install Chromium or Google Chrome and set MILEAPP_CHROMIUM to its path.',
  );
}

/** Starts a Chromium without a window. It ends with us. */
export async function launchChromium(place: ChromiumPlace): Promise<Browser> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return chromium.launch({
    executablePath: place.executablePath,
    env: { ...Object.fromEntries(inherited), ...place.env },
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'],
    // Whoever opens a host decides what a signal ends, and in which order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/** The first browser on the path that answers: Ubuntu's `chromium-browser`, for one, may only be an advertisement. */
async function findOnPath(searchPath: string): Promise<string | undefined> {
  const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
  for (const name of names) {
    for (const folder of searchPath.split(path.delimiter)) {
      const candidate = path.join(folder, name);
      const answers = await access(candidate, constants.X_OK)
        .then(() => run(candidate, ['--version'], { timeout: 20_000 }))
        .then(
          ({ stdout }) => /chrom/i.test(stdout),
          () => false,
        );
      if (answers) return candidate;
    }
  }
  return undefined;
}

async function installChromium(say: Say): Promise<ChromiumPlace> {
  const target = path.join(hostFolder, npmChromium.replace(/^@[^/]*\//, '').replace('@', '-'));
  await makeOnce(target, async (folder) => {
    await writeFile(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
    await npmInstall(folder, [npmChromium], 'Chromium from the npm registry (1 of 2)', say);
    say('Chromium from the npm registry (2 of 2: unpacking) …');
    // The package unpacks into the temporary folder, which others can write to, and keeps what it finds there; so it
    // gets one of its own. It unpacks libraries only where it takes the machine for one of its hosts.
    const unpack =
      "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
    await run(process.execPath, ['--input-type=module', '--eval', unpack], {
      cwd: folder,
      env: { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
    });
    await writeFile(path.join(folder, 'fonts', 'fonts.conf'), fontConfiguration(path.join(target, 'fonts')));
  });
  return {
    executablePath: path.join(target, 'chromium'),
    env: { LD_LIBRARY_PATH: path.join(target, 'al2023', 'lib'), FONTCONFIG_PATH: path.join(target, 'fonts') },
  };
}

/** The fonts of the package, which names other folders than the one it was unpacked to, and those of the machine. */
function fontConfiguration(fonts: string): string {
  const folders = [fonts, '/usr/share/fonts', '/usr/local/share/fonts'];
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    ...folders.map((folder) => `  <dir>${folder.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</dir>`),
    '  <cachedir prefix="xdg">fontconfig</cachedir>',
    '</fontconfig>',
    '',
  ].join('\n');
}
