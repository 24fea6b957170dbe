/** What the scanner reads a text through: in stretches, so that a long text need not be in one piece. */
export type Text = {
  readonly length: number;
  slice(start: number, end: number): string;
};

const chunkLength = 8192;
const longestChunk = 2 * chunkLength;

/** A text that is edited often: a keystroke copies a few kilobytes, whatever the text's length. */
export class TextBuffer implements Text {
  #chunks: string[];
  #length: number;
  /** The chunk looked at last and where it begins: the next one asked about is near. */
  #index = 0;
  #offset = 0;

  constructor(text: string) {
    this.#chunks = chunksOf(text);
    this.#length = text.length;
  }

  get length(): number {
    return this.#length;
  }

  /** Moves to the chunk that holds `offset`; at the text's end, to the last. */
  #seek(offset: number): string {
    const chunks = this.#chunks;
    while (this.#offset > offset) this.#offset -= chunks[--this.#index]?.length ?? 0;
    for (;;) {
      const chunk = chunks[this.#index] ?? '';
      const next = this.#offset + chunk.length;
      if (offset < next || this.#index >= chunks.length - 1) return chunk;
      this.#offset = next;
      this.#index++;
    }
  }

  slice(start: number, end: number): string {
    const chunk = this.#seek(start);
    let offset = this.#offset;
    let result = chunk.slice(start - offset, Math.max(0, end - offset));
    offset += chunk.length;
    for (let index = this.#index + 1; offset < end && index < this.#chunks.length; index++) {
      const next = this.#chunks[index] ?? '';
      result += next.slice(0, end - offset);
      offset += next.length;
    }
    return result;
  }

  /** Replaces `[start, end)`. */
  replace(start: number, end: number, text: string): void {
    const first = this.#seek(start);
    const head = first.slice(0, start - this.#offset);
    let last = this.#index;
    let tail = first;
    let lastOffset = this.#offset;
    while (lastOffset + tail.length < end && last < this.#chunks.length - 1) {
      lastOffset += tail.length;
      tail = this.#chunks[++last] ?? '';
    }
    const joined = head + text + tail.slice(end - lastOffset);
    const chunks = joined.length > longestChunk ? chunksOf(joined) : [joined];
    this.#chunks.splice(this.#index, last - this.#index + 1, ...chunks);
    this.#length += text.length - (end - start);
  }
}

function chunksOf(text: string): string[] {
  const chunks: string[] = [];
  for (let start = 0; start < text.length; start += chunkLength) {
    chunks.push(text.slice(start, start + chunkLength));
  }
  return chunks.length > 0 ? chunks : [''];
}

const look = 512;

/** Where the line of `offset` begins. */
export function lineStart(text: Text, offset: number): number {
  for (let end = Math.min(offset, text.length); end > 0; end -= look) {
    const start = Math.max(0, end - look);
    const found = text.slice(start, end).lastIndexOf('\n');
    if (found >= 0) return start + found + 1;
  }
  return 0;
}

/** Where the line of `offset` ends: at its line end, or the text's. */
export function lineEnd(text: Text, offset: number): number {
  for (let start = offset; start < text.length; start += look) {
    const found = text.slice(start, start + look).indexOf('\n');
    if (found >= 0) return start + found;
  }
  return text.length;
}
