// What the detector costs:   node --expose-gc test/bench/leaks.ts
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Scanner, scan } from '../../src/leaks/index.ts';
import { jwt, opaque } from '../leaks/mint.ts';

/** One measured figure and the most it may be (or, for a `speedup`, the least). */
export type Figure = { what: string; value: number; limit: number; unit: string };

const root = fileURLToPath(new URL('../../', import.meta.url));
const megabyte = 1_000_000;
/** The issue's expression: what a scan is compared with. */
const words = /[Bb]earer|BEARER|[Aa]uthorization|[Tt]oken["'\s]*[:=]\s*["'`]|ey[JA][\w-]{8}|ewo[gK][\w-]{8}/g;

/** A copy in one piece, as an editor's text is: not a slice of something else. */
const flat = (text: string) => Buffer.from(text, 'latin1').toString('latin1');

function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name));
}

/** Source code of some length without leaks, from a package that is installed anyway. */
function cleanSource(length: number): string {
  let text = '';
  const files = filesUnder(join(root, 'node_modules/undici/lib'), '.js');
  while (text.length < length) for (const file of files) text += readFileSync(file, 'latin1');
  return flat(text.slice(0, length));
}

/** Larger than the caches near a core: after a walk over it, a text of 1 MB is as far away as one of 2 MB. */
const elsewhere = new Uint8Array(64 * 1024 * 1024).fill(1);

function forgetCaches(): number {
  let sum = 0;
  for (let at = 0; at < elsewhere.length; at += 64) sum += elsewhere[at] ?? 0;
  return sum;
}

type Run = () => unknown;

/**
 * The least time of several runs of each, in milliseconds, taken in turns, so that all see the same
 * machine, and none finds its text in the caches. What takes little is run more often.
 */
async function leastTimes(
  runs: readonly Run[],
  { rounds = 8, atLeast = 200, most = 40 } = {},
): Promise<number[]> {
  const least = runs.map(() => Number.POSITIVE_INFINITY);
  let spent = 0;
  for (let round = 0; round < rounds || (spent < atLeast && round < most); round++) {
    for (const [index, run] of runs.entries()) {
      // A full collection would throw away compiled expressions, and their compiling would be measured.
      globalThis.gc?.({ type: 'minor' });
      forgetCaches();
      const began = performance.now();
      await run();
      const took = performance.now() - began;
      spent += took;
      least[index] = Math.min(least[index] ?? took, took);
    }
  }
  return least;
}

function countWords(text: string): number {
  let count = 0;
  words.lastIndex = 0;
  while (words.test(text)) count++;
  return count;
}

async function fullScan(): Promise<Figure[]> {
  const text = cleanSource(megabyte);
  const source = { languageId: 'javascript' };
  if (scan(text, source).length > 0) throw new Error('the clean source holds a leak');
  const [counting = 1, scanning = 0] = await leastTimes([() => countWords(text), () => scan(text, source)], {
    rounds: 25,
  });
  return [
    {
      what: `1 MB of source without leaks (${scanning.toFixed(1)} ms) by counting the issue's words (${counting.toFixed(1)} ms)`,
      value: scanning / counting,
      limit: 4,
      unit: '×',
    },
  ];
}

/** A linear congruence: the same keystrokes every time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

function editedFile(leaks: number): string {
  const lines: string[] = [];
  for (let index = 0; index < 10_000; index++) {
    const isLeak = leaks > 0 && index % (10_000 / leaks) === 0;
    if (!isLeak) lines.push(`  const value${index} = compute("some text", ${index}); // a line of code`);
    else if (index % 20 === 0) lines.push(`  const token${index} = "${jwt({ sub: `u_${index}` })}";`);
    else lines.push(`  headers.set("Authorization", "Bearer ${opaque(String(index))}"); // ${index}`);
  }
  return lines.join('\n');
}

const percentile = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

/** How long each keystroke took, of the same 3,000 ones every time, in milliseconds, from the shortest. */
function typed(text: string, leaks: number): number[] {
  const scanner = new Scanner(text, { languageId: 'typescript' });
  if (scanner.edit([]).length !== leaks) throw new Error(`not ${leaks} leaks`);
  const next = numbers(leaks + 1);
  const keys = 'const token = "abc"; // `${x}` /* y */ Bearer \'z\'\n{}()';
  const times: number[] = [];
  let length = text.length;
  let at = 0;
  for (let count = 0; count < 3300; count++) {
    // Mostly typing on, now and then somewhere else, now and then Backspace.
    if (count % 30 === 0) at = next(length);
    const isBackspace = at > 0 && next(8) === 0;
    const change = isBackspace
      ? { start: at - 1, end: at, text: '' }
      : { start: at, end: at, text: keys[count % keys.length] ?? '' };
    const began = performance.now();
    scanner.edit([change]);
    times.push(performance.now() - began);
    length += isBackspace ? -1 : 1;
    at += isBackspace ? -1 : 1;
  }
  // The first keystrokes after opening are the compiler's.
  return times.slice(300).sort((a, b) => a - b);
}

