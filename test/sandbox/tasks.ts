import { chance, indexOfId, taskTime } from './chance.ts';
import { flows } from './flows.ts';
import { oddityAt } from './oddities.ts';
import {
  coordinate,
  hubCount,
  idOf,
  kindNumber,
  may,
  type Organization,
  type Person,
  type Row,
  type World,
  workerCount,
  workerEmail,
} from './world.ts';

/** What a task's filters look at, computed without building its row. */
type Traits = {
  status: 'UNASSIGNED' | 'ONGOING' | 'DONE';
  flow: number;
  hub: number;
  workers: number[];
  created: number;
  start: number;
  end: number;
  done: number | undefined;
};

/** A request for tasks that the API would answer with 400. */
export class BadFilter extends Error {}

export type TaskQuery = URLSearchParams;

export type TaskSlice = { rows: unknown[]; total: number; page: number; limit: number };

const hour = 3_600_000;
/** Task i was made between i and i + 1 spacings before `now`: the index order is the default order, newest first. */
const spacing = 20 * 60_000;
const statuses = ['UNASSIGNED', 'ONGOING', 'DONE'] as const;
const sortKeys = ['createdTime', 'updatedTime', 'orderIndex', 'startTime', 'endTime', 'doneTime'];

/** The tasks of one organisation. Nothing is stored but, for the last few filters, which rows match. */
export class Tasks {
  readonly #organization: Organization;
  readonly #world: World;
  readonly #size: number;
  readonly #now: number;
  readonly #seed: number;
  readonly #matches = new Map<string, Uint32Array>();

  constructor(
    organization: Organization,
    world: World,
    options: { size: number; now: number; seed: number },
  ) {
    this.#organization = organization;
    this.#world = world;
    this.#size = options.size;
    this.#now = options.now;
    this.#seed = options.seed;
  }

  /** The page that GET /tasks asks for in page mode. @throws BadFilter */
  page(query: TaskQuery, person: Person): TaskSlice {
    const limit = limitOf(query);
    const page = wholeNumber(query.get('page') ?? '1', 1, Number.MAX_SAFE_INTEGER, 'page');
    const matches = this.#matching(query, person);
    const rows = this.#rows(matches, (page - 1) * limit, limit, query);
    return { rows, total: matches.length, page, limit };
  }

