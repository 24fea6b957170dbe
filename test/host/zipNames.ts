/** The names of the files in a ZIP archive, as its central directory lists them. @throws RangeError if it is not one. */
export function zipNames(archive: Buffer): string[] {
  // The last record is 22 bytes and a comment of at most 65 535; sizes and offsets: APPNOTE.TXT 4.3.12 and 4.3.16.
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new RangeError('Not a ZIP archive: it has no central directory.');
  const names: string[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const length = archive.readUInt16LE(at + 28);
    names.push(archive.toString('utf8', at + 46, at + 46 + length));
    at += 46 + length + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return names;
}
