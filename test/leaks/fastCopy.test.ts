import assert from 'node:assert/strict';
import { Codes } from '../../src/leaks/fastCopy.ts';

describe('codes of a text', () => {
  it('are those of the characters, and 0 beside the text', () => {
    const codes = new Codes(4);
    const of = (text: string, from: number) => [...codes.of(text, from)];
    assert.deepEqual(of('abcdef', 1), [98, 99, 100, 101]);
    assert.deepEqual(of('abcdef', 4), [101, 102, 0, 0]);
    assert.deepEqual(of('é\u016f\u{1f600}', 0), [0xe9, 0x16f, 0xd83d, 0xde00]);
    assert.deepEqual(of('abcdef', -1), [0, 97, 98, 99]);
    assert.deepEqual(of('', -1), [0, 0, 0, 0]);
    assert.deepEqual(of('abc', 7), [0, 0, 0, 0]);
  });
});
