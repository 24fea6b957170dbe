import { chance, longTime, objectId, pick, taskTime } from './chance.ts';

/** A row of an answer: what the API sends, whatever its shape. */
export type Row = Record<string, unknown>;

export type Organization = { number: number; id: string; companyName: string; country: string };

export type RoleName = 'owner' | 'planner' | 'field user';

/** Somebody a token can belong to. */
export type Person = {
  key: UserKey;
  number: number;
  id: string;
  name: string;
  email: string;
  organization: Organization;
  role: RoleName;
  hubIds: string[];
};

export const userKeys = ['dewi', 'rudi', 'sari', 'made'] as const;

/** dewi owns the first organisation, rudi plans in it, sari sees only her own tasks in it; made owns the second. */
export type UserKey = (typeof userKeys)[number];

const kinds = {
  hub: 0xb1,
  task: 0xc1,
  user: 0xd1,
  role: 0xe1,
  flow: 0xf1,
  team: 0xa1,
  vehicle: 0xa2,
} as const;
export type Kind = keyof typeof kinds;

/** The id of the index-th thing of a kind in an organisation. */
export function idOf(organization: Organization, kind: Kind, index: number): string {
  return objectId(organization.number, kinds[kind], index);
}

/** The number by which an id of this kind is made: for indexOfId(). */
export function kindNumber(kind: Kind): number {
  return kinds[kind];
}

const organizations: readonly Organization[] = [
  { number: 1, id: objectId(1, 1, 1), companyName: 'Sinar Logistik Contoh', country: 'IDN' },
  { number: 2, id: objectId(2, 1, 1), companyName: 'Kurir Nusantara Contoh', country: 'IDN' },
];

const cities = ['Bandung', 'Denpasar', 'Makassar', 'Medan', 'Semarang', 'Surabaya', 'Yogyakarta', 'Bogor'];
const streets = ['Jl. Melati', 'Jl. Kenanga', 'Jl. Cempaka', 'Jl. Anggrek', 'Gg. Mawar', 'Jl. Flamboyan'];
const givenNames = [
  'Agus',
  'Ayu',
  'Bayu',
  'Budi',
  'Dimas',
  'Eko',
  'Galih',
  'Hendra',
  'Indah',
  'Joko',
  'Rina',
];
const familyNames = ['Contoh', 'Misalnya', 'Umpama', 'Rekaan', 'Teladan', 'Andaian'];

export const hubCount = 6;
export const workerCount = 12;
const teamCount = 5;
const vehicleCount = 23;

export function placeName(number: number): string {
  return pick(cities, number);
}

export function address(number: number): string {
  return `${pick(streets, number)} No. ${1 + (number % 180)}, ${pick(cities, number >>> 8)}`;
}

export function fullName(number: number): string {
  return `${pick(givenNames, number)} ${pick(familyNames, number >>> 8)}`;
}

export function coordinate(number: number): string {
  return `${(-6 - (number % 9000) / 10_000).toFixed(6)},${(106 + ((number >>> 12) % 9000) / 10_000).toFixed(6)}`;
}

/** The e-mail of a worker: the one in whose hands tasks are. Worker 0 of the first organisation is sari. */
export function workerEmail(organization: Organization, worker: number): string {
  if (organization.number === 1 && worker === 0) return 'sari@example.com';
  return `worker${worker}.org${organization.number}@example.com`;
}

/** Everybody and everything of the two organisations save their tasks. Computed once: these lists are short. */
export class World {
  readonly people: Readonly<Record<UserKey, Person>>;
  readonly #now: number;
  readonly #seed: number;

