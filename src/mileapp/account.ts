import { flag, idOf, isObject, type JsonObject, put, text, texts } from './values.ts';

/** Whose token it is. Of GET /user only this survives: its body carries a whole credential (mileapp-api.md, §0.2). */
export type Account = {
  id: string;
  name?: string;
  email?: string;
  status?: string;
  /** Such as `en` or `id`. */
  language?: string;
  organizationId?: string;
  /** The company's name, as its owner gave it. */
  organizationName?: string;
  roleName?: string;
  /** Hubs the user may see. */
  hubIds: string[];
  /** What the role grants, by name, such as `view/user`; undefined where the server does not say, so do not gate. */
  permissions?: Record<string, boolean>;
};

/** Undefined where it is nobody: an answer without an id. */
export function readAccount(body: unknown): Account | undefined {
  const user = isObject(body) && isObject(body.data) ? body.data : body;
  if (!isObject(user)) return undefined;
  const id = idOf(user);
  if (id === undefined) return undefined;
  const organization = first(user.organization);
  const role = first(user.role);
  const account: Account = { id, hubIds: texts(user.hubId ?? user.hub_id) ?? [] };
  put(account, 'name', text(user.name));
  put(account, 'email', text(user.email));
  put(account, 'status', text(user.status));
  put(account, 'language', text(user.language));
  put(account, 'organizationId', text(user.organizationId ?? user.organization_id ?? idOf(organization)));
  put(account, 'organizationName', text(first(organization.user).companyName ?? organization.name));
  put(account, 'roleName', text(role.name));
  put(account, 'permissions', readPermissions(role.permissions));
  return account;
}

/** The object, or the first of a list: the schema types both `role` and `organization` as lists. */
function first(value: unknown): JsonObject {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return isObject(one) ? one : {};
}

function readPermissions(value: unknown): Record<string, boolean> | undefined {
  if (!Array.isArray(value)) return undefined;
  const permissions: Record<string, boolean> = {};
  for (const row of value.filter(isObject)) {
    const [name, access] = [text(row.name), flag(row.access)];
    if (name !== undefined && access !== undefined && name !== '__proto__') permissions[name] = access;
  }
  return permissions;
}
