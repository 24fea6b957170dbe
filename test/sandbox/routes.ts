import { fieldsRow, flowRow, flows, payloadRow } from './flows.ts';
import { paginate } from './page.ts';
import { BadFilter, limitOf, Tasks, wholeNumber } from './tasks.ts';
import type { Tokens } from './tokens.ts';
import { may, type Person, type Row, World } from './world.ts';

export type Answer = { status: number; body: unknown };

export type ApiOptions = { size: number; now: number; seed: number; cursorShape: 'data' | 'array' };

type Call = { person: Person; query: URLSearchParams; parts: string[]; path: string };
type Route = { pattern: RegExp; answer: (call: Call) => Answer };

const ok = (body: unknown): Answer => ({ status: 200, body });
export const failure = (status: number, message: string, extra: Row = {}): Answer => ({
  status,
  body: { status: false, message, ...extra },
});
const notFound = () => failure(404, 'Data not found');
const success = { status: true, message: 'Success.' };

/** What the API answers to a person who has been let in: no HTTP, no faults, no tokens checked here. */
export class Api {
  readonly #tokens: () => Tokens;
  readonly #made: ApiOptions;
  #options: ApiOptions;
  #world: World;
  readonly #tasks = new Map<string, Tasks>();
  readonly #routes: readonly Route[];

