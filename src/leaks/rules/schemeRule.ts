import { besideScheme } from './neighbour.ts';
import type { Candidate, Rule } from './rule.ts';
import { matchAt } from './rule.ts';
import { bareValue, chainedValue, quotedValue } from './value.ts';

const place = { reason: 'bearerScheme', isWeak: false } as const;

const space = /(?:\\? |[\t]|%20|\\t|&nbsp;|\\u0020){1,4}|\+(?=\w{16})/y;
/** `${"…"}` */
const interpolated = /(?:[$#]?\{|\\\()\s{0,4}/y;
const accepted = (found: Candidate | undefined) => (found?.refusal === undefined ? found : undefined);

/** `Bearer …` in one literal, in a comment, in a text, or with the token in the next literal. */
export const schemeRule: Rule = {
  name: 'scheme',
  words: ['bearer'],
  find(text, start, end): Candidate | undefined {
    const gap = matchAt(space, text, end);
    if (gap) {
      const at = end + gap[0].length;
      const chain = accepted(chainedValue(text, start, at, place));
      if (chain) return chain;
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
    return besideScheme(text, end, place);
  },
  cases: {
    leaks: [
      'h = "Bearer «opaque»"',
      'h = "bearer «hex»";',
      'h = "Bearer " + "«opaque»"',
      'h = "Bearer «opaque»" + suffix',
      'h = ‹"Bearer «opaque:a:20»" + "«opaque:b:20»"›;',
      'h = ‹"Authorization: Bearer «opaque:a:12»" +\n  "«opaque:b:28»"›;',
      { in: 'python', text: 'h = (‹"Bearer «opaque:a:12»"\n  "«opaque:b:28»"›)' },
      { in: 'php', text: "$h = ‹'Bearer «opaque:a:12»' . '«opaque:b:12»' . '«opaque:c:12»'›;" },
      {
        in: 'shellscript',
        text: "curl -H 'Authorization: Bearer «opaque»' \\\n  'api.example.invalid/tasks'",
      },
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
      'throw Error("Bearer authentication" + "required-for-this-endpoint")',
      'w = "Bearer realm=\\"api\\""',
      '"Bearer my-very-long-test-token-value"',
    ],
  },
};
