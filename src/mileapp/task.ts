import type { Tally } from './page.ts';
import { part, type ReadBy, type Shape } from './shape.ts';
import {
  droppedKeys,
  flag,
  idOf,
  isObject,
  type Json,
  joined,
  listOf,
  number,
  type Reader,
  scrubbed,
  text,
  texts,
  time,
} from './values.ts';

/** The three statuses of the documents; activities know others, which are passed on as they are. */
export const taskStatuses = ['UNASSIGNED', 'ONGOING', 'DONE'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

/** In capitals, where it is one of the three: one page of the documents spells them otherwise. */
const status: Reader<string> = (value) => {
  const said = text(value);
  return taskStatuses.find((one) => one === said?.toUpperCase()) ?? said;
};

const json: Reader<Json> = (value) => scrubbed(value);

const place = { name: text, lat: number, lng: number } satisfies Shape;
const history = { action: text, notes: text, changeData: json, createdAt: time } satisfies Shape;

/** The documented keys of a task (mileapp-api.md, §4.1 and §4.2) and how each is read. */
const reserved = {
  organizationId: text,
  flowId: text,
  flow: text,
  hubId: text,
  hub: part(place),
  organization: part({ name: text, email: text }),
  title: joined,
  content: joined,
  label: joined,
  status,
  assignee: texts,
  assignedTo: part({ name: text, email: text, hubId: texts, roleId: text }),
  assignedBy: text,
  assignedVehicleId: text,
  assignedVehicle: part({ name: text, assignee: text }),
  startTime: time,
  endTime: time,
  createdTime: time,
  updatedTime: time,
  assignedTime: time,
  doneTime: time,
  openTaskTime: time,
  expectedDoneTime: time,
  syncedTime: time,
  inLocation: time,
  outLocation: time,
  createdBy: text,
  createdFrom: text,
  createdCoordinate: text,
  updatedBy: text,
  doneBy: text,
  doneFrom: text,
  doneCoordinate: text,
  expectedCoordinate: text,
  eta: text,
  etd: text,
  waitingTime: number,
  duration: number,
  idleDuration: number,
  travelDuration: number,
  distance: number,
  travelDistance: number,
  routePlannedOrder: number,
  doneOrder: number,
  orderIndex: number,
  isLastDoneOrder: flag,
  isSample: flag,
  isDeleted: flag,
  useGeoLock: flag,
  geoLock: json,
  geoLockTrigger: text,
  refId: text,
  idLocal: text,
  routingResultId: text,
  parentTaskId: text,
  parentId: text,
  subId: texts,
  taskType: text,
  autoSplit: text,
  splitNumber: text,
  useVisitGroup: json,
  visitGroup: json,
  visitGroupPriority: json,
  vehicleSubHubDistanceLimit: json,
  workflow: json,
  workflowId: text,
  automationRefId: text,
  automationRefType: text,
  appVersion: text,
  deviceInformation: json,
  histories: listOf(part(history)),
} satisfies Shape;

/**
 * A task. Its documented keys have the API's names; times are ISO 8601 with their zone. None but `id` can be relied
 * upon, and that is '' for a row that had none.
 */
export type Task = { id: string } & ReadBy<typeof reserved> & {
    /**
     * Everything else: the values of its flow's components by component id, and documented keys whose value was not
     * of the documented kind. Text in here was written by strangers.
     */
    fields: Record<string, Json>;
  };

/** What becomes of a key: it is read, or it is left out. A key that is not here is a field. */
const fates = new Map<string, Reader<unknown> | 'leftOut'>(Object.entries(reserved));
for (const key of ['_id', 'id', ...droppedKeys]) fates.set(key, 'leftOut');

type Growing = { id: string; [key: string]: unknown };

/**
 * Makes `{ id }`. V8 learns from a constructor how many keys its objects will get, and leaves room for them: filling
 * a literal key by key takes half as long again, and lists are thousands of rows.
 */
const PlainRow = function (this: Growing, id: string): void {
  this.id = id;
} as unknown as new (
  id: string,
) => Growing;
PlainRow.prototype = Object.prototype;

/** Reads a row of /tasks or the object of /task/{id}. Nothing is lost but credentials: see Task. */
export function readTask(row: unknown, tally: Tally): Task {
  if (!isObject(row)) {
    tally.unreadable++;
    return { id: '', fields: {} };
  }
  const fields: Record<string, Json> = {};
  const task = new PlainRow(idOf(row) ?? '');
  let complete = task.id !== '';
  // Rows come out of JSON.parse: for…in sees their own keys alone, and is many times faster than Object.keys.
  for (const key in row) {
    const raw = row[key];
    const fate = fates.get(key);
    if (fate === 'leftOut') continue;
    if (fate === undefined) {
      fields[key] = typeof raw === 'object' ? scrubbed(raw) : (raw as Json);
    } else if (raw !== null) {
      const value = fate(raw);
      if (value !== undefined) task[key] = value;
      else {
        fields[key] = scrubbed(raw);
        complete = false;
      }
    }
  }
  if (!complete) tally.unreadable++;
  task.fields = fields;
  return task as Task;
}
