/** What a link from outside asks for: `<scheme>://mileapp.mileapp/task?id=…`, with an account's e-mail if it likes. */
export type LinkedTask = { id: string; email?: string };

/** Undefined for a link that is none of ours. */
export function readLink(path: string, query: string): LinkedTask | undefined {
  if (path !== '/task') return undefined;
  const values = new URLSearchParams(query);
  const id = values.get('id') ?? '';
  // Ids are not always 24 digits (mileapp-api.md, §2.5).
  if (!/^[\w@.+-]{1,100}$/.test(id)) return undefined;
  const email = values.get('account') ?? '';
  return email === '' ? { id } : { id, email };
}