  constructor(now: number, seed: number) {
    this.#now = now;
    this.#seed = seed;
    const [first, second] = organizations as [Organization, Organization];
    const everywhere = (organization: Organization) =>
      Array.from({ length: hubCount }, (_, hub) => idOf(organization, 'hub', hub));
    const person = (key: UserKey, number: number, organization: Organization, role: RoleName): Person => ({
      key,
      number,
      id: idOf(organization, 'user', number),
      name: `${key[0]!.toUpperCase()}${key.slice(1)} ${pick(familyNames, number)}`,
      email: `${key}@example.com`,
      organization,
      role,
      hubIds: role === 'field user' ? [idOf(organization, 'hub', 0)] : everywhere(organization),
    });
    this.people = {
      dewi: person('dewi', 0, first, 'owner'),
      rudi: person('rudi', 1, first, 'planner'),
      sari: person('sari', 2, first, 'field user'),
      made: person('made', 0, second, 'owner'),
    };
  }

  /** The bare body of GET /user, with the two secrets that the documents put into it. */
  me(person: Person, secrets: { personalToken: string; activationCode: string }): Row {
    const { organization } = person;
    return {
      _id: person.id,
      name: person.name,
      email: person.email,
      provider: 'web',
      hubId: person.hubIds,
      organizationId: organization.id,
      status: 'active',
      lastLogin: taskTime(this.#now - 3_600_000),
      roleId: idOf(organization, 'role', roleNumber(person.role)),
      activationCode: secrets.activationCode,
      onboardingStep: [],
      teamId: [],
      personalToken: secrets.personalToken,
      phoneNumber: null,
      dynamicVisitTime: [],
      updatedTime: taskTime(this.#now - 86_400_000),
      createdTime: taskTime(this.#now - 400 * 86_400_000),
      firstLogin: false,
      passwordExpired: false,
      organization: {
        _id: organization.id,
        user: {
          name: 'Dewi Contoh',
          country: organization.country,
          phoneNumber: null,
          numberOfUsers: workerCount,
          industry: 'Logistics',
          position: 'Owner',
          email: 'dewi@example.com',
          companyName: organization.companyName,
          hub: { name: 'pusat', displayName: 'Pusat', address: address(7), lat: '-6.1', lng: '106.8' },
          flows: ['Delivery', 'Pickup'],
        },
        productId: 'prod_free',
        productName: 'Enterprise',
        status: 'verified',
        verifiedTime: taskTime(this.#now - 390 * 86_400_000),
        curPeriodStartTime: null,
        curPeriodEndTime: null,
        eligible: true,
        configuration: { filesAccessPermission: 'private', filesServerProvider: 'milesto' },
        customerId: { idr: `cus_${organization.number}`, usd: null },
        country: {
          code: 'IDN',
          phoneCode: '+62',
          name: 'Indonesia',
          alpha2Code: 'ID',
          enableLanguage: true,
          language: 'id',
          languageName: 'Indonesian',
        },
      },
      role: {
        _id: idOf(organization, 'role', roleNumber(person.role)),
        name: person.role,
        isAdmin: person.role === 'owner',
        isDefault: true,
        permissionList: [],
        permissionDetails: [{ permissionName: 'add/task', items: null }],
        permissions: permissions(person.role),
        organizationId: organization.id,
        passwordPolicyId: null,
        updatedTime: longTime(this.#now - 300 * 86_400_000),
        createdTime: longTime(this.#now - 400 * 86_400_000),
      },
    };
  }

  hubs(organization: Organization): Row[] {
    return Array.from({ length: hubCount }, (_, hub) => this.hub(organization, hub));
  }

  hub(organization: Organization, hub: number): Row {
    const place = coordinate(chance(this.#seed, organization.number, 11, hub)).split(',');
    return {
      _id: idOf(organization, 'hub', hub),
      name: `Hub ${pick(cities, hub + organization.number)}`,
      address: address(chance(this.#seed, organization.number, 12, hub)),
      lat: place[0],
      lng: place[1],
      countryCode: 'IDN',
      organizationId: organization.id,
      updatedTime: longTime(this.#now - 30 * 86_400_000),
      createdTime: longTime(this.#now - 400 * 86_400_000),
      deleteAccess: false,
    };
  }

  /** Rows of GET /users: the secrets stand in them too, as the documents show. */
  users(organization: Organization, secrets: { personalToken: string; activationCode: string }): Row[] {
    const people = Object.values(this.people).filter((person) => person.organization === organization);
    const rows: Row[] = people.map((person) => ({
      _id: person.id,
      name: person.name,
      email: person.email,
      status: 'active',
      hubId: person.hubIds,
      roleId: idOf(organization, 'role', roleNumber(person.role)),
      teamId: [],
      organizationId: organization.id,
      ...secrets,
      createdTime: taskTime(this.#now - 400 * 86_400_000),
    }));
    const firstWorker = organization.number === 1 ? 1 : 0;
    for (let worker = firstWorker; worker < workerCount; worker++) {
      rows.push({
        _id: idOf(organization, 'user', 100 + worker),
        name: fullName(chance(this.#seed, organization.number, 21, worker)),
        email: workerEmail(organization, worker),
        status: worker % 5 === 4 ? 'pending' : 'active',
        hubId: [idOf(organization, 'hub', worker % hubCount)],
        roleId: idOf(organization, 'role', 2),
        teamId: [idOf(organization, 'team', worker % teamCount)],
        organizationId: organization.id,
        ...secrets,
        createdTime: taskTime(this.#now - 200 * 86_400_000),
      });
    }
    return rows;
  }

  teams(organization: Organization): Row[] {
    return Array.from({ length: teamCount }, (_, team) => ({
      _id: idOf(organization, 'team', team),
      name: `Tim ${pick(['Utara', 'Selatan', 'Timur', 'Barat', 'Tengah'], team)}`,
      hubId: idOf(organization, 'hub', team % hubCount),
      organizationId: organization.id,
      totalUser: 2 + team,
      updatedTime: longTime(this.#now - 20 * 86_400_000),
      createdTime: longTime(this.#now - 300 * 86_400_000),
    }));
  }

  vehicles(organization: Organization): Row[] {
    return Array.from({ length: vehicleCount }, (_, vehicle) => ({
      _id: idOf(organization, 'vehicle', vehicle),
      name: `Mobil ${vehicle + 1}`,
      assignee: workerEmail(organization, vehicle % workerCount),
      // The schema says string, the examples say number: both occur.
      speed: vehicle % 2 === 0 ? 40 : '45',
      fixedCost: 100_000,
      tags: vehicle % 3 === 0 ? ['dingin'] : [],
      workingTime: { startTime: '08:00', endTime: '17:00', multiday: 0 },
      capacity: { weight: { min: 0, max: 500 } },
      hubs: { _id: idOf(organization, 'hub', vehicle % hubCount), name: 'Hub', address: address(vehicle) },
      hubId: idOf(organization, 'hub', vehicle % hubCount),
      organizationId: organization.id,
      updatedTime: taskTime(this.#now - 10 * 86_400_000),
      createdTime: taskTime(this.#now - (vehicle + 1) * 86_400_000),
    }));
  }
}

function roleNumber(role: RoleName): number {
  return { owner: 0, planner: 1, 'field user': 2 }[role];
}

const permissionNames = [
  'view/task',
  'view/task/only-me',
  'add/task',
  'edit/task',
  'assign/task',
  'move/task',
  'delete/task',
  'view/user',
  'view/hub',
  'view/flow',
  'view/vehicle',
  'view/team',
  'token/manage-token',
];

/** Whether a role holds a permission. `view/task/only-me` takes away: true means own tasks only. */
export function may(role: RoleName, permission: string): boolean {
  if (permission === 'view/task/only-me') return role === 'field user';
  if (role === 'field user')
    return permission === 'view/task' || permission === 'view/flow' || permission === 'view/hub';
  return role === 'owner' || permission !== 'token/manage-token';
}

function permissions(role: RoleName): Row[] {
  return permissionNames.map((name) => ({
    name,
    module: 'mileField',
    menu: name.split('/')[1],
    displayName: name.replaceAll('/', ' '),
    access: may(role, name),
    meta: {},
  }));
}