function keystrokes(leaks: number): Figure[] {
  const text = editedFile(leaks);
  // Three times over, and the best of them: what else the machine does is not the scanner's time.
  const rounds = [1, 2, 3].map(() => typed(text, leaks));
  const best = (part: number) => Math.min(...rounds.map((times) => percentile(times, part)));
  const what = `a keystroke in 10,000 lines with ${leaks} leaks`;
  return [
    { what: `${what}, p95`, value: best(0.95), limit: 1, unit: 'ms' },
    { what: `${what}, p99`, value: best(0.99), limit: 4, unit: 'ms' },
  ];
}

const hostile: Readonly<Record<string, string>> = {
  'eyJeyJ…': 'eyJ',
  'eyJ.eyJ.…': 'eyJ.',
  'one header after the other': `${jwt().split('.')[0]}.`,
  'nested quotes': `"'\``,
  'unclosed strings': '"abc\n',
  'unclosed string in one line': 'a "abc ',
  'triple quotes': '"""',
  'open interpolations': '`${',
  'no line breaks': 'word ',
  'one word': 'x',
  'Bearer Bearer …': 'Bearer ',
  'token=token=…': 'token=',
  'token="token="…': 'token="',
  'tokentoken…': 'token',
  '"key":"token",…': '"key":"token",',
  'split header, without end': '"eyJabcdefgh" + ',
  'open comments': '/* ',
  fences: '```\n',
  'here-documents': '<<A\n',
  'ignore marks': '// mileapp-ignore-line\n',
};

/** The worst of some figures, and whatever else is over its limit. */
function worst(figures: readonly Figure[], of: string): Figure[] {
  const [first, ...others] = [...figures].sort((a, b) => b.value - a.value);
  if (!first) return [];
  const told = { ...first, what: `worst of ${figures.length} ${of}: ${first.what}` };
  return [told, ...others.filter(({ value, limit }) => value > limit)];
}

async function hostileTexts(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const clean = cleanSource(2 * megabyte);
  for (const languageId of ['javascript', 'yaml', 'markdown']) {
    const source = { languageId };
    const growth: Figure[] = [];
    const cost: Figure[] = [];
    for (const [name, unit] of Object.entries(hostile)) {
      const twice = flat(unit.repeat(Math.ceil((2 * megabyte) / unit.length)).slice(0, 2 * megabyte));
      const once = flat(twice.slice(0, megabyte));
      const runs = [
        () => scan(once, source),
        () => scan(twice, source),
        () => scan(clean, { languageId: 'javascript' }),
      ];
      let [least1 = 1, least2 = 0, ordinary = 1] = await leastTimes(runs);
      // The longer a run, the seldomer is it left alone: what seems over is looked at again, for longer.
      if (least2 > 2.5 * least1 || least2 > 10 * ordinary) {
        const [again1 = 1, again2 = 0, ordinaryAgain = 1] = await leastTimes(runs, { rounds: 24 });
        [least1, least2] = [Math.min(least1, again1), Math.min(least2, again2)];
        ordinary = Math.min(ordinary, ordinaryAgain);
      }
      growth.push({ what: `${name}, 2 MB by 1 MB`, value: least2 / least1, limit: 2.5, unit: '×' });
      cost.push({ what: `${name}, by as much clean code`, value: least2 / ordinary, limit: 10, unit: '×' });
    }
    figures.push(
      ...worst(growth, `hostile texts as ${languageId}`),
      ...worst(cost, `hostile texts as ${languageId}`),
    );
  }
  return figures;
}

/** Languages inside one that never ends, in one line; the bare token at its end asks what it stands in. */
async function embeddedLanguages(): Promise<Figure[]> {
  const unit = '<style></style>';
  const text = (length: number) =>
    flat(`\`\`\`html\n${unit.repeat(length / unit.length)}\ntoken: ${opaque()}`);
  const [once, twice] = [text(megabyte / 2), text(megabyte)];
  const source = { languageId: 'markdown' };
  if (scan(once, source).length !== 1) throw new Error('the token is not found');
  const [least1 = 1, least2 = 0] = await leastTimes([() => scan(once, source), () => scan(twice, source)]);
  const what = 'embedded languages in one that never ends, 1 MB by 0.5 MB';
  return [{ what, value: least2 / least1, limit: 2.5, unit: '×' }];
}

