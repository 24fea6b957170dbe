import type { Dispatcher } from 'undici';
import { type Account, readAccount } from './account.ts';
import {
  type Hub,
  type HubFilter,
  hubQuery,
  readHub,
  readTeam,
  readUser,
  readVehicle,
  type Team,
  type TeamFilter,
  teamQuery,
  type User,
  type UserFilter,
  userQuery,
  type Vehicle,
  type VehicleFilter,
  vehicleQuery,
} from './directory.ts';
import type { NetworkSettings } from './dispatcherFor.ts';
import { MileAppError } from './errors.ts';
import {
  type Flow,
  type FlowFields,
  type FlowFilter,
  type FlowPayload,
  flowQuery,
  readFlow,
  readFlowFields,
  readFlowRow,
  readPayload,
} from './flow.ts';
import { objectOf, type Page, readPage } from './page.ts';
import { Pipeline, type PipelineOptions, type Read } from './pipeline.ts';
import { readTask, type Task } from './task.ts';
import { type TaskFilter, taskQuery } from './taskFilter.ts';
import { taskPageReader } from './taskPage.ts';

export type { Account } from './account.ts';
export { type Address, type AddressRefusal, originOf } from './address.ts';
export type { Clock } from './clock.ts';
export type {
  Hub,
  HubFilter,
  Team,
  TeamFilter,
  User,
  UserFilter,
  Vehicle,
  VehicleFilter,
} from './directory.ts';
export type { NetworkSettings } from './dispatcherFor.ts';
export { type ErrorKind, MileAppError, type UnreachableReason } from './errors.ts';
export type { Flow, FlowComponent, FlowFields, FlowFilter, FlowPayload, PayloadField } from './flow.ts';
export { Limiter, type LimiterOptions } from './limiter.ts';
export type { Page } from './page.ts';
export type { RequestLine } from './pipeline.ts';
export { type Task, type TaskStatus, taskStatuses } from './task.ts';
export type { TaskFilter } from './taskFilter.ts';
export { cleanToken, readExpiry, type TokenRefusal } from './token.ts';
export type { Json } from './values.ts';

/** See PipelineOptions: the address, where the token comes from, and what has a default. */
export type MileAppOptions = PipelineOptions;

/**
 * MileApp's API for one account. Every method sends one GET and gives a typed value, or rejects with a MileAppError,
 * or with the reason of a signal that was aborted. undici is loaded with the first of them.
 */
export class MileApp {
  readonly #pipeline: Pipeline;

  constructor(options: MileAppOptions) {
    this.#pipeline = new Pipeline(options);
  }

  /** Whose token it is: the way to check one. */
  me(signal?: AbortSignal): Promise<Account> {
    return this.#pipeline.get('/user', {}, readAccount, signal);
  }

  /** Tasks the user may see, newest first unless told. With `lazyLoad`, `next` is a cursor. */
  tasks(filter: TaskFilter = {}, signal?: AbortSignal): Promise<Page<Task>> {
    return this.#pipeline.get('/tasks', taskQuery(filter), taskPageReader(filter), signal);
  }

  task(id: string, signal?: AbortSignal): Promise<Task> {
    return this.#one(
      'task',
      id,
      '',
      (body, tally) => {
        const task = objectOf(body, 'task');
        return task && readTask(task, tally);
      },
      signal,
    );
  }

  /** No total is sent: `next` is there while pages are full, which needs `limit` to be known, or 20. */
  hubs(filter: HubFilter = {}, signal?: AbortSignal): Promise<Page<Hub>> {
    const { page = 1, limit = 20 } = filter;
    return this.#pipeline.get('/hubs', hubQuery(filter), readPage('hubs', readHub, { page, limit }), signal);
  }

  flows(filter: FlowFilter = {}, signal?: AbortSignal): Promise<Page<Flow>> {
    const { page = 1, limit } = filter;
    return this.#pipeline.get(
      '/flows',
      flowQuery(filter),
      readPage('flows', readFlowRow, { page, limit }),
      signal,
    );
  }

  flow(id: string, signal?: AbortSignal): Promise<Flow> {
    return this.#one('flow', id, '', readFlow, signal);
  }

  /** What creates a task of the flow of this name. */
  flowPayload(name: string, signal?: AbortSignal): Promise<FlowPayload> {
    return this.#one('flow', name, '/task', readPayload, signal);
  }

  /** The fields of the flow of this name. */
  flowFields(name: string, signal?: AbortSignal): Promise<FlowFields> {
    return this.#one('flow', name, '/fields', readFlowFields, signal);
  }

  /** All at once: no paging is documented. Roles without `view/user` get `forbidden`. */
  users(filter: UserFilter = {}, signal?: AbortSignal): Promise<Page<User>> {
    const read = readPage('users', readUser, { page: 1, limit: undefined });
    return this.#pipeline.get('/users', userQuery(filter), read, signal);
  }

  teams(filter: TeamFilter = {}, signal?: AbortSignal): Promise<Page<Team>> {
    const { page = 1, limit } = filter;
    return this.#pipeline.get(
      '/teams',
      teamQuery(filter),
      readPage('teams', readTeam, { page, limit }),
      signal,
    );
  }

  vehicles(filter: VehicleFilter = {}, signal?: AbortSignal): Promise<Page<Vehicle>> {
    const { page = 1, limit } = filter;
    const read = readPage('vehicles', readVehicle, { page, limit });
    return this.#pipeline.get('/vehicles', vehicleQuery(filter), read, signal);
  }

  /** Ends the connections this client opened by itself. */
  close(): Promise<void> {
    return this.#pipeline.close();
  }

  /** A path with a part from outside: no part can climb out of its place. */
  async #one<T>(
    kind: 'task' | 'flow',
    part: string,
    rest: string,
    read: Read<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    if (part === '' || part === '.' || part === '..')
      throw new MileAppError('notFound', `There is no such ${kind}.`);
    return this.#pipeline.get(`/${kind}/${encodeURIComponent(part)}${rest}`, {}, read, signal);
  }
}

/**
 * The dispatcher for VS Code's network settings and the environment, to be given to every MileApp. Loads undici: ask
 * for it in the function given as `dispatcher`, so that this waits for the first request.
 * @throws MileAppError unreachable, where the proxy's address cannot be read
 */
export async function dispatcherFor(settings: NetworkSettings): Promise<Dispatcher> {
  return (await import('./dispatcherFor.ts')).dispatcherFor(settings);
}
