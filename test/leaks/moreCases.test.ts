import assert from 'node:assert/strict';
import type { Source } from '../../src/leaks/index.ts';
import { scan } from '../../src/leaks/index.ts';
import { clean } from './cases/clean.ts';
import { harderClean, harderLeaks } from './cases/harder.ts';
import { hardestClean, hardestLeaks } from './cases/hardest.ts';
import { leaks } from './cases/leaks.ts';
import { fill } from './mint.ts';

function sourceOf(kind: string): Source {
  const [languageId = '', path] = kind.split('@');
  const source: Source = { languageId, now: Date.UTC(2026, 0, 1) };
  return path === undefined ? source : { ...source, path };
}

/** The texts that are underlined, without those that are only hinted at. */
function found(text: string, source: Source): string[] {
  return scan(text, source)
    .filter(({ severity }) => severity !== 'hint')
    .map(({ start, end }) => text.slice(start, end));
}

/** What a case expects: what stands between `⟦` and `⟧`, else every placeholder. */
function expected(shown: string): string[] {
  const split = /⟦(.*)⟧/s.exec(shown);
  return split
    ? [fill(split[1] ?? '')]
    : [...shown.matchAll(/«[^»]+»/g)].map(([placeholder]) => fill(placeholder));
}

describe('leaks of every language', () => {
  for (const [kind, texts] of [leaks, harderLeaks, hardestLeaks].flatMap((round) => Object.entries(round))) {
    for (const shown of texts) {
      it(`${kind}: ${shown}`, () => {
        const text = fill(shown.replace(/[⟦⟧]/g, ''));
        assert.deepEqual(found(text, sourceOf(kind)), expected(shown));
      });
    }
  }
});

describe('what is clean in every language', () => {
  for (const [kind, texts] of [clean, harderClean, hardestClean].flatMap((round) => Object.entries(round))) {
    for (const shown of texts) {
      it(`${kind}: ${shown}`, () => {
        assert.deepEqual(found(fill(shown), sourceOf(kind)), []);
      });
    }
  }
});