  /** The batch after `cursor` in cursor mode: the end is an empty batch or a short one. @throws BadFilter */
  batch(query: TaskQuery, person: Person): unknown[] {
    const limit = limitOf(query);
    const matches = this.#matching(query, person);
    const cursor = query.get('cursor');
    if (cursor === null || cursor === '') return this.#rows(matches, 0, limit, query);
    const index = indexOfId(cursor, this.#organization.number, kindNumber('task'));
    const position = index === undefined ? -1 : matches.indexOf(index);
    return position < 0 ? [] : this.#rows(matches, position + 1, limit, query);
  }

  /** The row of GET /task/{id}, or undefined. */
  find(id: string, person: Person): unknown {
    const index = indexOfId(id, this.#organization.number, kindNumber('task'));
    if (index === undefined || index >= this.#size) return undefined;
    if (may(person.role, 'view/task/only-me') && !this.#isMine(this.#traits(index), person)) return undefined;
    return this.#row(index, true);
  }

  #isMine(traits: Traits, person: Person): boolean {
    return traits.workers.some((worker) => workerEmail(this.#organization, worker) === person.email);
  }

  #traits(index: number): Traits {
    const number = chance(this.#seed, this.#organization.number, 1, index);
    const status = statuses[number % 10 < 3 ? 0 : number % 10 < 6 ? 1 : 2]!;
    const created = this.#now - index * spacing - ((number >>> 4) % spacing);
    const start = created + ((number >>> 6) % 12) * hour;
    const first = (number >>> 10) % workerCount;
    const workers =
      status === 'UNASSIGNED' ? [] : number % 7 === 0 ? [first, (first + 5) % workerCount] : [first];
    return {
      status,
      flow: (number >>> 14) % flows.length,
      hub: (number >>> 18) % hubCount,
      workers,
      created,
      start,
      end: start + 24 * hour,
      done: status === 'DONE' ? Math.min(start + ((number >>> 20) % 20) * hour, this.#now) : undefined,
    };
  }

  #matching(query: TaskQuery, person: Person): Uint32Array {
    const named = [...query].filter(
      ([key]) => !['page', 'limit', 'fields', 'lazyLoad', 'cursor'].includes(key),
    );
    const key = JSON.stringify([may(person.role, 'view/task/only-me') ? person.key : '', named.sort()]);
    const held = this.#matches.get(key);
    if (held) return held;
    const found = this.#sorted(this.#filtered(query, person), query);
    if (this.#matches.size >= 8) this.#matches.delete(this.#matches.keys().next().value!);
    this.#matches.set(key, found);
    return found;
  }

  #filtered(query: TaskQuery, person: Person): Uint32Array {
    const keep = this.#filter(query, person);
    const found = new Uint32Array(this.#size);
    let count = 0;
    for (let index = 0; index < this.#size; index++) {
      if (keep === undefined || keep(this.#traits(index), index)) found[count++] = index;
    }
    return found.subarray(0, count);
  }

  /** One test out of every documented filter, or undefined where nothing is filtered. */
  #filter(query: TaskQuery, person: Person): ((traits: Traits, index: number) => boolean) | undefined {
    const tests: ((traits: Traits, index: number) => boolean)[] = [];
    const when = (key: string, test: (value: string) => (traits: Traits, index: number) => boolean) => {
      const value = query.get(key);
      if (value !== null && value !== '') tests.push(test(value));
    };
    const organization = this.#organization;
    if (may(person.role, 'view/task/only-me')) tests.push((traits) => this.#isMine(traits, person));
    when('status', (value) => {
      if (!statuses.some((status) => status === value)) throw new BadFilter('Invalid status value');
      return (traits) => traits.status === value;
    });
    when('flow', (value) => {
      const names = value.split(',');
      return (traits) => names.includes(flows[traits.flow]!.name);
    });
    when('flowId', (value) => {
      const ids = value.split(',');
      return (traits) => ids.includes(idOf(organization, 'flow', traits.flow));
    });
    when('hubId', (value) => {
      const ids = value.split(',');
      return (traits) => ids.includes(idOf(organization, 'hub', traits.hub));
    });
    when(
      'assignee',
      (value) => (traits) => traits.workers.some((one) => workerEmail(organization, one) === value),
    );
    when('doneBy', (value) => (traits) => {
      const [first] = traits.workers;
      return traits.done !== undefined && first !== undefined && workerEmail(organization, first) === value;
    });
    when(
      'active',
      (value) => (traits) => value !== 'true' || (traits.start <= this.#now && this.#now <= traits.end),
    );
    when('isVisit', (value) => (traits) => value !== 'true' || traits.end >= this.#now);
    when('routingResultId', (value) => (_traits, index) => routingResult(index) === value);
    const field = query.get('timeBy');
    if (field) {
      if (!['createdTime', 'startTime', 'doneTime'].includes(field))
        throw new BadFilter('Invalid timeBy value');
      when('timeFrom', (value) => {
        const from = filterTime(value);
        return (traits) => timeOf(traits, field) >= from;
      });
      when('timeTo', (value) => {
        const to = filterTime(value);
        return (traits) => timeOf(traits, field) <= to;
      });
    }
    if (tests.length === 0) return undefined;
    return (traits, index) => tests.every((test) => test(traits, index));
  }

  #sorted(found: Uint32Array, query: TaskQuery): Uint32Array {
    const by = query.get('sortBy') ?? 'createdTime';
    const descending = (query.get('sortOrder') ?? 'desc') !== 'asc';
    if (by === 'createdTime' || by === 'orderIndex' || !sortKeys.includes(by)) {
      return descending ? found : found.slice().reverse();
    }
    const value = new Float64Array(this.#size);
    for (const index of found) value[index] = timeOf(this.#traits(index), by);
    return found
      .slice()
      .sort((a, b) => (descending ? value[b]! - value[a]! : value[a]! - value[b]!) || a - b);
  }

  #rows(matches: Uint32Array, from: number, limit: number, query: TaskQuery): unknown[] {
    const wanted = query.get('fields')?.split(',').filter(Boolean) ?? [];
    return Array.from(matches.subarray(from, from + limit), (index) => {
      const row = this.#row(index, false);
      return wanted.length === 0 || !isRow(row) ? row : only(row, wanted);
    });
  }

  #row(index: number, whole: boolean): unknown {
    const row = this.#ordinaryRow(index, whole);
    const oddity = oddityAt(index);
    return oddity ? oddity.change(row) : row;
  }

  #ordinaryRow(index: number, whole: boolean): Row {
    const traits = this.#traits(index);
    const organization = this.#organization;
    const number = chance(this.#seed, organization.number, 2, index);
    const flow = flows[traits.flow]!;
    const emails = traits.workers.map((worker) => workerEmail(organization, worker));
    const row: Row = {
      _id: idOf(organization, 'task', index),
      flow: flow.name,
      flowId: idOf(organization, 'flow', traits.flow),
      hubId: idOf(organization, 'hub', traits.hub),
      organizationId: organization.id,
      status: traits.status,
      startTime: taskTime(traits.start),
      endTime: taskTime(traits.end),
      orderIndex: traits.created * 32,
      createdFrom: index % 3 === 0 ? 'API' : 'WEB',
      createdBy: 'dewi@example.com',
      createdTime: taskTime(traits.created),
      updatedTime: taskTime(traits.done ?? traits.created),
      assignee: emails,
      assignedVehicle: null,
    };
    for (const component of flow.components) {
      if (component.done && traits.status !== 'DONE') continue;
      const value = component.value(number);
      row[component.id] = value;
      if (typeof component.showAs === 'string') row[component.showAs] = value;
    }
    if (emails.length > 0) {
      row.assignedBy = index % 2 === 0 ? 'System' : 'rudi@example.com';
      row.assignedTime = taskTime(traits.created + 60_000);
    }
    if (traits.done !== undefined) {
      row.doneBy = emails[0];
      row.doneTime = taskTime(traits.done);
      row.doneFrom = 'MOBILE';
      row.doneCoordinate = coordinate(number);
      row.duration = number % 90;
    }
    if (index % 10 === 0) row.routingResultId = routingResult(index);
    if (whole) Object.assign(row, this.#detail(traits, row));
    return row;
  }

  /** What GET /task/{id} has beside the keys of a list row. */
  #detail(traits: Traits, row: Row): Row {
    const { _id, name, lat, lng, deleteAccess } = this.#world.hub(this.#organization, traits.hub);
    const history = (action: string, at: number, changeData: Row) => ({
      _id: `${row._id}-${action}`,
      action,
      notes: null,
      changeData,
      createdAt: `${new Date(at).toISOString().slice(0, 23)}000Z`,
    });
    const histories = [history('create', traits.created, { flow: row.flow, hubId: row.hubId })];
    const detail: Row = { hub: { _id, name, lat, lng, deleteAccess }, histories };
    const [worker] = traits.workers;
    if (worker !== undefined) {
      detail.assignedTo = {
        id: idOf(this.#organization, 'user', 100 + worker),
        name: `Petugas ${worker}`,
        email: workerEmail(this.#organization, worker),
        hubId: [row.hubId],
        role: null,
        organization: null,
      };
      histories.push(history('assign', traits.created + 60_000, { assignee: row.assignee }));
    }
    return detail;
  }
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The keys asked for: one that is not set is left out, and assignedVehicle comes unasked when null, as documented. */
function only(row: Row, keys: readonly string[]): Row {
  const kept = ['_id', 'id', ...keys, ...(row.assignedVehicle === null ? ['assignedVehicle'] : [])];
  return Object.fromEntries(Object.entries(row).filter(([key]) => kept.includes(key)));
}

/** Every tenth task came out of a routing; fifty of them share one result. */
function routingResult(index: number): string | undefined {
  return index % 10 === 0
    ? `66a00000000000000000${(0x9000 + Math.floor(index / 500)).toString(16)}`
    : undefined;
}

function timeOf(traits: Traits, field: string): number {
  switch (field) {
    case 'startTime':
      return traits.start;
    case 'endTime':
      return traits.end;
    case 'doneTime':
      return traits.done ?? Number.NaN;
    case 'updatedTime':
      return traits.done ?? traits.created;
    default:
      return traits.created;
  }
}

function filterTime(value: string): number {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)) throw new BadFilter('Invalid time value');
  return Date.parse(`${value.replace(' ', 'T')}Z`);
}

export function limitOf(query: URLSearchParams, fallback = 20): number {
  return wholeNumber(query.get('limit') ?? String(fallback), 1, 1000, 'limit');
}

export function wholeNumber(value: string, least: number, most: number, name: string): number {
  const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new BadFilter(`Invalid ${name} parameter. Must be between ${least} and ${most}.`);
}
