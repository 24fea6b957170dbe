import { Document } from './document.ts';
import type { LiteralPlace, Place } from './place.ts';
import { placeOf } from './place.ts';
import type { Edit, Written } from './writer.ts';

/**
 * Text in one language as the value of another: each of its characters with the stretch of the host
 * that stands for it, and the way back.
 */
type Embedded = {
  text: string;
  languageId: string;
  /** By character: where it begins and ends in the host, and in which literal. */
  starts: number[];
  ends: number[];
  literals: number[];
  encode(text: string): string;
};

type Write = (place: Place, name: string) => Written;

/** Commands with which a command line begins. */
const command =
  /^[\s$>]*(?:[-@]\s*)?(?:(?:sudo|exec|time|env|[A-Za-z_]\w*=\S*)\s+)*(?:curl|wget|https?|xh|git|npm|npx|pnpm|yarn|node|deno|bun|python3?|pip3?|uv|ruby|php|docker|podman|kubectl|helm|gh|glab|aws|gcloud|az|ssh|bash|sh|zsh|echo|printf|export|make|cargo|go|dotnet|java|mvn|gradle|terraform|vault|heroku|vercel|netlify|newman|k6|grpcurl|hurl|websocat|mcp-remote)\s/;

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '0': '\0',
};

/** The content of a literal with backslashes, decoded onto the end of `into`. */
function decode(text: string, from: number, to: number, into: Embedded): void {
  const literal = into.literals.length === 0 ? 0 : (into.literals.at(-1) ?? 0) + 1;
  for (let at = from; at < to; ) {
    let length = 1;
    let character = text[at] ?? '';
    if (character === '\\' && at + 1 < to) {
      const escaped = text[at + 1] ?? '';
      const code = escaped === 'u' ? /^[\da-fA-F]{4}/.exec(text.slice(at + 2, at + 6))?.[0] : undefined;
      length = code === undefined ? 2 : 6;
      character =
        code === undefined
          ? (simpleEscapes[escaped] ?? escaped)
          : String.fromCharCode(Number.parseInt(code, 16));
    }
    into.text += character;
    into.starts.push(at);
    into.ends.push(at + length);
    into.literals.push(literal);
    at += length;
  }
}

/** Text that stands in its host as it is. */
function asIs(text: string, from: number, to: number): Embedded {
  const offsets = Array.from({ length: to - from }, (_, index) => from + index);
  return {
    text: text.slice(from, to),
    languageId: 'shellscript',
    starts: offsets,
    ends: offsets.map((offset) => offset + 1),
    literals: offsets.map(() => 0),
    encode: (inserted) => inserted,
  };
}

const empty = (languageId: string): Embedded => ({
  text: '',
  languageId,
  starts: [],
  ends: [],
  literals: [],
  encode: (inserted) => JSON.stringify(inserted).slice(1, -1),
});

/** Whether the line at `offset`, with those that it continues, begins with a command. */
function isCommandLine(text: string, offset: number): boolean {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  while (start > 1 && /\\\r?$/.test(text.slice(Math.max(0, start - 3), start - 1))) {
    start = text.lastIndexOf('\n', start - 2) + 1;
  }
  return command.test(text.slice(start, Math.min(offset, start + 300)));
}

function inJson(place: Place): Embedded | undefined {
  if (place.kind !== 'literal') return undefined;
  const { document, literal } = place;
  const cell = /\.ipynb$/i.test(document.source.path ?? '') ? inNotebook(place) : undefined;
  if (cell) return cell;
  const embedded = empty('shellscript');
  decode(document.text, literal.contentStart, literal.contentEnd, embedded);
  return embedded;
}

/** The code of a notebook's cell: a literal, or a list of them, one to a line. */
function inNotebook({ tokens, first, document, literal }: LiteralPlace): Embedded | undefined {
  const opener = tokens.enclosing(first);
  const isList = tokens.text(opener) === '[';
  const key = tokens.at((isList ? opener : first) - 2);
  const object = isList ? tokens.enclosing(opener) : opener;
  if (key?.text !== '"source"' || object < 0) return undefined;
  const cell = document.text.slice(tokens.at(object)?.start, tokens.at(tokens.partner(object))?.end);
  if (!/"cell_type"\s*:\s*"code"/.test(cell)) return undefined;
  const language = /"language"\s*:\s*"(\w+)"/.exec(document.text)?.[1]?.toLowerCase() ?? 'python';
  const embedded = empty(language);
  if (!isList) {
    decode(document.text, literal.contentStart, literal.contentEnd, embedded);
    return embedded;
  }
  for (let at = opener + 1; at < tokens.partner(opener); at++) {
    const token = tokens.at(at);
    if (token?.kind === 'literal') decode(document.text, token.start + 1, token.end - 1, embedded);
  }
  return embedded;
}

function inYaml(place: Place): Embedded | undefined {
  const { document, start } = place;
  const { text } = document;
  if (place.kind === 'literal' && place.literal.shape.block) {
    return asIs(text, place.literal.contentStart, place.literal.contentEnd);
  }
  const lineStart = document.lineStart(start);
  const key = /^\s*(?:- +)*(?:[\w.-]+:\s+)?/.exec(text.slice(lineStart, start))?.[0] ?? '';
  const from = lineStart + key.length;
  const mark = text[from];
  if (mark === '"' && place.kind === 'literal' && place.literal.start === from) {
    const embedded = empty('shellscript');
    decode(text, place.literal.contentStart, place.literal.contentEnd, embedded);
    return embedded;
  }
  if (mark === "'" || mark === '"' || mark === '{' || mark === '[') return undefined;
  return asIs(text, from, document.lineEnd(start));
}

/** The fix of a command line or a notebook's code that stands in a value of JSON or YAML. */
export function embedded(place: Place, name: string, write: Write): Written | undefined {
  const isJson = place.row.name === 'json' || place.row.name === 'jsonc';
  if (!isJson && place.row.name !== 'yaml') return undefined;
  const inside = isJson ? inJson(place) : inYaml(place);
  if (!inside) return undefined;
  const start = inside.starts.indexOf(place.start);
  const end = inside.ends.indexOf(place.end) + 1;
  if (start < 0 || end <= start) return undefined;
  if (inside.languageId === 'shellscript' && !isCommandLine(inside.text, start)) return undefined;
  const document = new Document(inside.text, { languageId: inside.languageId });
  const inner = placeOf(document, { start, end });
  if (typeof inner === 'string') return inner;
  const written = write(inner, name);
  if (typeof written === 'string') return written;
  const edits: Edit[] = [];
  for (const edit of written.edits) {
    const isInsertion = edit.start === edit.end;
    const last = inside.ends.length - 1;
    const from = inside.starts[edit.start] ?? inside.ends[last];
    const to = isInsertion ? from : inside.ends[edit.end - 1];
    const isOne = isInsertion || inside.literals[edit.start] === inside.literals[edit.end - 1];
    if (from === undefined || to === undefined || !isOne) return 'split';
    edits.push({ start: from, end: to, text: inside.encode(edit.text) });
  }
  return { ...written, edits };
}
