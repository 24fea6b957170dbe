import assert from 'node:assert/strict';
import { Document } from '../../../src/leaks/fix/document.ts';

const textsOf = (document: Document, offset: number) => {
  const region = document.region(offset);
  const outer = region?.kind === 'code' ? region.literal : undefined;
  return document.tokens(offset, outer).list.map(({ text }) => text);
};

describe('a document', () => {
  it('takes a literal with everything in it as one token', () => {
    const text = 'a(`x ${b("y")} z`, "c") // d';
    const document = new Document(text, { languageId: 'javascript' });
    assert.deepEqual(textsOf(document, 0), ['a', '(', '`x ${b("y")} z`', ',', '"c"', ')']);
  });

  it('reads an interpolation at a level of its own', () => {
    const text = 'a(`x ${b("y")} z`)';
    const document = new Document(text, { languageId: 'javascript' });
    assert.deepEqual(textsOf(document, text.indexOf('b(')), ['b', '(', '"y"', ')', '}']);
  });

  it('knows which token is the first of its line, comments left out', () => {
    const document = new Document('a b // c\nd /*\n*/ e /* */ f', { languageId: 'javascript' });
    assert.deepEqual(
      document
        .tokens(0, undefined)
        .list.filter(({ isFirstOnLine }) => isFirstOnLine)
        .map(({ text }) => text),
      ['a', 'd', 'e'],
    );
  });

  it('pairs brackets, and leaves what has no partner', () => {
    const tokens = new Document('a(b[c]{d)', { languageId: 'javascript' }).tokens(0, undefined);
    const partners = tokens.list.map((_, index) => tokens.partner(index));
    assert.deepEqual(partners, [-1, -1, -1, 5, -1, 3, -1, -1, -1]);
    assert.deepEqual(
      tokens.list.map((_, index) => tokens.enclosing(index)),
      [-1, -1, 1, 1, 3, 1, 1, 6, 6],
    );
  });

  it('is an island in each fence', () => {
    const text = 'a\n\n```js\nb\n```\n\n```js\nc\n```\n';
    const document = new Document(text, { languageId: 'markdown' });
    const island = document.island(text.indexOf('c'));
    assert.deepEqual([island.row.name, text.slice(island.start, island.end)], ['javascript', 'c\n']);
  });
});
