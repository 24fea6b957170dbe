// What the client costs:   node --expose-gc test/bench/client.ts
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { Limiter, MileApp } from '../../src/mileapp/index.ts';

/** One measured figure and the most it may be. */
export type Figure = { what: string; value: number; limit: number; unit: string };

const pairs = 200;
const rowsPerPage = 100;
const megabyte = 1024 * 1024;

/** Measures against a sandbox in a process of its own, so that its work is not taken for the client's. */
export async function bench(): Promise<Figure[]> {
  const sandbox = await separateSandbox();
  try {
    return [await listingCost(sandbox), await heapGrowth(sandbox)];
  } finally {
    sandbox.end();
  }
}

type Running = { baseUrl: string; token: string; end: () => void };

async function separateSandbox(): Promise<Running> {
  const main = fileURLToPath(new URL('../sandbox/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, '--size', '100000'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (line.startsWith('control ')) break;
  }
  const last = (start: string) =>
    said
      .find((line) => line.startsWith(start))!
      .split(' ')
      .at(-1)!;
  return { baseUrl: last('address '), token: last('token dewi '), end: () => child.kill() };
}

const opened = () => new Limiter({ underWay: Number.POSITIVE_INFINITY, perSecond: Number.POSITIVE_INFINITY });

/** The median, over alternating pairs, of the client's time for a page by that of bare undici and JSON.parse. */
async function listingCost({ baseUrl, token }: Running): Promise<Figure> {
  const agent = new Agent();
  const client = new MileApp({ baseUrl, token: async () => token, limiter: opened(), dispatcher: agent });
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
  const bare = async (page: number) => {
    const url = `${baseUrl}/tasks?page=${page}&limit=${rowsPerPage}`;
    const { body } = await request(url, { headers, dispatcher: agent });
    return (JSON.parse(await body.text()) as { tasks: { data: unknown[] } }).tasks.data.length;
  };
  const ours = async (page: number) => (await client.tasks({ page, limit: rowsPerPage })).items.length;
  const timed = async (list: (page: number) => Promise<number>, page: number) => {
    const began = performance.now();
    if ((await list(page)) !== rowsPerPage) throw new Error('the page is not full');
    return performance.now() - began;
  };
  const ratios: number[] = [];
  const warmUp = 100;
  for (let pair = 0; pair < warmUp + pairs; pair++) {
    const page = 1 + pair;
    // Who goes first alternates: the first finds the page not yet made by the sandbox.
    const first = pair % 2 === 0;
    const before = first ? await timed(ours, page) : 0;
    const base = await timed(bare, page);
    const client = first ? before : await timed(ours, page);
    if (pair >= warmUp) ratios.push(client / base);
  }
  await agent.close();
  return {
    what: `a page of ${rowsPerPage} tasks: the client by bare undici, median of ${pairs} pairs`,
    value: median(ratios),
    limit: 1.25,
    unit: '×',
  };
}

/** The most the heap grows, garbage and all, while all tasks are read and dropped, a hundred at a time. */
async function heapGrowth({ baseUrl, token }: Running): Promise<Figure> {
  const collect = globalThis.gc;
  if (!collect) throw new Error('run it with node --expose-gc');
  const client = new MileApp({ baseUrl, token: async () => token, limiter: opened() });
  const limit = rowsPerPage;
  await client.tasks({ limit });
  collect();
  const start = process.memoryUsage().heapUsed;
  let most = 0;
  let read = 0;
  let page: number | undefined = 1;
  while (page !== undefined) {
    const answer: Awaited<ReturnType<MileApp['tasks']>> = await client.tasks({ page, limit });
    read += answer.items.length;
    page = typeof answer.next === 'number' ? answer.next : undefined;
    most = Math.max(most, process.memoryUsage().heapUsed - start);
  }
  await client.close();
  if (read !== 100_000) throw new Error(`read ${read} tasks`);
  return { what: '100 000 tasks page by page: heap growth', value: most / megabyte, limit: 64, unit: 'MB' };
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
