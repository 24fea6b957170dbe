/** Whether a typed array's bytes lie as Node's encodings and WebAssembly lay them: on all machines but a few. */
const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Node's own way to copy a string's characters, many times faster than to ask for one after the other. */
export const hasFastCopy = typeof Buffer !== 'undefined' && isLittleEndian;

/** A stretch of a text, in which a character's code is read several times faster than from the text. */
export class Codes {
  readonly #codes: Uint16Array;
  readonly #bytes: Buffer | undefined;

  constructor(length: number) {
    this.#codes = new Uint16Array(length);
    this.#bytes = hasFastCopy ? Buffer.from(this.#codes.buffer) : undefined;
  }

  /**
   * The codes of `text[from, …)`, as many as there is room for; 0 before the text (by one character at
   * most) and beyond it. Valid until the next call.
   */
  of(text: string, from: number): Uint16Array {
    if (from < 0) {
      const codes = this.of(text, 0);
      codes.copyWithin(1, 0);
      codes[0] = 0;
      return codes;
    }
    const codes = this.#codes;
    const length = Math.max(0, Math.min(codes.length, text.length - from));
    if (this.#bytes) this.#bytes.write(text.slice(from, from + length), 'utf16le');
    else for (let index = 0; index < length; index++) codes[index] = text.charCodeAt(from + index);
    codes.fill(0, length);
    return codes;
  }
}
