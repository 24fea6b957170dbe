import type { Row } from './languages/row.ts';
import { rows, unknownRow } from './languages/rows.ts';

export type { Interpolation, Row, Shape } from './languages/row.ts';
export { rows, unknownRow } from './languages/rows.ts';

const byId = new Map(rows.flatMap((row) => row.ids.map((id) => [id, row] as const)));
const byEnding = new Map(rows.flatMap((row) => row.endings.map((ending) => [ending, row] as const)));
const byName = new Map(rows.flatMap((row) => row.names.map((name) => [name, row] as const)));

/** A row by its own name. */
export function rowByName(name: string): Row {
  const row = rows.find((one) => one.name === name);
  if (!row) throw new Error(`no row ${name}`);
  return row;
}

/** Names that Markdown fences and `lang="…"` use beside language ids and endings. */
const aliases: Readonly<Record<string, string>> = {
  node: 'javascript',
  console: 'shellscript',
  shell: 'shellscript',
  terminal: 'shellscript',
  curl: 'shellscript',
  pwsh: 'powershell',
  posh: 'powershell',
  ps: 'powershell',
  batch: 'bat',
  cmd: 'bat',
  dos: 'bat',
  golang: 'go',
  python3: 'python',
  py3: 'python',
  objc: 'objective-c',
  objectivec: 'objective-c',
  'c#': 'csharp',
  'f#': 'fsharp',
  docker: 'dockerfile',
  make: 'makefile',
  tf: 'terraform',
  'c++': 'cpp',
  typescriptreact: 'typescript',
  env: 'dotenv',
  text: 'plaintext',
  txt: 'plaintext',
};

const interpreters: readonly (readonly [RegExp, string])[] = [
  [/\b(?:node|deno|bun)\b/, 'javascript'],
  [/\bts-node|tsx\b/, 'typescript'],
  [/\bpython[\d.]*\b/, 'python'],
  [/\bruby\b/, 'ruby'],
  [/\bperl\b/, 'perl'],
  [/\bphp\b/, 'php'],
  [/\b(?:pwsh|powershell)\b/, 'powershell'],
  [/\bRscript\b/, 'r'],
  [/\belixir\b/, 'elixir'],
  [/\blua\b/, 'lua'],
  [/\b(?:ba|z|k|da|fi)?sh\b/, 'shellscript'],
];

/** The row by a name as a person writes it after three backticks: an id, an ending without its dot, an alias. */
export function rowNamed(name: string): Row | undefined {
  const lower = name.toLowerCase();
  const alias = aliases[lower];
  return byId.get(alias ?? lower) ?? byEnding.get(`.${lower}`);
}

/** A name that says `.env` and not that it is a template of one. */
export function isDotenvPath(path: string): boolean {
  return (
    /(?:^|\/)(?:\.env(?:\.[\w-]+)*|[\w-]+\.env|\.flaskenv)$/i.test(path) &&
    !/example|sample|template|dist\b/i.test(path)
  );
}

function rowOfPath(path: string): Row | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const whole = byName.get(name);
  if (whole) return whole;
  if (/^\.env(?:\.|$)/.test(name)) return byId.get('dotenv');
  if (/^(?:dockerfile|containerfile|jenkinsfile)\./.test(name))
    return byName.get(name.slice(0, name.indexOf('.')));
  // `a.blade.php` ends in `.php` and `x.json.erb` in `.erb`: the last ending that is known.
  for (let dot = name.lastIndexOf('.'); dot >= 0; dot = name.lastIndexOf('.', dot - 1)) {
    const row = byEnding.get(name.slice(dot));
    if (row) return row;
    if (dot === 0) break;
  }
  return undefined;
}

/**
 * The row for a document: by its language id, and by its path where VS Code knows no better than
 * `plaintext` or nothing. `head` is the text's beginning, for a `#!` line where the path says nothing.
 */
export function rowFor(source: { languageId?: string; path?: string } | undefined, head = ''): Row {
  const id = source?.languageId;
  if (id !== undefined && id !== 'plaintext') {
    const row = byId.get(id);
    if (row) return row;
  }
  const ofPath = source?.path === undefined ? undefined : rowOfPath(source.path);
  if (ofPath) return ofPath;
  if (head.startsWith('#!')) {
    const line = head.slice(0, 200).split('\n', 1)[0] ?? '';
    const found = interpreters.find(([pattern]) => pattern.test(line));
    if (found) return byId.get(found[1]) ?? unknownRow;
  }
  return (id === undefined ? undefined : byId.get(id)) ?? unknownRow;
}
