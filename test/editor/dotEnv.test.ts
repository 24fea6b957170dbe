import assert from 'node:assert/strict';
import { dotEnvValue, nameOfValue, namesIn, withLine, withVariable } from '../../src/editor/dotEnv.ts';

describe('a .env file', () => {
  for (const [text, value] of [
    ['A=1\nTOKEN=two\n', 'two'],
    ['export TOKEN="two words"\r\nB=3', 'two words'],
    ["TOKEN = 'x'", 'x'],
    ['TOKEN=first\nTOKEN=last', 'last'],
    ['TOKEN=value # a comment', 'value'],
    ['TOKEN="with # inside"', 'with # inside'],
    ['TOKEN="quoted" # a comment', 'quoted'],
    ['# TOKEN=no\nMY_TOKEN=no', undefined],
    ['TOKEN=', undefined],
  ] as const) {
    it(`${JSON.stringify(text)} gives ${value}`, () => assert.equal(dotEnvValue(text, 'TOKEN'), value));
  }

  for (const [before, after] of [
    ['', 'TOKEN=v.1\n'],
    ['A=1', 'A=1\nTOKEN=v.1\n'],
    ['A=1\r\n', 'A=1\r\nTOKEN=v.1\r\n'],
    ['TOKEN=other\n', 'TOKEN=other\n'],
    ['TOKEN=\n', 'TOKEN=\nTOKEN=v.1\n'],
  ] as const) {
    it(`${JSON.stringify(before)} takes a variable, and nothing is overwritten`, () => {
      assert.equal(withVariable(before, 'TOKEN', 'v.1'), after);
    });
  }

  it('takes a variable without a value once', () => {
    assert.equal(withVariable('A=1\n', 'TOKEN', ''), 'A=1\nTOKEN=\n');
    assert.equal(withVariable('TOKEN=\n', 'TOKEN', ''), 'TOKEN=\n');
  });

  it('quotes what a reader of .env files could take for something else', () => {
    assert.equal(withVariable('', 'TOKEN', 'a#b$c'), "TOKEN='a#b$c'\n");
  });

  it('tells which names hold a value, and which one', () => {
    const text = 'T=one\nT_2=two\nEMPTY=\nT=three\n';
    assert.deepEqual(namesIn(text), ['T', 'T_2']);
    assert.deepEqual(
      ['one', 'two', 'three'].map((value) => nameOfValue(text, value)),
      [undefined, 'T_2', 'T'],
    );
  });

  it('takes a line once', () => {
    assert.equal(withLine('node_modules\n', '.env'), 'node_modules\n.env\n');
    assert.equal(withLine('.env\n', '.env'), '.env\n');
  });
});
