import type { Candidate, Rule } from './rule.ts';
import { matchAt } from './rule.ts';
import { bareValue, open, quote, quotedValue } from './value.ts';

const place = { reason: 'bearerScheme', isWeak: false } as const;

const space = /(?:\\? |[\t]|%20|\\t|&nbsp;|\\u0020){1,4}|\+(?=\w{16})/y;
/** `Bearer "` as in a shell's `Authorization: Bearer "…"`, `Bearer '…'`. */
const verb = '(?:\\s{1,4}(?:%(?:\\d\\$)?[sv@d]|\\{\\w{0,20}\\}|~[sp]|\\?|:\\w{1,20}))?\\s{0,4}';
/** `${"…"}` */
const interpolated = /(?:[$#]?\{|\\\()\s{0,4}/y;
const accepted = (found: Candidate | undefined) => (found?.refusal === undefined ? found : undefined);

/** From the scheme's literal to its neighbour: concatenated, formatted in, the next argument. */
const toNeighbour = new RegExp(
  `${verb}${quote}\\s{0,4}[)>]{0,2}\\s{0,80}` +
    '(?:[+.&~,%]|-f\\b|\\.\\.|<>|\\+\\+|\\|\\||\\.\\s?(?:concat|format|formatted|plus|join|append)\\s?\\()?' +
    '\\s{0,80}\\(?\\s{0,40}(?:->\\s?\\{\\s?)?' +
    '(?:["\'`]?(?:credentials?|parameter|param|value|token|access_?token|password|arg|to)["\'`]?\\s{0,4}(?:[:=]|=>)\\s{0,4})?' +
    `(?:String\\(|@|to_string\\(|str\\()?(?=${open})`,
  'y',
);

/** `Bearer …` in one literal, in a comment, in a text, or with the token in the next literal. */
export const schemeRule: Rule = {
  name: 'scheme',
  words: ['bearer'],
  find(text, start, end): Candidate | undefined {
    const gap = matchAt(space, text, end);
    if (gap) {
      const at = end + gap[0].length;
      const found = bareValue(text, at, place);
      if (found) return { ...found, isBare: false };
      const opened = matchAt(interpolated, text, at);
      if (opened) {
        const inside = accepted(quotedValue(text, at + opened[0].length, place));
        if (inside) return inside;
      }
      const inner = /["'<[]/.test(text[at] ?? '') ? quotedValue(text, at, place) : undefined;
      if (accepted(inner)) return inner;
    }
    const neighbour = matchAt(toNeighbour, text, end);
    if (!neighbour || start < 0) return undefined;
    return quotedValue(text, end + neighbour[0].length, place);
  },
  cases: {
    leaks: [
      'h = "Bearer «opaque»"',
      'h = "bearer «hex»";',
      'h = "Bearer " + "«opaque»"',
      { in: 'python', text: 'h = "Bearer {}".format("«opaque»")' },
      { in: 'python', text: "h = 'Bearer %s' % '«opaque»'" },
      { in: 'go', text: 'fmt.Sprintf("Bearer %s", "«opaque»")' },
      { in: 'csharp', text: 'new AuthenticationHeaderValue("Bearer", "«opaque»")' },
      { in: 'lua', text: 'h = "Bearer " .. "«opaque»"' },
      { in: 'http', text: 'Authorization: Bearer «opaque»' },
    ],
    clean: [
      'h = "Bearer " + token',
      'h = `Bearer ${token}`',
      'throw Error("Bearer authentication required for this endpoint")',
      'w = "Bearer realm=\\"api\\""',
      '"Bearer my-very-long-test-token-value"',
    ],
  },
};
