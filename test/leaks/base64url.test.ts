import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeBase64Url, decodeObject } from '../../src/leaks/base64url.ts';

describe('base64url', () => {
  it('gives the bytes that were encoded, in either alphabet, with padding or without', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9000 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        const expected = buffer.toString('latin1');
        assert.equal(decodeBase64Url(buffer.toString('base64url')), expected);
        assert.equal(decodeBase64Url(buffer.toString('base64')), expected);
      }),
    );
  });

  it('gives nothing for what is no base64', () => {
    assert.deepEqual(
      ['a', 'ab.c', 'ab=c', 'é123', 'ab c'].map((text) => decodeBase64Url(text)),
      [undefined, undefined, undefined, undefined, undefined],
    );
  });

  it('reads objects, and nothing else', () => {
    const encoded = (text: string) => decodeObject(Buffer.from(text).toString('base64url'));
    assert.deepEqual(['{"a":"é"}', ' {\n"a":1}\n', '[1]', '1', '{"a":', 'null', '{x}'].map(encoded), [
      { a: 'Ã©' },
      { a: 1 },
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
