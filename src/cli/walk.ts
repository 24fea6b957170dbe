import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The rules of one ignore file, which hold below `base`. */
export type Rules = { base: string; rules: Ignore };

export type Walked = {
  /** Relative to the folder, with forward slashes, as are the unreadable folders. */
  files: string[];
  unreadable: string[];
  /** Links, sockets, pipes: never followed, so no loop of links can catch the walk. */
  special: number;
};

const ignoreCase = process.platform === 'win32' || process.platform === 'darwin';

/**
 * The files below a folder that git would not ignore: by every `.gitignore` from the repository's root down,
 * `.git/info/exclude` and the user's own `git/ignore`. Nothing is run and no configuration is read.
 */
export function walk(folder: string): Walked {
  const walked: Walked = { files: [], unreadable: [], special: 0 };
  for (const name of walkOneByOne(folder, walked)) walked.files.push(name);
  return walked;
}

/** {@link walk} that reads a folder only when the files of those before have been taken. */
export function* walkOneByOne(folder: string, skipped: Omit<Walked, 'files'>): Generator<string, void> {
  const root = path.resolve(folder);
  const waiting: Visit[] = [{ folder: root, prefix: '', rules: rulesAbove(root) }];
  for (let next = waiting.pop(); next; next = waiting.pop()) yield* filesIn(next, waiting, skipped);
}

/** A folder to read: its path, what the names of its files begin with, and the rules from above. */
type Visit = { folder: string; prefix: string; rules: readonly Rules[] };

/** Whether {@link walk} would leave out the file of that relative path, which need not be there. */
export function isLeftOut(folder: string, name: string): boolean {
  let at = path.resolve(folder);
  let rules = rulesAbove(at);
  const parts = name.split('/');
  return parts.some((part, index) => {
    if (part === '.git') return true;
    rules = [...rules, ...present(rulesIn(at, '.gitignore'))];
    at = path.join(at, part);
    return isIgnored(at, index < parts.length - 1, rules);
  });
}

/** The names of a folder's files; its folders are put to those that wait. */
function filesIn(
  { folder, prefix, rules: above }: Visit,
  waiting: Visit[],
  skipped: Omit<Walked, 'files'>,
): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    skipped.unreadable.push(prefix.slice(0, -1) || '.');
    return [];
  }
  const own = entries.some(({ name }) => name === '.gitignore') ? rulesIn(folder, '.gitignore') : undefined;
  const rules = own ? [...above, own] : above;
  const files: string[] = [];
  for (const entry of entries) {
    if (entry.name === '.git') continue;
    const file = folder.endsWith(path.sep) ? folder + entry.name : folder + path.sep + entry.name;
    const isFolder = entry.isDirectory();
    if (isIgnored(file, isFolder, rules)) continue;
    const name = prefix + entry.name;
    if (isFolder) waiting.push({ folder: file, prefix: `${name}/`, rules });
    else if (entry.isFile()) files.push(name);
    else skipped.special++;
  }
  return files;
}

/** Whether rules leave out a file of that path: those nearest to it decide, as in git. */
export function isIgnored(file: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  for (let index = rules.length - 1; index >= 0; index--) {
    const one = rules[index]!;
    const relative = below(one.base, file);
    const { ignored, unignored } = one.rules.test(isFolder ? `${relative}/` : relative);
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** The path of a file below `base`, with forward slashes. Much quicker than `path.relative`, and it is all it takes. */
function below(base: string, file: string): string {
  const rest = file.slice(base.endsWith(path.sep) ? base.length : base.length + 1);
  return path.sep === '/' ? rest : rest.replaceAll(path.sep, '/');
}

/** What holds in a folder from outside of it: up to the repository's root, and the user's own. */
function rulesAbove(folder: string): Rules[] {
  const found: Rules[] = [];
  let root: string | undefined;
  for (let at = folder; ; at = path.dirname(at)) {
    if (at !== folder) found.unshift(...present(rulesIn(at, '.gitignore')));
    if (existsSync(path.join(at, '.git'))) root = at;
    if (root !== undefined || path.dirname(at) === at) break;
  }
  // Outside of a repository the ignore files of the folders above are no business of this one.
  const base = root ?? folder;
  const own = process.env.XDG_CONFIG_HOME ?? path.join(homedir(), '.config');
  return [
    ...present(rulesFrom(path.join(own, 'git', 'ignore'), base)),
    ...present(rulesFrom(path.join(base, '.git', 'info', 'exclude'), base)),
    ...(root === undefined ? [] : found),
  ];
}

const present = (rules: Rules | undefined) => (rules ? [rules] : []);
const rulesIn = (folder: string, name: string) => rulesFrom(path.join(folder, name), folder);

/** The rules of an ignore file's text. */
export function rulesOf(text: string, base: string): Rules {
  return { base, rules: ignore({ ignorecase: ignoreCase }).add(text) };
}

function rulesFrom(file: string, base: string): Rules | undefined {
  try {
    return rulesOf(readFileSync(file, 'utf8'), base);
  } catch {
    return undefined;
  }
}
