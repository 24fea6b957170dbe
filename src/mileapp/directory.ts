import { list, type OneOrMore, type Query, withId } from './query.ts';
import { type Identified, part, rowReader, type Shape } from './shape.ts';
import { number, text, texts, time } from './values.ts';

// What an organisation consists of beside tasks and flows: hubs, users, teams, vehicles (mileapp-api.md, §3.4 – §3.14).

const hub = {
  name: text,
  address: text,
  lat: number,
  lng: number,
  countryCode: text,
  organizationId: text,
  createdTime: time,
  updatedTime: time,
} satisfies Shape;
export type Hub = Identified<typeof hub>;
export const readHub = rowReader(hub);

/** A row of /users carries credentials: nothing but these fields is ever read. */
const user = {
  name: text,
  email: text,
  status: text,
  hubId: texts,
  roleId: text,
  teamId: texts,
} satisfies Shape;
export type User = Identified<typeof user>;
export const readUser = rowReader(user);

const team = {
  name: text,
  hubId: text,
  organizationId: text,
  totalUser: number,
  createdTime: time,
  updatedTime: time,
} satisfies Shape;
export type Team = Identified<typeof team>;
export const readTeam = rowReader(team);

const vehicle = {
  name: text,
  assignee: text,
  speed: number,
  fixedCost: number,
  tags: texts,
  hubId: text,
  hubs: part({ name: text, address: text }),
  workingTime: part({ startTime: text, endTime: text, multiday: number }),
  organizationId: text,
  createdTime: time,
  updatedTime: time,
} satisfies Shape;
export type Vehicle = Identified<typeof vehicle>;
export const readVehicle = rowReader(vehicle);

type Paging = { page?: number; limit?: number };
type Sorting = { sortBy?: string; sortOrder?: 'asc' | 'desc' };

export type HubFilter = Paging &
  Sorting & {
    /** The whole name. */
    name?: string;
    /** A part of the name. */
    q?: string;
    fields?: OneOrMore;
    /** Only hubs the user may see. */
    byUser?: boolean;
  };

/** No paging is documented for users. */
export type UserFilter = {
  hubId?: string;
  roleId?: string;
  teamId?: string;
  /** active, inactive, pending, disabled or reject. */
  status?: string;
  /** A part of the name. */
  q?: string;
  /** `name,email,status,hubId,roleId,teamId` unless told, so that no credential is asked for. */
  fields?: OneOrMore;
};

export type TeamFilter = Paging & { hubId?: OneOrMore };

export type VehicleFilter = Paging &
  Sorting & { hubId?: string; name?: string; tags?: string; assignee?: string };

export function hubQuery({ fields, ...rest }: HubFilter): Query {
  return {
    ...paging(rest),
    ...sorting(rest),
    name: rest.name,
    q: rest.q,
    byUser: rest.byUser,
    fields: withId(fields),
  };
}

export function userQuery(filter: UserFilter): Query {
  const { hubId, roleId, teamId, status, q } = filter;
  return { hubId, roleId, teamId, status, q, fields: withId(filter.fields ?? Object.keys(user)) };
}

export function teamQuery(filter: TeamFilter): Query {
  return { ...paging(filter), hubId: list(filter.hubId) };
}

export function vehicleQuery(filter: VehicleFilter): Query {
  const { hubId, name, tags, assignee } = filter;
  return { ...paging(filter), ...sorting(filter), hubId, name, tags, assignee };
}

function paging({ page, limit }: Paging): Query {
  return { page, limit };
}

function sorting({ sortBy, sortOrder }: Sorting): Query {
  return { sortBy, sortOrder };
}
