import assert from 'node:assert/strict';
import { plainText } from '../../src/editor/plainText.ts';

describe('plainText', () => {
  for (const [text, plain] of [
    ['Order 1001', 'Order 1001'],
    ['  two\r\nlines\there ', 'two lines here'],
    ['$(alert) fire', '$\u200b(alert) fire'],
    ['abc\u202egnp.exe', 'abcgnp.exe'],
    ['', ''],
    ['a\u2028b\u0000c', 'a b c'],
  ] as const) {
    it(JSON.stringify(text), () => assert.equal(plainText(text), plain));
  }

  it('cuts long text without breaking a character in two', () => {
    assert.equal(plainText('x'.repeat(300), 10), `${'x'.repeat(9)}…`);
    assert.equal(plainText('x'.repeat(8) + '😀'.repeat(9), 10), `${'x'.repeat(8)}…`);
  });
});
