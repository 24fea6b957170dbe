import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { opaque } from '../leaks/mint.ts';

export type SourceTree = { folder: string; files: number; bytes: number; leaks: number; end: () => void };

/**
 * Lines as they stand in source: `plain` ones, and those with a word that a scanner for tokens stops at, of which there
 * is one in a hundred. (Debian's C headers have one in 240, its Python libraries one in 57, undici one in 180.)
 */
const lines: Record<string, { plain: readonly string[]; stops: readonly string[] }> = {
  ts: {
    plain: [
      "import { readFile } from 'node:fs/promises';",
      'export function total(rows: readonly Row[]): number {',
      '  return rows.reduce((sum, { price, count }) => sum + price * count, 0);',
      '}',
      '',
      '  // The order matters: what was added last is shown first.',
      '  const visible = items.filter((item) => item.visible && !item.archived).map(({ id }) => id);',
      "  if (!response.ok) throw new Error('The server answered ' + response.status);",
      '  for (const [key, value] of Object.entries(options)) query.set(key, String(value));',
      "  expect(render(<Badge label='New' count={3} />)).toMatchSnapshot();",
      '  await writeFile(path.join(folder, `${name}.json`), JSON.stringify(rows, undefined, 2));',
    ],
    stops: [
      '  headers: { Authorization: `Bearer ${await session.token()}` },',
      "  const token: Token = { kind: 'word', start, end };",
    ],
  },
  py: {
    plain: [
      'from dataclasses import dataclass, field',
      'def total(rows):',
      '    """The sum over all rows, in cents."""',
      '    return sum(row.price * row.count for row in rows)',
      '',
      '    # The order matters: what was added last is shown first.',
      '    visible = [item.id for item in items if item.visible and not item.archived]',
      "    raise ValueError(f'unexpected status {response.status}')",
      '    with open(path, encoding="utf-8") as file:',
      '        rows = json.load(file)',
      '    assert total([]) == 0, "nothing costs nothing"',
    ],
    stops: ['    access_token = settings.ACCESS_TOKEN', "    token = 'identifier'"],
  },
  json: {
    plain: [
      '  "name": "@acme/dashboard-widgets",',
      '  "version": "3.14.0",',
      '  "description": "Charts and tables for the dashboard",',
      '    "build": "tsc --build && node scripts/bundle.mjs",',
      '    { "id": 4711, "title": "Deliver parcel", "state": "open", "weight": 12.5 },',
      '    "react": "^19.0.0",',
      '    "integrity": "sha512-0000",',
      '  },',
    ],
    stops: ['    "js-tokens": "^9.0.0",', '    "token": "",'],
  },
  md: {
    plain: [
      '# Getting started',
      '',
      'Install the package, then open the settings and choose a folder. Everything else is optional.',
      '- **Tables** can be sorted by any column, and remember how.',
      '    npm install --save-dev @acme/dashboard-widgets',
    ],
    stops: ['To sign in, send `Authorization: Bearer <your token>` with every request.'],
  },
};
const endings = Object.keys(lines);

/** A small generator, so that the tree is the same every time. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state >>> 8;
  }
}

/** Makes a tree of source files in a temporary folder; one file in a thousand holds a leak. */
export function makeSourceTree(files = 50_000): SourceTree {
  const folder = mkdtempSync(path.join(tmpdir(), 'mileapp-bench-'));
  const random = numbers(1);
  const next = (below: number) => random.next().value % below;
  let bytes = 0;
  let leaks = 0;
  for (let index = 0; index < files; index++) {
    const ending = endings[index % endings.length]!;
    const bank = lines[ending]!;
    const inside = path.join(folder, `p${index % 50}`, `m${((index / 50) % 40) | 0}`);
    if (index < 2000) mkdirSync(inside, { recursive: true });
    const one = (some: readonly string[]) => some[next(some.length)]!;
    const body = Array.from({ length: 20 + next(160) }, () => one(next(100) === 0 ? bank.stops : bank.plain));
    if (index % 1000 === 8) {
      body.push(`const headers = { Authorization: 'Bearer ${opaque(`bench ${index}`)}' };`);
      leaks++;
    }
    const text = body.join('\n');
    bytes += text.length;
    writeFileSync(path.join(inside, `f${index}.${ending}`), text);
  }
  return { folder, files, bytes, leaks, end: () => rmSync(folder, { recursive: true, force: true }) };
}
