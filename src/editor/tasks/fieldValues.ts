import type { Json } from '../../mileapp/index.ts';
import { mapLink, safeLink } from './safeLink.ts';
import type { Value } from './taskHtml.ts';

/** More of one field than this is not shown; the JSON has it. */
const most = 50;

/** The value of a flow's field as it is shown: addresses and coordinates are links, lists are several values. */
export function fieldValues(value: Json): Value[] {
  if (value === null || value === '') return [];
  if (!Array.isArray(value)) return [oneValue(value)];
  return value
    .slice(0, most)
    .filter((one) => one !== null && one !== '')
    .map(oneValue);
}

function oneValue(value: Json): Value {
  if (value !== null && typeof value === 'object') return { text: lines(value), block: true };
  const text = String(value);
  const href = safeLink(text) ?? mapLink(text);
  if (href !== undefined) return { text, href };
  return text.includes('\n') ? { text, block: true } : { text };
}

/** An object as a person reads it: a line for each key that has a value; what lies deeper, as JSON. */
function lines(value: Json[] | { [key: string]: Json }): string {
  if (Array.isArray(value)) return JSON.stringify(value);
  return Object.entries(value)
    .filter(([, one]) => one !== null && one !== '')
    .map(([key, one]) => `${key}: ${typeof one === 'object' ? JSON.stringify(one) : String(one)}`)
    .join('\n');
}
