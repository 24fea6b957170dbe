import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { scan } from '../../src/leaks/index.ts';
import { fill } from './mint.ts';

type Case = {
  id: string;
  language: string;
  file: string | null;
  text: string;
  leak: boolean;
  token: string | null;
  note: string;
  tags: string[];
};

/** What a case should give: the texts that are underlined, without those that are only hinted at. */
function expected({ id, leak, text, token, tags }: Case): string[] {
  // `alg: none` is a hint, as the issue says; the case allows for either.
  if (!leak || id === 'pos-092') return [];
  if (tags.includes('two')) return [token ?? '', ...(/"[Bb]earer ([^".]+)"/.exec(text)?.slice(1) ?? [])];
  return [token ?? ''];
}

function found({ language, file, text }: Case): string[] {
  return scan(text, file === null ? { languageId: language } : { languageId: language, path: file })
    .filter(({ severity }) => severity !== 'hint')
    .map(({ start, end }) => text.slice(start, end));
}

const read = (path: URL) => JSON.parse(readFileSync(path, 'utf8')) as Case[];

describe('the given cases', () => {
  for (const one of read(new URL('cases.json', import.meta.url))) {
    const filled = { ...one, text: fill(one.text), token: one.token === null ? null : fill(one.token) };
    it(`${one.id} ${one.language}: ${one.note}`, () => {
      assert.deepEqual(found(filled), expected(filled));
    });
  }
});

describe('the given cases as they were given', () => {
  const path = new URL('../../../shared/leak-cases.json', import.meta.url);
  it('are all judged alike, where ../shared has them', function () {
    if (!existsSync(path)) this.skip();
    const cases = read(path);
    assert.deepEqual(cases.map(found), cases.map(expected));
  });
});
