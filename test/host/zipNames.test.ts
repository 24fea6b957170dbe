import assert from 'node:assert/strict';
import { zipNames } from './zipNames.ts';

/** An archive of empty files, with what a reader must step over: extra fields and comments. */
function archive(names: string[]): Buffer {
  const entries = names.map((name) => {
    const header = Buffer.alloc(46);
    header.write('PK\x01\x02', 'latin1');
    header.writeUInt16LE(Buffer.byteLength(name), 28);
    header.writeUInt16LE(3, 30);
    header.writeUInt16LE(2, 32);
    return Buffer.concat([header, Buffer.from(name), Buffer.from('xxxcc')]);
  });
  const before = Buffer.from('local headers');
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(before.length, 16);
  return Buffer.concat([before, ...entries, end]);
}

describe('zipNames', () => {
  it('lists the files of an archive', () => {
    const names = ['[Content_Types].xml', 'extension/package.json', 'extension/médias/é.png'];
    assert.deepEqual(zipNames(archive(names)), names);
    assert.deepEqual(zipNames(archive([])), []);
  });

  it('refuses what is no archive', () => {
    assert.throws(() => zipNames(Buffer.from('text')), RangeError);
  });
});
