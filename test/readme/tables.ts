// npm run readme: writes the tables of README.md that come from package.json and from the table of lookups.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lookupTable } from '../../src/leaks/fix/lookupTable.ts';

const root = new URL('../../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');

/** Rows of languages are named by VS Code's language ids; people have other names for these. */
const languageNames: Readonly<Record<string, string>> = {
  javascript: 'JavaScript, JSX, Vue',
  typescript: 'TypeScript, TSX',
  go: 'Go',
  csharp: 'C#',
  fsharp: 'F#',
  vb: 'Visual Basic',
  php: 'PHP',
  cpp: 'C++',
  r: 'R',
  ocaml: 'OCaml',
  coffeescript: 'CoffeeScript',
  shellscript: 'Shell',
  powershell: 'PowerShell',
  bat: 'Batch',
  'objective-c': 'Objective-C',
};

type Property = { type: string; default: unknown; scope: string; order: number; markdownDescription: string };
type Manifest = {
  contributes: {
    commands: { command: string; title: string; category: string }[];
    menus: { commandPalette: { command: string; when: string }[] };
    configuration: { properties: Record<string, Property> };
  };
};

/** The tables by the name of their place in README.md: `<!-- name -->` … `<!-- /name -->`. */
export function tables(): Record<string, string> {
  const { contributes } = JSON.parse(read('package.json')) as Manifest;
  const words = JSON.parse(read('package.nls.json')) as Record<string, string>;
  const inWords = (text: string) => text.replace(/%([\w.]+)%/g, (_, key: string) => words[key] ?? '');
  const hidden = new Set(contributes.menus.commandPalette.map(({ command }) => command));
  const settings = Object.entries(contributes.configuration.properties).sort(
    ([, a], [, b]) => a.order - b.order,
  );
  return {
    commands: table(
      ['Command', 'Id'],
      contributes.commands
        .filter(({ command }) => !hidden.has(command))
        .map(({ command, title, category }) => [`${category}: ${inWords(title)}`, code(command)]),
    ),
    settings: table(
      ['Setting', 'Default', 'What it does'],
      settings.map(([name, property]) => [
        code(name),
        code(JSON.stringify(property.default)),
        inWords(property.markdownDescription),
      ]),
    ),
    languages: table(
      ['Language or file', 'Lookup', 'Import'],
      lookupTable().map(({ language, lookup, import: added }) => [
        languageNames[language] ?? language[0]?.toUpperCase() + language.slice(1),
        code(lookup),
        added === undefined ? '' : code(added),
      ]),
    ),
  };
}

/** The text with its tables as they are now. @throws Error where it has no place for one */
export function withTables(text: string): string {
  let whole = text;
  for (const [name, rows] of Object.entries(tables())) {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const from = whole.indexOf(begin);
    const to = whole.indexOf(end);
    if (from < 0 || to < from) throw new Error(`README.md has no place for the table ${name}.`);
    whole = `${whole.slice(0, from + begin.length)}\n\n${rows}\n\n${whole.slice(to)}`;
  }
  return whole;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const code = (text: string) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('README.md', root), withTables(read('README.md')));
}