  /** @throws RangeError */
  constructor(options: ApiOptions, tokens: () => Tokens) {
    checkSize(options);
    this.#made = options;
    this.#options = options;
    this.#tokens = tokens;
    this.#world = new World(options.now, options.seed);
    const route = (pattern: RegExp, answer: (call: Call) => Answer): Route => ({ pattern, answer });
    this.#routes = [
      route(/^\/user$/, ({ person }) => ok(this.world.me(person, this.#tokens().secretsOf(person.key)))),
      route(/^\/tasks$/, (call) => this.#listTasks(call)),
      route(/^\/task\/([^/]+)$/, (call) => this.#oneTask(call)),
      route(/^\/hubs$/, (call) => this.#hubs(call)),
      route(/^\/flows$/, (call) => this.#flows(call)),
      route(/^\/flow\/([^/]+)$/, (call) => this.#flow(call)),
      route(/^\/flow\/([^/]+)\/task$/, (call) => this.#flowNamed(call, 'task')),
      route(/^\/flow\/([^/]+)\/fields$/, (call) => this.#flowNamed(call, 'fields')),
      route(/^\/users$/, (call) => this.#users(call)),
      route(/^\/teams$/, (call) => this.#teams(call)),
      route(/^\/vehicles$/, (call) => this.#vehicles(call)),
    ];
  }

  get world(): World {
    return this.#world;
  }

  /** The same people from now on, with other tasks: what is left out is as it was made. @throws RangeError */
  become(options: Partial<ApiOptions>): void {
    const all = { ...this.#made, ...options };
    checkSize(all);
    this.#options = all;
    this.#world = new World(this.#options.now, this.#options.seed);
    this.#tasks.clear();
  }

  /** Whether the API has such a path, for whatever verb. */
  knows(path: string): boolean {
    return this.#routes.some((route) => route.pattern.test(path));
  }

  answer(path: string, query: URLSearchParams, person: Person): Answer {
    for (const route of this.#routes) {
      const match = route.pattern.exec(path);
      if (!match) continue;
      try {
        return route.answer({ person, query, path, parts: match.slice(1).map(decodeURIComponent) });
      } catch (error) {
        if (error instanceof BadFilter) return failure(400, error.message);
        if (error instanceof URIError) return notFound();
        throw error;
      }
    }
    return notFound();
  }

  #tasksOf(person: Person): Tasks {
    const { organization } = person;
    let tasks = this.#tasks.get(organization.id);
    if (!tasks) {
      tasks = new Tasks(organization, this.world, this.#options);
      this.#tasks.set(organization.id, tasks);
    }
    return tasks;
  }

  #listTasks({ person, query, path }: Call): Answer {
    const tasks = this.#tasksOf(person);
    const rest = {
      metadata: { counting: { doneTotal: 0, ongoingTotal: 0 }, sourceDataTask: '-' },
      dataVersion: String(Math.floor(this.#options.now / 1000)),
    };
    if (query.get('lazyLoad') === '1') {
      const rows = tasks.batch(query, person);
      return ok({
        ...success,
        tasks: this.#options.cursorShape === 'array' ? rows : { data: rows },
        ...rest,
      });
    }
    const slice = tasks.page(query, person);
    return ok({
      ...success,
      tasks: paginate(path, slice.rows, slice.page, slice.limit, slice.total),
      ...rest,
    });
  }

  #oneTask({ person, parts }: Call): Answer {
    const task = this.#tasksOf(person).find(parts[0]!, person);
    return task === undefined ? notFound() : ok({ ...success, task });
  }

  #hubs({ person, query }: Call): Answer {
    const name = query.get('name');
    const fuzzy = query.get('q')?.toLowerCase();
    const rows = this.world
      .hubs(person.organization)
      .filter((hub) => query.get('byUser') !== 'true' || person.hubIds.includes(String(hub._id)))
      .filter((hub) => !name || hub.name === name)
      .filter((hub) => !fuzzy || String(hub.name).toLowerCase().includes(fuzzy));
    const sorted = sortRows(rows, query.get('sortBy') ?? 'name', query.get('sortOrder') ?? 'asc');
    return ok({ status: true, data: slice(sorted, query).map((row) => pickFields(row, query)) });
  }

  #flows({ person, query, path }: Call): Answer {
    const rows = flows.map((flow) => flowRow(person.organization, flow, this.#options.now));
    const sorted = sortRows(rows, query.get('sort_by') ?? 'orderIndex', query.get('sort_order') ?? 'desc');
    const page = paged(path, sorted, query);
    return ok({ ...success, flows: page });
  }

  #flow({ person, parts }: Call): Answer {
    const rows = flows.map((flow) => flowRow(person.organization, flow, this.#options.now));
    const flow = rows.find((row) => row._id === parts[0]);
    return flow ? ok({ ...success, flow }) : notFound();
  }

  #flowNamed({ person, parts }: Call, what: 'task' | 'fields'): Answer {
    const flow = flows.find((one) => one.name === parts[0]);
    if (!flow) return notFound();
    if (what === 'fields') return ok({ ...success, ...fieldsRow(flow) });
    return ok({ ...success, data: payloadRow(person.organization, flow, this.#options.now) });
  }

  #users({ person, query }: Call): Answer {
    if (!may(person.role, 'view/user')) return forbidden('view user');
    const filters = ['hubId', 'roleId', 'teamId', 'status'] as const;
    const fuzzy = query.get('q')?.toLowerCase();
    const rows = this.world
      .users(person.organization, this.#tokens().secretsOf(person.key))
      .filter((user) =>
        filters.every((key) => {
          const wanted = query.get(key);
          const value = user[key];
          return !wanted || (Array.isArray(value) ? value.includes(wanted) : value === wanted);
        }),
      )
      .filter((user) => !fuzzy || String(user.name).toLowerCase().includes(fuzzy));
    return ok({ status: true, data: rows.map((row) => pickFields(row, query)) });
  }

  #teams({ person, query, path }: Call): Answer {
    if (!may(person.role, 'view/team')) return forbidden('view team');
    const hubs = query.get('hubId')?.split(',');
    const rows = this.world
      .teams(person.organization)
      .filter((team) => !hubs || hubs.includes(String(team.hubId)));
    return ok({ status: true, code: 200, data: paged(path, rows, query) });
  }

  #vehicles({ person, query, path }: Call): Answer {
    if (!may(person.role, 'view/vehicle')) return forbidden('view vehicle');
    const tag = query.get('tags');
    const rows = this.world
      .vehicles(person.organization)
      .filter((row) =>
        ['hubId', 'name', 'assignee'].every((key) => !query.get(key) || row[key] === query.get(key)),
      )
      .filter((row) => !tag || (Array.isArray(row.tags) && row.tags.includes(tag)));
    return ok(
      paged(
        path,
        sortRows(rows, query.get('sortBy') ?? 'createdTime', query.get('sortOrder') ?? 'desc'),
        query,
      ),
    );
  }
}

function checkSize({ size }: ApiOptions): void {
  if (!Number.isInteger(size) || size < 0 || size > 1_000_000) throw new RangeError('size: 0 … 1000000');
}

function forbidden(what: string): Answer {
  return failure(403, `You do not have permission to ${what}`, { failedCode: 'auth-003' });
}

function paged(path: string, rows: readonly Row[], query: URLSearchParams): Row {
  const page = pageOf(query);
  const limit = limitOf(query);
  return paginate(
    path,
    slice(rows, query).map((row) => pickFields(row, query)),
    page,
    limit,
    rows.length,
  );
}

function slice<T>(rows: readonly T[], query: URLSearchParams): T[] {
  const limit = limitOf(query);
  const from = (pageOf(query) - 1) * limit;
  return rows.slice(from, from + limit);
}

function pageOf(query: URLSearchParams): number {
  return wholeNumber(query.get('page') ?? '1', 1, Number.MAX_SAFE_INTEGER, 'page');
}

function pickFields(row: Row, query: URLSearchParams): Row {
  const wanted = query.get('fields')?.split(',').filter(Boolean) ?? [];
  if (wanted.length === 0) return row;
  return Object.fromEntries(Object.entries(row).filter(([key]) => key === '_id' || wanted.includes(key)));
}

function sortRows(rows: readonly Row[], by: string, order: string): Row[] {
  const direction = order === 'asc' ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [left, right] = [a[by], b[by]];
    if (typeof left === 'number' && typeof right === 'number') return (left - right) * direction;
    return String(left ?? '').localeCompare(String(right ?? ''), 'en') * direction;
  });
}