/** Installs the peer where it is missing; undefined where it cannot be had. */
function peer(): string | undefined {
  const folder = join(root, '.vscode-test/bench-peers');
  if (!existsSync(join(folder, 'node_modules/@secretlint/core'))) {
    console.log('installing @secretlint/core and its recommended preset into .vscode-test/bench-peers …');
    const packages = ['@secretlint/core', '@secretlint/secretlint-rule-preset-recommend'];
    const args = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', ...packages];
    const { status } = spawnSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 });
    if (status !== 0) return undefined;
  }
  return folder;
}

type File = { path: string; text: string };

/** What both scan: a package's files, another's that are small, and the 1 MB in one file. */
function besides(): { name: string; files: File[] }[] {
  const filesOf = (folder: string): File[] =>
    filesUnder(join(root, 'node_modules', folder), '.js').map((path) => ({
      path,
      text: readFileSync(path, 'utf8'),
    }));
  const [undici, mocha] = [filesOf('undici/lib'), filesOf('mocha/lib')];
  return [
    { name: `${undici.length} files of undici`, files: undici },
    { name: `${mocha.length} files of mocha`, files: mocha },
    { name: '1 MB in one file', files: [{ path: 'one.js', text: cleanSource(megabyte) }] },
  ];
}

async function besideSecretlint(): Promise<Figure[]> {
  const folder = peer();
  if (folder === undefined) {
    console.log('skipped: @secretlint/core could not be installed');
    return [];
  }
  const { resolve } = createRequire(join(folder, 'index.js'));
  const load = async (name: string): Promise<Record<string, unknown>> => {
    const main = join(folder, 'node_modules', name);
    const { exports, module, main: entry } = JSON.parse(readFileSync(join(main, 'package.json'), 'utf8'));
    const file = module ?? entry ?? exports?.['.']?.import?.default ?? exports?.['.']?.default;
    return await import(pathToFileURL(typeof file === 'string' ? join(main, file) : resolve(name)).href);
  };
  const { lintSource } = (await load('@secretlint/core')) as {
    lintSource: (options: unknown) => Promise<{ messages: unknown[] }>;
  };
  const { creator } = await load('@secretlint/secretlint-rule-preset-recommend');
  const config = {
    rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }],
  };
  const theirs = async (path: string, content: string) => {
    const source = { filePath: path, content, contentType: 'text' };
    return await lintSource({ source, options: { config, noPhysicFilePath: true } });
  };
  // A peer that looks at nothing would be no peer.
  const { messages } = await theirs('a.js', `const token = "ghp_${opaque('github', 36)}";`);
  if (messages.length === 0) throw new Error('@secretlint/core found nothing where something is');
  const figures: Figure[] = [];
  for (const { name, files } of besides()) {
    const [ourLeast = 0, theirLeast = 1] = await leastTimes(
      [
        () => {
          for (const { path, text } of files) scan(text, { languageId: 'javascript', path });
        },
        async () => {
          for (const { path, text } of files) await theirs(path, text);
        },
      ],
      { rounds: 12, most: 12 },
    );
    const what = `${name} (${ourLeast.toFixed(1)} ms), share of @secretlint/core's time (${theirLeast.toFixed(0)} ms)`;
    figures.push({ what, value: ourLeast / theirLeast, limit: 1 / 20, unit: '×' });
  }
  return figures;
}

function print({ what, value, limit, unit }: Figure): void {
  const verdict = value <= limit ? 'ok  ' : 'OVER';
  console.log(`${verdict} ${value.toFixed(3)} ${unit} (at most ${limit})  ${what}`);
}

/** Measures, prints and gives every figure. */
export async function bench(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const parts = [
    fullScan,
    () => keystrokes(0),
    () => keystrokes(1000),
    besideSecretlint,
    hostileTexts,
    embeddedLanguages,
  ];
  for (const part of parts) {
    for (const figure of await part()) {
      print(figure);
      figures.push(figure);
    }
  }
  return figures;
}

if (import.meta.main) {
  const figures = await bench();
  process.exitCode = figures.every(({ value, limit }) => value <= limit) ? 0 : 1;
}
