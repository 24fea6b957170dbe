import type { Document, Island } from './document.ts';
import type { LiteralPlace } from './place.ts';
import type { Tokens } from './tokens.ts';
import type { Edit } from './writer.ts';

/** What stands before `Getenv` in this file, and the edit that imports `os` where nothing does yet. */
export type GoImport = { qualifier: string; edits: Edit[] };

export function goImport(place: LiteralPlace): GoImport {
  const { document } = place;
  const island = document.island(place.from);
  return document.once(`go ${island.start}`, () => importOf(document, island));
}

type Spec = { path: string; alias: string | undefined; first: number };

function importOf(document: Document, island: Island): GoImport {
  const { eol, text } = document;
  const tokens = document.tokens(island.start, undefined);
  const blocks: { open: number; close: number }[] = [];
  const specs: Spec[] = [];
  tokens.list.forEach((token, index) => {
    if (token.text !== 'import' || token.kind !== 'word' || tokens.enclosing(index) >= 0) return;
    const close = tokens.text(index + 1) === '(' ? tokens.partner(index + 1) : -1;
    if (close >= 0) blocks.push({ open: index + 1, close });
    for (let at = index + 1; at <= (close >= 0 ? close : index + 2); at++) {
      const literal = tokens.at(at);
      if (literal?.kind !== 'literal') continue;
      const before = tokens.at(at - 1);
      const hasAlias =
        !literal.isFirstOnLine &&
        (before?.kind === 'word' || before?.text === '.') &&
        before.text !== 'import';
      specs.push({
        path: literal.text.slice(1, -1),
        alias: hasAlias ? before?.text : undefined,
        first: hasAlias ? at - 1 : at,
      });
    }
  });
  const own = specs.find(({ path, alias }) => path === 'os' && alias !== '_');
  if (own) return { qualifier: own.alias === '.' ? '' : `${own.alias ?? 'os'}.`, edits: [] };

  const insert = (at: number, inserted: string): GoImport => ({
    qualifier: 'os.',
    edits: [{ start: at, end: at, text: inserted }],
  });
  const [block] = blocks;
  if (block) return insert(...inBlock(document, tokens, block, specs));
  const last = specs.at(-1);
  if (last) {
    const at = document.nextLine(tokens.at(last.first)?.end ?? 0);
    return insert(at, `import "os"${eol}`);
  }
  const packageAt = tokens.list.findIndex((token) => token.text === 'package' && token.kind === 'word');
  if (packageAt >= 0) {
    const at = document.nextLine(tokens.at(packageAt + 1)?.end ?? 0);
    return insert(at, `${text[at - 1] === '\n' ? '' : eol}${eol}import "os"${eol}`);
  }
  const start = tokens.at(0)?.start ?? island.start;
  return insert(Math.max(document.lineStart(start), island.start), `import "os"${eol}${eol}`);
}

/** Among the standard library's names, in their order. */
function inBlock(
  document: Document,
  tokens: Tokens,
  { open, close }: { open: number; close: number },
  specs: readonly Spec[],
): [number, string] {
  const { eol } = document;
  const startOf = (index: number) => tokens.at(index)?.start ?? 0;
  const inside = specs.filter(({ first }) => first > open && first < close);
  const isOneLine = document.lineStart(startOf(close)) === document.lineStart(startOf(open));
  if (isOneLine) return [startOf(open) + 1, inside.length > 0 ? '"os"; ' : '"os"'];
  const standard = inside.filter(({ path }) => !path.split('/', 1)[0]?.includes('.'));
  const line = `\t"os"${eol}`;
  const next = standard.find(({ path }) => path > 'os');
  const last = standard.at(-1);
  if (next) return [document.lineStart(startOf(next.first)), line];
  if (last) return [document.nextLine(startOf(last.first)), line];
  return [document.nextLine(startOf(open)), inside.length > 0 ? line + eol : line];
}
