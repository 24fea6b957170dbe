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

  constructor(text: string) {
    this.#chunks = chunksOf(text);
    this.#length = text.length;
  }

  get length(): number {
    return this.#length;
  }

  slice(start: number, end: number): string {
    let result = '';
    let offset = 0;
    for (const chunk of this.#chunks) {
      if (offset >= end) break;
      const next = offset + chunk.length;
      if (next > start) result += chunk.slice(Math.max(0, start - offset), end - offset);
      offset = next;
    }
    return result;
  }

  /** Replaces `[start, end)`. */
  replace(start: number, end: number, text: string): void {
    let index = 0;
    let offset = 0;
    for (; index < this.#chunks.length - 1; index++) {
      const length = this.#chunks[index]?.length ?? 0;
      if (offset + length > start) break;
      offset += length;
    }
    let last = index;
    let lastOffset = offset;
    for (; last < this.#chunks.length - 1; last++) {
      const length = this.#chunks[last]?.length ?? 0;
      if (lastOffset + length >= end) break;
      lastOffset += length;
    }
    const head = (this.#chunks[index] ?? '').slice(0, start - offset);
    const tail = (this.#chunks[last] ?? '').slice(end - lastOffset);
    const joined = head + text + tail;
    const chunks = joined.length > longestChunk ? chunksOf(joined) : [joined];
    this.#chunks.splice(index, last - index + 1, ...chunks);
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
