import assert from 'node:assert/strict';
import { scan, tokenText } from '../../src/leaks/index.ts';
import { eachWord } from '../../src/leaks/prefilter.ts';
import { rules } from '../../src/leaks/records.ts';
import type { RuleCase } from '../../src/leaks/rules/rule.ts';
import { fill } from './mint.ts';

const parts = (one: RuleCase) =>
  typeof one === 'string'
    ? { languageId: 'javascript', shown: one }
    : { languageId: one.in, shown: one.text };

/** The token of a case, or its parts put together: a JWT's by dots. */
const tokens = (shown: string) => (shown.match(/«[^»]+»/g) ?? []).join(shown.includes('«jwt1»') ? '.' : '');

describe('rules', () => {
  for (const rule of rules) {
    for (const one of rule.cases.leaks) {
      const { languageId, shown } = parts(one);
      it(`${rule.name} finds the token in ${shown}`, () => {
        const range = fill(/‹(.+)›/s.exec(shown)?.[1] ?? tokens(shown));
        const text = fill(shown.replace(/[‹›]/g, ''));
        const findings = scan(text, { languageId });
        assert.deepEqual(
          findings.map(({ start, end }) => text.slice(start, end)),
          [range],
        );
        const token = fill(tokens(shown));
        assert.deepEqual(
          findings.map((finding) => tokenText(text, finding)),
          [token],
        );
        const mine: string[] = [];
        eachWord(text, 0, text.length, (word, start, end) => {
          const candidate = rule.words.includes(word) ? rule.find(text, start, end) : undefined;
          if (candidate && candidate.refusal === undefined) mine.push(candidate.token);
        });
        assert.ok(mine.includes(token), 'found by another rule only');
      });
    }
    for (const one of rule.cases.clean) {
      const { languageId, shown } = parts(one);
      it(`${rule.name} finds nothing in ${shown}`, () => {
        assert.deepEqual(scan(fill(shown), { languageId }), []);
      });
    }
  }
});
