import { namesToken } from '../keyNames.ts';
import { valueOfName } from './afterName.ts';
import type { Candidate, Rule } from './rule.ts';
import { nameEnd, nameStart } from './rule.ts';

/** `csrf token: x`, `page token: x`: the word before says that it is another kind. */
const otherKind = /\b(?:[cx]srf|page|next|continuation|sync|cursor|reset|invite|verification|push|device) $/i;

/** A name the user added, if it stands there whole, and its value. */
export function valueOfAddedName(text: string, start: number, end: number): Candidate | undefined {
  if (nameStart(text, start) !== start || nameEnd(text, end) !== end) return undefined;
  return valueOfName(text, start, end, () => true);
}

/** A name that stands for a token, and what is assigned, passed or given to it. */
export const keyRule: Rule = {
  name: 'key',
  words: ['token', 'bearer', 'authorization', 'apiKey', 'authKey', 'subscriptionKey'],
  find(text, start, end) {
    const nameFrom = nameStart(text, start);
    const nameTo = nameEnd(text, end);
    const [before, word, after] = [
      text.slice(nameFrom, start),
      text.slice(start, end),
      text.slice(end, nameTo),
    ];
    if (otherKind.test(text.slice(Math.max(0, nameFrom - 16), nameFrom))) return undefined;
    return valueOfName(text, nameFrom, nameTo, (isCall) => namesToken(before, word, after, isCall));
  },
  cases: {
    leaks: [
      'const cfg = { auth: { bearer: "«opaque»" } };',
      'const accessToken = process.env.TOKEN || "«opaque»";',
      'localStorage.setItem("access_token", "«opaque»");',
      'client.setToken("«opaque»")',
      'h = { authorization: "«opaque»" }',
      'h = { "X-Auth-Token": "«opaque»" }',
      { in: 'python', text: 'BearerAuth(token="«opaque»")' },
      { in: 'python', text: 'os.environ.get("API_TOKEN", "«opaque»")' },
      { in: 'python', text: 'token: str = "«opaque»"' },
      { in: 'rust', text: 'let token = String::from("«opaque»");' },
      { in: 'java', text: '@Value("${api.token:«opaque»}")' },
      { in: 'shellscript', text: 'curl --oauth2-bearer «opaque» https://x.invalid' },
      { in: 'shellscript', text: 'TOKEN="${TOKEN:-«opaque»}"' },
      { in: 'yaml', text: 'token: >-\n  «opaque»' },
      { in: 'properties', text: 'api.token=«opaque»' },
      { in: 'xml', text: '<token>«opaque»</token>' },
    ],
    clean: [
      'const token = getAccessTokenFromSession123();',
      'const tokenType = "«opaque»"',
      'const csrfToken = "«opaque»"',
      'const nextPageToken = "«opaque»"',
      'getToken("«opaque»")',
      'const token = decrypt("«opaque»")',
      { in: 'terraform', text: 'token = var.api_token_for_production' },
      { in: 'yaml', text: 'token: {{ .Values.token | quote }}' },
    ],
  },
};
