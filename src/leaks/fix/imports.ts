import type { Document, Island } from './document.ts';
import type { LiteralPlace } from './place.ts';
import type { Edit } from './writer.ts';

/** How a language brings a name in, where it does so with one line among others. */
export type ImportStyle = {
  /** The line to add, without its line end. */
  line: string;
  /** Whether a line, without its indentation, brings in something. */
  isImport: RegExp;
  /** Whether such a line already brings in what is needed. */
  brings: RegExp;
  /** A line that must stay above: the package, the pragma. */
  isHeader?: RegExp;
};

/** The edit that brings the name in; none where the file has it. */
export function importEdits(place: LiteralPlace, style: ImportStyle): Edit[] {
  const { document } = place;
  const island = document.island(place.from);
  return document.once(`import ${style.line} ${island.start}`, () => editsOf(document, island, style));
}

/** Without the marks that would sort before letters. */
const sortable = (line: string) =>
  line
    .replace(/[;'"<>\s]+/g, ' ')
    .trim()
    .toLowerCase();

function editsOf(document: Document, island: Island, style: ImportStyle): Edit[] {
  const { text, eol } = document;
  const imports: { start: number; line: string }[] = [];
  let headerEnd = -1;
  let codeAt = island.end;
  for (let at = island.start; at < island.end; at = document.nextLine(at)) {
    const line = text.slice(at, Math.min(document.lineEnd(at), island.end));
    const code = line.trim();
    const first = at + line.length - line.trimStart().length;
    if (code === '' || document.region(first)?.kind === 'comment' || code.startsWith('#!')) continue;
    if (style.isImport.test(code)) {
      if (style.brings.test(code)) return [];
      imports.push({ start: at, line: code });
    } else if (style.isHeader?.test(code) || code.startsWith('<?')) headerEnd = document.nextLine(at);
    else {
      codeAt = at;
      break;
    }
  }
  const indent = /^[ \t]*/.exec(text.slice(imports[0]?.start ?? codeAt))?.[0] ?? '';
  const line = indent + style.line + eol;
  const next = imports.find((one) => sortable(one.line) > sortable(style.line));
  const last = imports.at(-1);
  const insert = (at: number, inserted: string): Edit[] => [{ start: at, end: at, text: inserted }];
  if (next) return insert(next.start, line);
  if (last) return insert(document.nextLine(last.start), line);
  if (headerEnd >= 0) return insert(headerEnd, (text[headerEnd - 1] === '\n' ? '' : eol) + eol + line);
  return insert(codeAt, line + eol);
}
