import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** What each room may import from outside its own folder (../shared/design.md, “Rooms and doors”). */
const rooms: { room: RegExp; may: RegExp }[] = [
  { room: /^src\/leaks\//, may: /^$/ },
  { room: /^src\/mileapp\//, may: /^(undici(\/.*)?|node:.*)$/ },
  // The command-line program and the scan worker: plain Node, nothing of VS Code.
  {
    room: /^src\/cli(\.ts|\/)/,
    may: /^(node:.*|ignore|src\/cli\/.*|src\/leaks\/(index|detection)\.ts|src\/editor\/mask\.ts)$/,
  },
  { room: /^src\/editor\/guard\/worker\.ts$/, may: /^(node:.*|src\/cli\/.*)$/ },
  {
    room: /^src\/editor\//,
    may: /^(vscode|node:.*|src\/(editor|cli)\/.*|src\/leaks\/(index|detection)\.ts|src\/mileapp\/index\.ts)$/,
  },
  {
    room: /^src\/extension\.ts$/,
    may: /^(vscode|src\/editor\/.*|src\/leaks\/(index|detection)\.ts|src\/mileapp\/index\.ts)$/,
  },
];

/** In the editor's folder, and not of its room. */
const worker = 'src/editor/guard/worker.ts';

/** The features of the editor room: they meet in extension.ts and import each other's types at most. */
const features = ['accounts', 'tasks', 'guard'];

type Import = { from: string; to: string; typeOnly: boolean };

const imports =
  /(?:^|\n)\s*(import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\('([^']+)'\)|(?:^|\n)import\s+'([^']+)'/g;

function sourcesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file).replaceAll('\\', '/'));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(imports)].map((match) => {
    const to = match[3] ?? match[4] ?? match[5] ?? '';
    const target = to.startsWith('.')
      ? relative(root, resolve(root, dirname(file), to)).replaceAll('\\', '/')
      : to;
    return { from: file, to: target, typeOnly: match[2] !== undefined };
  });
}

const folderOf = (file: string) =>
  file === 'src/extension.ts' ? file : file.split('/').slice(0, 2).join('/');

describe('the house', () => {
  const all = sourcesUnder('src').flatMap(importsOf);

  it('reads the imports it checks', () => {
    assert.ok(all.length > 20);
    assert.ok(all.some(({ to }) => to === 'vscode'));
  });

  it('keeps every room behind its door', () => {
    const wrong = all.filter(({ from, to }) => {
      const isInside = folderOf(from) === folderOf(to) && from !== worker;
      const rule = rooms.find(({ room }) => room.test(from));
      return !isInside && !rule?.may.test(to);
    });
    assert.deepEqual(wrong, []);
  });

  it('has features that do not know each other', () => {
    const featureOf = (file: string) => features.find((name) => file.startsWith(`src/editor/${name}/`));
    const wrong = all.filter(({ from, to, typeOnly }) => {
      const [here, there] = [featureOf(from), featureOf(to)];
      return here && there && here !== there && !typeOnly;
    });
    assert.deepEqual(wrong, []);
  });

  it('has no cycle of imports', () => {
    const graph = Map.groupBy(
      all.filter(({ typeOnly }) => !typeOnly),
      ({ from }) => from,
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (done.has(file) || path.includes(file)) return;
      for (const { to } of graph.get(file) ?? []) visit(to, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    assert.deepEqual(cycles, []);
  });
});
