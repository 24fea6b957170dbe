import { randomBytes } from 'node:crypto';
import { lstatSync, readFileSync, realpathSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import {
  type Baseline,
  baselineFile,
  emptyBaseline,
  formatBaseline,
  parseBaseline,
  staleIn,
  withKnown,
} from './baseline.ts';
import { type Options, parseOptions } from './options.ts';
import { jsonReport, type Place, type Report, textReport } from './report.ts';
import { sarifReport } from './sarif.ts';
import { addScanned, nothingScanned, type Scanned, scanFiles } from './scanFiles.ts';
import { scanInThreads } from './scanPool.ts';
import { usage } from './sentences.ts';
import { SourceReader } from './sourceText.ts';
import { repositoryOf, scanStaged } from './staged.ts';
import { walkOneByOne } from './walk.ts';
import { writeWhole } from './writeWhole.ts';

/** Fewer files than this are scanned before a thread has started. */
const worthThreads = 256;

/** @param program the module this runs from, which also serves as a scan thread */
export type About = { version: string; program: URL };

/** Runs the command-line program. @returns the exit code: 0 no leak, 1 leaks, 2 trouble */
export async function run(args: string[], { version, program }: About): Promise<number> {
  try {
    const options = parseOptions(args);
    if (options === 'help' || options === 'version') {
      print(`${options === 'help' ? usage : version}\n`);
      return 0;
    }
    return await scanAndReport(options, { version, program });
  } catch (error) {
    writeSync(2, `${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

async function scanAndReport(options: Options, { version, program }: About): Promise<number> {
  const began = performance.now();
  const root = options.staged ? repositoryOf('.') : process.cwd();
  const { baseline, file } = readBaseline(root, options);
  const salts = {
    run: randomBytes(16).toString('hex'),
    ...(baseline ? { baseline: baseline.salt } : {}),
  };
  const about = { salts, now: Date.now() };
  const scanned = options.staged ? scanStaged(root, about) : await scanPaths(options, about, program);

  const known = new Set(baseline?.known.map(({ hash }) => hash));
  const places: Place[] = scanned.leaks
    .flatMap(({ path: name, leaks }) => leaks.map((leak) => ({ ...leak, path: name })))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.start - b.start));
  const isPassed = ({ baselineHash }: Place) => baselineHash !== undefined && known.has(baselineHash);
  const met = new Set(places.map(({ baselineHash }) => baselineHash ?? ''));
  const sawAll =
    !options.staged && options.paths.some((one) => contains(path.resolve(one), path.dirname(file)));

  if (options.writeBaseline && baseline) {
    const kept = sawAll ? baseline.known.filter(({ hash }) => met.has(hash)) : baseline.known;
    const next = places.reduce(
      (all, place) => withKnown(all, { hash: place.baselineHash ?? '', file: place.path }),
      { ...baseline, known: kept },
    );
    writeWhole(file, formatBaseline(next));
    for (const { hash } of next.known) known.add(hash);
  }
  const report: Report = {
    version,
    leaks: places.filter((place) => !isPassed(place)),
    passed: places.filter(isPassed),
    stale:
      baseline && sawAll && !options.writeBaseline
        ? staleIn(baseline, met).map(({ file: last }) => ({ file: last }))
        : [],
    scanned,
    milliseconds: Math.round(performance.now() - began),
  };
  const text = { text: textReport, json: jsonReport, sarif: sarifReport }[options.format](report);
  if (options.output === undefined) print(text);
  else writeWhole(path.resolve(options.output), text);
  for (const { path: name, skip } of scanned.skipped)
    if (skip === 'unreadable') writeSync(2, `Could not be read: ${name}\n`);
  if (report.leaks.length > 0) return 1;
  return scanned.skipped.some(({ skip }) => skip === 'unreadable') ? 2 : 0;
}

async function scanPaths(
  { paths, threads }: Options,
  about: { salts: { run: string; baseline?: string }; now: number },
  program: URL,
): Promise<Scanned> {
  const scanned = nothingScanned();
  const root = process.cwd();
  const rest = namesOf(paths, scanned);
  const names: string[] = [];
  const here = new SourceReader();
  for (let next = rest.next(); !next.done; next = rest.next()) {
    names.push(next.value);
    if (names.length === worthThreads) break;
  }
  if (names.length < worthThreads && threads === undefined) {
    addScanned(scanned, scanFiles({ root, names, ...about }, here));
  } else {
    const all = function* () {
      yield* names;
      yield* rest;
    };
    await scanInThreads(
      all(),
      { root, ...about },
      {
        worker: program,
        here,
        onScanned: (more) => addScanned(scanned, more),
        ...(threads === undefined ? {} : { threads }),
      },
    );
  }
  return scanned;
}

/** The files that were named, and those below the folders that were named, each once. */
function* namesOf(paths: readonly string[], into: Scanned): Generator<string, void> {
  const files = paths.map((one) => {
    try {
      const file = path.resolve(one);
      return { file, isFolder: statSync(file).isDirectory() };
    } catch {
      throw new Error(`There is no file or folder ${one}.`);
    }
  });
  const given = new Set<string>();
  for (const { file, isFolder } of files) {
    // Whoever names a link means the file behind it.
    const names = isFolder
      ? namesBelow(file, into)
      : [shown(lstatSync(file).isSymbolicLink() ? realpathSync(file) : file)];
    for (const name of names) {
      if (given.has(name)) continue;
      given.add(name);
      yield name;
    }
  }
}

function* namesBelow(file: string, into: Scanned): Generator<string, void> {
  const folder = shown(file);
  const prefix = folder === '.' ? '' : folder.endsWith('/') ? folder : `${folder}/`;
  const skipped = { unreadable: [], special: 0 };
  for (const name of walkOneByOne(file, skipped)) yield prefix + name;
  for (const name of skipped.unreadable) into.skipped.push({ path: prefix + name, skip: 'unreadable' });
}

/** As a person in the working directory would write it, with forward slashes. */
function shown(file: string): string {
  const here = process.cwd();
  const name = file === here ? '.' : file.startsWith(here + path.sep) ? file.slice(here.length + 1) : file;
  return path.sep === '/' ? name : name.replaceAll(path.sep, '/');
}

function readBaseline(root: string, options: Options): { baseline: Baseline | undefined; file: string } {
  const file = path.resolve(options.baseline || path.join(root, baselineFile));
  if (options.baseline === false) return { baseline: undefined, file };
  let text: string | undefined;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (!isMissing) throw new Error(`The baseline ${shown(file)} could not be read.`);
    if (options.baseline !== undefined && !options.writeBaseline)
      throw new Error(`There is no baseline ${shown(file)}.`);
  }
  if (text !== undefined) return { baseline: parseBaseline(text), file };
  return { baseline: options.writeBaseline ? emptyBaseline() : undefined, file };
}

const contains = (folder: string, inner: string) => {
  const relative = path.relative(folder, inner);
  return relative === '' || !(relative.startsWith('..') || path.isAbsolute(relative));
};

/** Synchronously: what waits in a pipe when the process ends would be lost. */
function print(text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
    }
  }
}
