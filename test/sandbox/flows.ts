import { chance, longTime, pick } from './chance.ts';
import { address, coordinate, fullName, idOf, type Organization, type Row } from './world.ts';

/** A component of a flow: the row that /flow sends, and the value that a task of the flow carries under its id. */
export type Component = Row & {
  id: string;
  page: number;
  value: (number: number) => unknown;
  done?: boolean;
};

export type Flow = { number: number; name: string; components: readonly Component[] };

const packageTypes = ['Makanan', 'Dokumen', 'Paket'];

const customer: Component = {
  id: 'customerName-1',
  page: 0,
  component: 'input',
  title: 'Nama pelanggan',
  type: 'String',
  showAs: 'title',
  required: true,
  visible: true,
  value: (number) => `${fullName(number)} #${1000 + (number % 9000)}`,
};
const place: Component = {
  id: 'address',
  page: 0,
  component: 'input',
  title: 'Alamat',
  type: 'Address',
  showAs: 'content',
  routeAs: 'Address',
  required: true,
  visible: true,
  value: address,
};
const point: Component = {
  id: 'dropPoint',
  page: 0,
  component: 'input',
  title: 'Titik',
  type: 'Geolocation',
  routeAs: 'Coordinate',
  required: false,
  useGeoLock: true,
  radius: 100,
  geoLockTrigger: 'onTaskDone',
  value: coordinate,
};
const kind: Component = {
  id: 'packageType',
  page: 0,
  component: 'select',
  title: 'Jenis paket',
  type: 'dropdown',
  showAs: 'label',
  required: false,
  options: packageTypes,
  min: '0',
  max: '1',
  value: (number) => pick(packageTypes, number),
};
const amount: Component = {
  id: 'codAmount',
  page: 0,
  component: 'input',
  title: 'Nilai COD',
  type: 'Currency',
  required: false,
  useUnit: true,
  units: ['IDR'],
  value: (number) => (number % 500) * 1000,
};
const items: Component = {
  id: 'listItem',
  page: 1,
  component: 'list',
  title: 'Barang',
  type: 'quantity',
  required: false,
  value: (number) =>
    Array.from({ length: 1 + (number % 3) }, (_, item) => ({
      title: `Barang ${item + 1}`,
      content: '',
      data: { _id: `item-${item}`, value: 'kg' },
      qty: 1 + ((number >>> 4) % 9),
      unitPrice: 12_500,
      qtyProcessed: 0,
    })),
};
const photo: Component = {
  id: 'proofPhoto',
  page: 1,
  component: 'photo',
  title: 'Foto bukti',
  required: true,
  min: 1,
  max: 3,
  done: true,
  value: (number) => [`https://apistorage.mile.app/sandbox/2025/03/04/${number}.jpg`],
};
const note: Component = {
  id: 'officerNote',
  page: 1,
  component: 'input',
  title: 'Catatan petugas',
  type: 'String',
  required: false,
  done: true,
  value: (number) => pick(['Diterima satpam', 'Diterima langsung', 'Alamat jelas'], number),
};
const visited: Component = {
  id: 'visitDate',
  page: 0,
  component: 'input',
  title: 'Tanggal kunjungan',
  type: 'Date',
  required: true,
  value: (number) => `2025-${String(1 + (number % 12)).padStart(2, '0')}-15`,
};

/** Two flows carry a space in their names: paths must encode it. */
export const flows: readonly Flow[] = [
  { number: 0, name: 'Delivery', components: [customer, place, point, kind, amount, items, photo, note] },
  { number: 1, name: 'Pickup', components: [customer, place, kind, items] },
  { number: 2, name: 'Kunjungan Toko', components: [customer, place, visited, photo] },
  { number: 3, name: 'Service AC', components: [customer, place, amount, note] },
  { number: 4, name: 'Activity', components: [customer, note] },
];

/** The 66 names that GET /flow/{name}/fields gives as reserved. */
export const reservedKeys: readonly string[] = (
  '_id flow flowId organizationId hub hubId isDeleted title content label orderIndex status startTime endTime ' +
  'updatedTime assignee assignedTo assignedBy assignedTime createdBy createdFrom createdTime doneBy doneCoordinate ' +
  'doneTime openTaskTime waitingTime travelDuration duration distance eta etd assignedVehicleId assignedVehicle ' +
  'routePlannedOrder expectedCoordinate refId createdCoordinate organization isSample doneFrom expectedDoneTime ' +
  'geoLock geoLockTrigger idLocal idleDuration updatedBy useGeoLock syncedTime histories Handover routingResultId ' +
  'parentTaskId autoSplit splitNumber useVisitGroup visitGroup visitGroupPriority appVersion deviceInformation ' +
  'automationRefId automationRefType taskType parentId subId workflow'
).split(' ');

/** A component as the API writes it. */
function componentRow({ page: _page, value: _value, done: _done, ...row }: Component): Row {
  return row;
}

/** The flow object of GET /flows and GET /flow/{id}. */
export function flowRow(organization: Organization, flow: Flow, now: number): Row {
  const pages = [...new Set(flow.components.map((component) => component.page))];
  return {
    _id: idOf(organization, 'flow', flow.number),
    organizationId: organization.id,
    name: flow.name,
    pages: pages.map((page) => ({
      id: `page${page}`,
      title: page === 0 ? 'Pembuatan' : 'Pengerjaan',
      enabled: true,
      components: flow.components.filter((component) => component.page === page).map(componentRow),
    })),
    configurations: [
      { id: 'startTime', adjustment: 0 },
      { id: 'endTime', adjustment: 24 },
    ],
    isDefault: flow.number === 0,
    orderIndex: flows.length - flow.number,
    version: 1 + flow.number,
    createdBy: 'dewi@example.com',
    updatedBy: 'dewi@example.com',
    createdTime: longTime(now - 380 * 86_400_000),
    updatedTime: longTime(now - (flow.number + 1) * 86_400_000),
  };
}

/** The `data` of GET /flow/{name}/task: descriptions carry \r\n, as documented. */
export function payloadRow(organization: Organization, flow: Flow, now: number): Row {
  const day = (offset: number) => `${new Date(now + offset).toISOString().slice(0, 23)}+00:00`;
  const hubId = idOf(organization, 'hub', 0);
  const field = (
    name: string,
    type: unknown,
    required: unknown,
    example: unknown,
    format: unknown = null,
  ) => ({
    field: name,
    type,
    required,
    description: `${name}\r\nIsi sesuai kebutuhan.`,
    example,
    format,
  });
  const created = flow.components.filter((component) => component.page === 0);
  const example = (component: Component) => component.value(chance(flow.number, 77));
  return {
    flowName: flow.name,
    flowFields: [
      field('hubId', 'String', true, hubId),
      field('startTime', 'Datetime', true, day(0)),
      field('endTime', 'Datetime', true, day(86_400_000)),
      ...created.map((component) =>
        field(
          component.id,
          component.component === 'select' ? 'String' : component.type,
          component.required,
          example(component),
          component.options ?? null,
        ),
      ),
    ],
    bodyRequest: {
      hubId,
      flow: flow.name,
      startTime: day(0),
      endTime: day(86_400_000),
      ...Object.fromEntries(created.map((component) => [component.id, example(component)])),
    },
  };
}

/** The body of GET /flow/{name}/fields below `status` and `message`. */
export function fieldsRow(flow: Flow): Row {
  return { flowFields: flow.components.map(componentRow), reservedKey: reservedKeys, is_cache: false };
}
