import assert from 'node:assert/strict';
import { UsedNames } from '../../../src/editor/guard/usedNames.ts';

const hash = (value: string) => `hash of ${value}`;
const given = (variable: string, value: string) => ({ uri: 'file:///a', variable, hash: hash(value) });

describe('names that stand for values', () => {
  const names = new UsedNames('T=one\nT_2=two\n', [given('T_3', 'three')], hash);

  it('are held by their own value and taken from all others', () => {
    assert.deepEqual(names.of(['one', 'three', 'four']), {
      held: new Map([
        ['one', 'T'],
        ['three', 'T_3'],
      ]),
      taken: ['T', 'T_2', 'T_3'],
    });
  });

  it('leave the first number that is free', () => {
    assert.deepEqual(
      ['one', 'two', 'three', 'four'].map((value) => names.free('T', value)),
      ['T', 'T_2', 'T_3', 'T_4'],
    );
    assert.equal(names.free('U', 'four'), 'U');
  });

  it('are those of .env before those that a fix gave', () => {
    const both = new UsedNames('KEPT=one\n', [given('GIVEN', 'one')], hash);
    assert.equal(both.free('T', 'one'), 'KEPT');
  });

  it('count those that are about to be written', () => {
    const more = new UsedNames('', [], hash);
    more.add([given('T', 'one')]);
    assert.deepEqual([more.free('T', 'one'), more.free('T', 'two')], ['T', 'T_2']);
  });
});
