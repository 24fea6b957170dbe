type Edit = { start: number; end: number; text: string };

/** A paste: what stood between two offsets is replaced by a text of that length. */
export type Paste = { from: number; to: number; length: number };

/**
 * A paste and the edits that follow it, as edits of the text before the paste.
 * @param after the text after the paste, which the edits refer to
 */
export function pastedAs(after: string, edits: readonly Edit[], { from, to, length }: Paste): Edit[] {
  const shift = to - from - length;
  let [start, end] = [from, from + length];
  const inside: Edit[] = [];
  const outside: Edit[] = [];
  for (const edit of edits) {
    // What touches the pasted text becomes one edit with it: the quotes around a token change together with it.
    if (edit.start < end && edit.end > start) inside.push(edit);
    else outside.push(edit);
  }
  for (const edit of inside) [start, end] = [Math.min(start, edit.start), Math.max(end, edit.end)];
  const around: Edit = { start, end: end + shift, text: applied(after, start, end, inside) };
  const moved = outside.map((edit) =>
    edit.start >= end ? { ...edit, start: edit.start + shift, end: edit.end + shift } : edit,
  );
  return [around, ...moved];
}

/** A stretch of the text with the edits in it carried out. */
function applied(text: string, start: number, end: number, edits: readonly Edit[]): string {
  let result = '';
  let at = start;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at, end);
}
