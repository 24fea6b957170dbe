import { objectOf, type Tally } from './page.ts';
import { list, type OneOrMore, type Query, withId } from './query.ts';
import { type Identified, part, type ReadBy, readFields, rowReader, type Shape } from './shape.ts';
import {
  flag,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  number,
  scrubbed,
  text,
  texts,
  time,
} from './values.ts';

const json = (value: unknown): Json => scrubbed(value);

const componentShape = {
  id: text,
  component: text,
  title: text,
  type: text,
  showAs: text,
  routeAs: text,
  required: flag,
  visible: flag,
  default: json,
  format: json,
  options: texts,
  min: number,
  max: number,
  units: texts,
  radius: number,
  geoLockTrigger: text,
  maxDuration: number,
  useDataSource: json,
} satisfies Shape;

/** A field of a flow's forms. `id` is the key under which a task of the flow carries its value. */
export type FlowComponent = ReadBy<typeof componentShape>;

/** The documents' own generator writes two keys otherwise than the API (mileapp-api.md, §0.1): both are read. */
function readComponent(value: unknown): FlowComponent | undefined {
  if (!isObject(value)) return undefined;
  const both: JsonObject = {
    ...value,
    type: value.type ?? value.inputType,
    required: value.required ?? value.isRequired,
  };
  return readFields(componentShape, both).fields;
}

const flowShape = {
  name: text,
  organizationId: text,
  orderIndex: number,
  version: number,
  isDefault: flag,
  pages: listOf(part({ title: text, enabled: flag, components: listOf(readComponent) })),
  /** startTime and endTime: hours after creation that a new task gets. */
  configurations: listOf(part({ adjustment: number })),
  createdBy: text,
  updatedBy: text,
  createdTime: time,
  updatedTime: time,
} satisfies Shape;

/** A flow. In lists `pages` are there only when asked for. */
export type Flow = Identified<typeof flowShape>;
export const readFlowRow = rowReader(flowShape);

export function readFlow(body: unknown, tally: Tally): Flow | undefined {
  const flow = objectOf(body, 'flow');
  return flow && readFlowRow(flow, tally);
}

export type FlowFilter = {
  page?: number;
  limit?: number;
  sortBy?: string;
  sortOrder?: 'asc' | 'desc';
  /** `name,orderIndex,version,isDefault,updatedTime` unless told: whole flows can be huge. */
  fields?: OneOrMore;
  /** Only flows the role may use. */
  permission?: boolean;
};

/** snake_case for sorting: here alone (mileapp-api.md, §3.5). */
export function flowQuery(filter: FlowFilter): Query {
  return {
    page: filter.page,
    limit: filter.limit,
    sort_by: filter.sortBy,
    sort_order: filter.sortOrder,
    fields: withId(list(filter.fields) || 'name,orderIndex,version,isDefault,updatedTime'),
    permission: filter.permission,
  };
}

/** A key of the body that creates a task of a flow. */
export type PayloadField = {
  field: string;
  type?: string;
  required?: boolean;
  description?: string;
  example?: Json;
  /** The choices of a select. */
  options?: string[];
};

/** What POST /task wants for a flow. */
export type FlowPayload = {
  flowName?: string;
  fields: PayloadField[];
  /** Ready to be sent, but with invented values: never send it unread. */
  example: Record<string, Json>;
};

const payloadField = {
  field: text,
  type: text,
  required: flag,
  description: text,
  example: json,
  format: texts,
} satisfies Shape;

export function readPayload(body: unknown, tally: Tally): FlowPayload | undefined {
  const data = objectOf(body, 'data');
  if (!data || !Array.isArray(data.flowFields)) return undefined;
  const fields: PayloadField[] = [];
  for (const row of data.flowFields) {
    const { field, format, ...rest } = isObject(row) ? readFields(payloadField, row).fields : {};
    if (field === undefined) tally.unreadable++;
    else fields.push({ field, ...rest, ...(format ? { options: format } : {}) });
  }
  const flowName = text(data.flowName);
  return {
    ...(flowName === undefined ? {} : { flowName }),
    fields,
    example: isObject(data.bodyRequest) ? (scrubbed(data.bodyRequest) as Record<string, Json>) : {},
  };
}

/** The components of a flow's pages, merged, and the keys that no component may take. */
export type FlowFields = { components: FlowComponent[]; reservedKeys: string[] };

export function readFlowFields(body: unknown, tally: Tally): FlowFields | undefined {
  const data = isObject(body) && Array.isArray(body.flowFields) ? body : objectOf(body, 'data');
  if (!data || !Array.isArray(data.flowFields)) return undefined;
  const components = data.flowFields.map(readComponent).filter((one) => one !== undefined);
  tally.unreadable += data.flowFields.length - components.length;
  return { components, reservedKeys: texts(data.reservedKey) ?? [] };
}
