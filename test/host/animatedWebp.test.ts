import assert from 'node:assert/strict';
import { animatedWebp } from './animatedWebp.ts';

/** A file with the head of a picture of that size and some bytes after it. */
function still(width: number, height: number, body: string, before = ''): Buffer {
  const picture = Buffer.alloc(10 + body.length);
  picture.writeUInt16LE(width, 6);
  picture.writeUInt16LE(height, 8);
  picture.write(body, 10);
  const chunk = Buffer.concat([Buffer.from('VP8 ....'), picture, Buffer.alloc(picture.length % 2)]);
  chunk.writeUInt32LE(picture.length, 4);
  const file = Buffer.concat([Buffer.from(`RIFF....WEBP${before}`, 'latin1'), chunk]);
  file.writeUInt32LE(file.length - 8, 4);
  return file;
}

describe('animatedWebp', () => {
  it('holds the frames, their size and their time, chunk by chunk', () => {
    const made = animatedWebp([
      { webp: still(300, 200, 'one'), milliseconds: 1000 },
      // A colour profile of three bytes stands before this one.
      { webp: still(300, 200, 'four', 'ICCP\x03\0\0\0abc\0'), milliseconds: 70_000 },
    ]);
    assert.equal(made.readUInt32LE(4), made.length - 8);
    const chunks: [string, number][] = [];
    for (
      let at = 12;
      at < made.length;
      at += 8 + made.readUInt32LE(at + 4) + (made.readUInt32LE(at + 4) % 2)
    ) {
      chunks.push([made.toString('latin1', at, at + 4), made.readUInt32LE(at + 4)]);
    }
    assert.deepEqual(chunks, [
      ['VP8X', 10],
      ['ANIM', 6],
      ['ANMF', 16 + 8 + 14],
      ['ANMF', 16 + 8 + 14],
    ]);
    const second = made.lastIndexOf('ANMF') + 8;
    assert.deepEqual(
      [made.readUIntLE(second + 6, 3), made.readUIntLE(second + 9, 3), made.readUIntLE(second + 12, 3)],
      [299, 199, 70_000],
    );
    assert.equal(made.toString('latin1', second + 16, second + 20), 'VP8 ');
  });

  it('refuses no frames, other formats and frames of different sizes', () => {
    const frame = { webp: still(3, 2, ''), milliseconds: 1 };
    assert.throws(() => animatedWebp([]), /needs a frame/);
    assert.throws(() => animatedWebp([{ webp: Buffer.from('PNG'), milliseconds: 1 }]), /lossy/);
    assert.throws(() => animatedWebp([frame, { webp: still(2, 3, ''), milliseconds: 1 }]), /differ in size/);
  });
});
