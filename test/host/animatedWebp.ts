/** A still picture in the WebP format, and how long it is shown. */
export type Frame = { webp: Buffer; milliseconds: number };

/**
 * Joins still WebP pictures of one size into an animated one that runs forever.
 * Source of the format: “WebP Container Specification”, developers.google.com/speed/webp/docs/riff_container.
 * @throws Error where there is no frame, or one is not a lossy WebP picture of the first one's size
 */
export function animatedWebp(frames: readonly Frame[]): Buffer {
  const pictures = frames.map(({ webp }) => pictureIn(webp));
  const [first] = pictures;
  if (!first) throw new Error('An animation needs a frame.');
  const { width, height } = first;
  const header = Buffer.alloc(10);
  header[0] = 0b10; // has an animation
  header.writeUIntLE(width - 1, 4, 3);
  header.writeUIntLE(height - 1, 7, 3);
  const shown = pictures.map((picture, index) => {
    if (picture.width !== width || picture.height !== height) throw new Error('The frames differ in size.');
    const frame = Buffer.alloc(16);
    frame.writeUIntLE(width - 1, 6, 3);
    frame.writeUIntLE(height - 1, 9, 3);
    frame.writeUIntLE(frames[index]?.milliseconds ?? 0, 12, 3);
    frame[15] = 0b10; // overwrites what was shown
    return chunk('ANMF', Buffer.concat([frame, picture.chunk]));
  });
  // A white background, and no end to the loop.
  const loop = Buffer.from([255, 255, 255, 255, 0, 0]);
  const body = Buffer.concat([Buffer.from('WEBP'), chunk('VP8X', header), chunk('ANIM', loop), ...shown]);
  return chunk('RIFF', body);
}

function chunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8, name, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

/** The chunk of the picture itself, among a colour profile and the like, and the size its first bytes tell. */
function pictureIn(webp: Buffer): { chunk: Buffer; width: number; height: number } {
  const isWebp = webp.toString('latin1', 0, 4) === 'RIFF' && webp.toString('latin1', 8, 12) === 'WEBP';
  for (let at = isWebp ? 12 : webp.length; at + 18 <= webp.length; ) {
    const length = webp.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (webp.toString('latin1', at, at + 4) !== 'VP8 ') {
      at = end;
      continue;
    }
    // After the chunk's head and the frame's tag and start code: 14 bits each.
    const width = webp.readUInt16LE(at + 14) & 0x3fff;
    const height = webp.readUInt16LE(at + 16) & 0x3fff;
    return { chunk: webp.subarray(at, end), width, height };
  }
  throw new Error('Not a lossy WebP picture.');
}
