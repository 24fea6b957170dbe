import type { Document, Island } from './document.ts';
import type { LiteralPlace } from './place.ts';
import type { Tokens } from './tokens.ts';
import type { Edit } from './writer.ts';

/** The names by which a file knows `os` and `os.environ`, and the edit that imports `os` where it does not. */
export type PythonImport = { os?: string; environ?: string; edits: Edit[] };

type Statement = { first: number; last: number };

/** The statements that stand at the left margin, in order. */
function topStatements(tokens: Tokens, margin: (index: number) => boolean): Statement[] {
  const statements: Statement[] = [];
  tokens.list.forEach((token, index) => {
    const isStart =
      token.isFirstOnLine && tokens.enclosing(index) < 0 && tokens.text(index - 1) !== '\\' && margin(index);
    if (isStart) statements.push({ first: index, last: index });
    const current = statements.at(-1);
    if (current) current.last = index;
  });
  return statements;
}

/** What a file's imports say, read once: the names with the offset from which they hold. */
type Imports = { known: { from: number; os?: string; environ?: string }[]; edit: Edit; topmost: Edit };

/** How the file knows `os` at the place, or the edit that imports it. */
export function pythonImport(place: LiteralPlace): PythonImport {
  const { document } = place;
  const island = document.island(place.from);
  const { known, edit, topmost } = document.once(`python ${island.start}`, () => importsOf(document, island));
  const usable = known.find(({ from }) => from < place.from);
  return usable
    ? {
        ...(usable.os === undefined ? {} : { os: usable.os }),
        ...(usable.environ === undefined ? {} : { environ: usable.environ }),
        edits: [],
      }
    : { edits: [edit.start <= place.from ? edit : topmost] };
}

function importsOf(document: Document, island: Island): Imports {
  const { text, eol } = document;
  const tokens = document.tokens(island.start, undefined);
  const head = text.slice(island.start, island.start + 200);
  const prompt = /^\s*>>> /.exec(head)?.[0].trimStart();
  const firstToken = tokens.at(0);
  const indent =
    firstToken === undefined
      ? ''
      : (/^[ \t]*/.exec(text.slice(document.lineStart(firstToken.start), firstToken.start))?.[0] ?? '');
  const isMargin = (index: number) => {
    const start = tokens.at(index)?.start ?? 0;
    return text.slice(Math.max(document.lineStart(start), island.start), start) === indent;
  };
  const statements = topStatements(tokens, isMargin);
  const words = ({ first, last }: Statement) =>
    tokens.list.slice(first, Math.min(last + 1, first + 200)).map((token) => token.text);

  const known: Imports['known'] = [];
  const imports: Statement[] = [];
  let header = -1;
  statements.forEach((statement, index) => {
    const keyword = tokens.text(statement.first);
    const isDocumentation = index === 0 && tokens.isLiteral(statement.first);
    if (isDocumentation || keyword === '%') header = index;
    if (keyword !== 'import' && keyword !== 'from') return;
    const said = words(statement);
    const line = said.join(' ');
    if (said[1] === '__future__') {
      header = index;
      return;
    }
    imports.push(statement);
    const from = tokens.at(statement.first)?.start ?? 0;
    const module = /^import (?:.*, )?os(?: as (\w+))?(?= ,|$| ;)/.exec(line);
    const environ = /^from os import\b.*\benviron(?: as (\w+))?(?= |$)/.exec(line);
    if (module) known.push({ from, os: module[1] ?? 'os' });
    else if (environ) known.push({ from, environ: environ[1] ?? 'environ' });
  });

  const lineOf = (statement: Statement) =>
    Math.max(document.lineStart(tokens.at(statement.first)?.start ?? 0), island.start);
  const line = `${prompt ?? indent}import os${eol}`;
  const block = contiguous(statements, imports);
  const first = statements[header + 1];
  const isBeforeImport = first !== undefined && first === block[0];
  const topmost = insertion(
    first ? lineOf(first) : island.start,
    prompt === undefined && !isBeforeImport ? line + eol : line,
  );
  const next = block.find((statement) => {
    const [keyword, name = ''] = words(statement);
    return keyword === 'from' || name > 'os';
  });
  const last = block.at(-1);
  if (next) return { known, topmost, edit: insertion(lineOf(next), line) };
  if (!last) return { known, topmost, edit: topmost };
  const at = document.nextLine(tokens.at(last.last)?.end ?? 0);
  const isAtEnd = at >= text.length && !text.endsWith('\n');
  return { known, topmost, edit: insertion(at, isAtEnd ? eol + line : line) };
}

/** The first imports that follow one another without anything between. */
function contiguous(statements: readonly Statement[], list: readonly Statement[]): Statement[] {
  const [first] = list;
  const imports = new Set(list);
  if (!first) return [];
  const from = statements.indexOf(first);
  const block: Statement[] = [];
  for (let index = from; index < statements.length; index++) {
    const statement = statements[index];
    if (!statement || !imports.has(statement)) break;
    block.push(statement);
  }
  return block;
}

const insertion = (at: number, text: string): Edit => ({ start: at, end: at, text });
