/** An id in a line of text, and where it stands; for a MileApp address, where the whole address stands. */
export type FoundId = { id: string; start: number; end: number };

/** MileApp's public page of a task (mileapp-api.md, §5). */
const link = /https:\/\/web\.mile\.app\/[^\s"'`<>()[\]{}|\\^]{1,300}/g;
/** 24 hexadecimal digits, not a part of something longer. */
const hex = /(?<![\w-])[0-9a-f]{24}(?![\w-])/gi;

/** Longer lines are not looked at: they are not written by people. */
const longest = 20_000;

/** The id at a column of a line: 24 hexadecimal digits, or the address of a task that contains them. */
export function idAt(line: string, column: number): FoundId | undefined {
  if (line.length > longest) return undefined;
  for (const pattern of [link, hex]) {
    for (const match of line.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      const id = idIn(match[0]);
      if (id !== undefined && start <= column && column <= end) return { id, start, end };
    }
  }
  return undefined;
}

/** The id in what somebody pasted: the id alone, or an address that contains one. */
export function idIn(text: string): string | undefined {
  return text.length > longest ? undefined : text.match(hex)?.[0]?.toLowerCase();
}
