import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { hugeFrom, SourceReader } from '../../src/cli/sourceText.ts';
import { temporaryFolder, writeFiles } from './runCli.ts';

describe('SourceReader', () => {
  let folder: string;
  let end: () => void;
  beforeEach(() => {
    ({ folder, end } = temporaryFolder());
  });
  afterEach(() => end());

  it('reads files of every size whole, one after the other', () => {
    const text = (length: number, end: string) => 'x'.repeat(length - end.length) + end;
    const sizes = [0, 1, 5000, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 3 * 1024 * 1024, hugeFrom, 7];
    writeFiles(folder, Object.fromEntries(sizes.map((size) => [String(size), text(size, size ? '.' : '')])));
    const reader = new SourceReader();
    const read = sizes.map((size) => reader.read(path.join(folder, String(size))));
    // Compared by what distinguishes them: ten megabytes make no message.
    assert.deepEqual(
      read.map((one) => ('text' in one ? [one.bytes, one.text.length, one.text.at(-1)] : one)),
      sizes.map((size) => [size, size, size ? '.' : undefined]),
    );
    assert.equal('text' in read[4]! && read[4].text, text(256 * 1024, '.'));
  });

  it('knows the encodings of source', () => {
    writeFiles(folder, {
      plain: 'naïve',
      marked: '\ufeffnaïve',
      wide: Buffer.from('\ufeffnaïve', 'utf16le'),
      other: Buffer.from('\ufeffnaïve', 'utf16le').swap16(),
      late: `${'a'.repeat(8000)}\0`,
    });
    const reader = new SourceReader();
    const texts = ['plain', 'marked', 'wide', 'other', 'late'].map((name) => {
      const read = reader.read(path.join(folder, name));
      return 'text' in read ? read.text : read.skip;
    });
    assert.deepEqual(texts, ['naïve', 'naïve', 'naïve', 'naïve', `${'a'.repeat(8000)}\0`]);
  });

  it('says why a file has no text, and waits for none', () => {
    writeFiles(folder, {
      data: 'a\0b',
      huge: Buffer.alloc(hugeFrom + 1, 'x'),
      closed: 'let a;\n',
    });
    mkdirSync(path.join(folder, 'inner'));
    symlinkSync('data', path.join(folder, 'link'));
    symlinkSync('loop', path.join(folder, 'loop'));
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    chmodSync(path.join(folder, 'closed'), 0);
    const reader = new SourceReader();
    const names = ['data', 'huge', 'inner', 'link', 'loop', 'pipe', 'nowhere'];
    assert.deepEqual(
      names.map((name) => reader.read(path.join(folder, name))),
      ['binary', 'huge', 'special', 'special', 'special', 'special', 'gone'].map((skip) => ({ skip })),
    );
    // Root may read everything.
    const closed = reader.read(path.join(folder, 'closed'));
    assert.deepEqual(
      closed,
      process.getuid?.() === 0 ? { text: 'let a;\n', bytes: 7 } : { skip: 'unreadable' },
    );
  });
});
