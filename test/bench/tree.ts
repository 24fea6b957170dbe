// What the tree of tasks costs:   node test/bench/tree.ts
// In plain node, with a stand-in for the few things of VS Code that rows are made of: what is measured is our own work.
import { registerHooks } from 'node:module';
import type { Memento } from 'vscode';
import type { Account } from '../../src/editor/accounts/vault.ts';
import type { GroupNode } from '../../src/editor/tasks/taskNode.ts';
import type { Task } from '../../src/mileapp/index.ts';
import type { Figure } from './client.ts';

const held = 10_000;
const rounds = 15;

const standIn = `
export class TreeItem { constructor(label, state) { this.label = label; this.collapsibleState = state; } }
export class ThemeIcon { constructor(id, color) { this.id = id; this.color = color; } }
export class ThemeColor { constructor(id) { this.id = id; } }
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const env = { language: 'en' };
export const l10n = { t: (text, ...values) => text.replace(/\\{(\\d)\\}/g, (_, index) => values[index]) };
`;

/** 10 000 rows in one group: the median time of asking for all of them and their looks, by that of sorting them. */
export async function bench(): Promise<Figure[]> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vscode'
        ? { url: `data:text/javascript,${encodeURIComponent(standIn)}`, shortCircuit: true }
        : next(specifier, context),
  });
  try {
    return [await rowsCost()];
  } finally {
    hooks.deregister();
  }
}

async function rowsCost(): Promise<Figure> {
  const { Directory } = await import('../../src/editor/tasks/directory.ts');
  const { SavedFilters } = await import('../../src/editor/tasks/savedFilters.ts');
  const { TaskItems } = await import('../../src/editor/tasks/taskItems.ts');
  const { TaskModel } = await import('../../src/editor/tasks/taskModel.ts');

  const now = Date.now();
  const tasks = Array.from({ length: held }, (_, index) => taskAt(index, now));
  const state = { kind: 'signedIn' as const, account };
  let page = 0;
  const accounts = {
    state,
    load: async () => state,
    // Ten pages of a thousand, in place of a client.
    ask: async () => {
      const items = tasks.slice(page * 1000, ++page * 1000);
      return { items, total: held, ...(page * 1000 < held ? { next: page + 1 } : {}) } as never;
    },
  };
  const memory = { get: (_: string, fallback: unknown) => fallback } as unknown as Memento;
  const directory = new Directory(accounts, () => now);
  const model = new TaskModel(
    {
      accounts,
      directory,
      saved: new SavedFilters(memory),
      pageSize: () => 1000,
      now: () => now,
      changed: () => {},
    },
    'status',
    {},
  );
  model.follow(state);
  const group = (await model.children())[1] as GroupNode;
  await model.children(group);
  while (group.pages.hasMore) await model.loadMore(group);
  if (group.pages.rows.size !== held) throw new Error(`${group.pages.rows.size} rows are held`);

  const items = new TaskItems(directory, () => now);
  const asked: number[] = [];
  const sorted: number[] = [];
  for (let round = 0; round < rounds; round++) {
    let began = performance.now();
    const nodes = await model.children(group);
    for (const node of nodes) items.of(node);
    asked.push(performance.now() - began);
    const shuffled = tasks.toSorted((a, b) => (a.id < b.id ? 1 : -1));
    began = performance.now();
    shuffled.sort((a, b) => (a.title! < b.title! ? -1 : a.title! > b.title! ? 1 : 0));
    sorted.push(performance.now() - began);
  }
  return {
    what: `${held} rows: getChildren and getTreeItem for all, by sorting them by title, median of ${rounds}`,
    value: median(asked) / median(sorted),
    limit: 20,
    unit: '×',
  };
}

const account: Account = {
  id: 'dewi',
  baseUrl: 'https://api.example/api/v3',
  userName: 'Dewi',
  email: 'dewi@example.com',
  organization: 'Sinar',
  savedAt: 1,
};

function taskAt(index: number, now: number): Task {
  const number = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  return {
    id: `66a0000100000000c1${index.toString(16).padStart(6, '0')}`,
    title: `Rina Contoh #${number}`,
    content: `Jl. Melati No. ${number % 180}, Bandung`,
    flow: 'Delivery',
    status: 'ONGOING',
    assignee: [`worker${number % 12}@example.com`],
    endTime: new Date(now + ((number % 200) - 100) * 3_600_000).toISOString(),
    fields: {},
  };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

if (import.meta.main) {
  const figures = await bench();
  console.table(
    figures.map(({ what, value, limit, unit }) => ({
      what,
      value: `${value.toFixed(2)} ${unit}`,
      limit: `${limit} ${unit}`,
      ok: value <= limit,
    })),
  );
  process.exitCode = figures.every(({ value, limit }) => value <= limit) ? 0 : 1;
}
