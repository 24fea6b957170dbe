import type { Rule } from './rule.ts';
import { matchAt } from './rule.ts';
import { quotedValue } from './value.ts';

const place = { reason: 'tokenArgument', isWeak: false } as const;
const empty = `(?:null|undefined|''|"")\\s{0,4},\\s{0,8}`;
const requestAuth = new RegExp(`\\s{0,8}${empty}${empty}(?:true|false)\\s{0,4},\\s{0,8}`, 'y');
const bearerType = /\s{0,8}\{\s{0,8}["']?type["']?\s?:\s?["']bearer["']/y;

/** Calls whose arguments' order says it: `request`'s and `superagent`'s `.auth(…)`. */
export const positionRule: Rule = {
  name: 'position',
  words: ['authCall'],
  find(text, _start, end) {
    const before = matchAt(requestAuth, text, end);
    if (before) return quotedValue(text, end + before[0].length, place);
    const first = quotedValue(text, end, place);
    if (!first) return undefined;
    const comma = /^["'`]\s{0,4},/.exec(text.slice(first.end, first.end + 8));
    return comma && matchAt(bearerType, text, first.end + comma[0].length) ? first : undefined;
  },
  cases: {
    leaks: [
      "request.get(u).auth(null, null, true, '«opaque»');",
      "superagent.get(u).auth('«opaque»', { type: 'bearer' })",
    ],
    clean: ["request.get(u).auth('user', '«opaque»')", 'request.get(u).auth(null, null, true, token)'],
  },
};
