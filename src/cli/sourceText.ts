import { isAscii } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Why a file was not scanned; `special` is a link, a folder, a pipe. */
export type Skip = 'binary' | 'huge' | 'special' | 'unreadable' | 'gone';

/** A file above this size is data, not source: nobody reads it in an editor. In bytes. */
export const hugeFrom = 10 * 1024 * 1024;

/** As git does: a zero byte this early makes a file binary. */
const binaryWithin = 8000;

/** The text of what a file holds, or why it is none. */
export function textOf(bytes: Uint8Array): { text: string } | { skip: Skip } {
  if (bytes.length > hugeFrom) return { skip: 'huge' };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: buffer.toString('utf16le', 2) };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = Buffer.from(buffer.subarray(2, buffer.length - (buffer.length % 2)));
    return { text: even.swap16().toString('utf16le') };
  }
  const zero = buffer.indexOf(0);
  if (zero >= 0 && zero < binaryWithin) return { skip: 'binary' };
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  // A text of one byte per character is searched faster, and most source is one.
  return { text: buffer.toString(isAscii(buffer) ? 'latin1' : 'utf8', start) };
}

/** No link is followed out of the folder, and no pipe waited for. Windows knows neither flag. */
const asItIs = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Reads files one after the other into one piece of memory, which grows to the largest that is no data. */
export class SourceReader {
  #memory = Buffer.allocUnsafeSlow(256 * 1024);

  /** The file's text and its size in bytes, or why it has none. Never throws. */
  read(file: string): { text: string; bytes: number } | { skip: Skip } {
    let descriptor: number;
    try {
      descriptor = openSync(file, asItIs);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return { skip: code === 'ENOENT' ? 'gone' : code === 'ELOOP' ? 'special' : 'unreadable' };
    }
    try {
      // Most files are in with one question to the system: what fills less than the memory has come to its end.
      let length = readSync(descriptor, this.#memory, 0, this.#memory.length, 0);
      if (length === 0 || length === this.#memory.length) {
        const stat = fstatSync(descriptor);
        if (!stat.isFile()) return { skip: 'special' };
        const { size } = stat;
        if (size > hugeFrom) return { skip: 'huge' };
        if (size > this.#memory.length) this.#grow(size);
        while (length < size) {
          const count = readSync(descriptor, this.#memory, length, size - length, length);
          if (count === 0) break;
          length += count;
        }
      }
      const read = textOf(this.#memory.subarray(0, length));
      return 'skip' in read ? read : { text: read.text, bytes: length };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return { skip: code === 'EISDIR' || code === 'ESPIPE' ? 'special' : 'unreadable' };
    } finally {
      closeSync(descriptor);
    }
  }

  /** Room for a file of that size, and what has been read of it. */
  #grow(size: number): void {
    const before = this.#memory;
    this.#memory = Buffer.allocUnsafeSlow(Math.min(hugeFrom, size * 2));
    before.copy(this.#memory);
  }
}
