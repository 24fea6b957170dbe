import type { Row } from './languages/row.ts';
import { rowFor, rowNamed } from './languages.ts';
import type { Literal, Region } from './lexer.ts';
import { regionAt, regionsOf } from './lexicalMap.ts';

export type Context = {
  kind: Region['kind'];
  /** The language the offset stands in: of the fence or the script, not of the file. */
  row: Row;
  /** In a string its literal; in code, the literal whose interpolation this is. */
  literal: Literal | undefined;
  region: Region;
  /** What the literal's content is written in, where that is a language of its own. */
  embedded: Row | undefined;
};

const command =
  /^\s*(?:[$>#] )?(?:(?:sudo|env|time|exec|npx|\w+=\S*)\s+)*(?:curl|wget|http|https|xh|httpie|git|gh|docker|kubectl|npm|yarn|pnpm|node|python3?|bash|sh|export|echo)\b/;

/** Notebook cells and command lines: languages inside the strings of data files. */
export function embeddedIn(text: string, literal: Literal, path = ''): Row | undefined {
  const { name } = literal.row;
  if (path.endsWith('.ipynb') && (name === 'json' || name === 'jsonc')) {
    const language = /"language(?:_info)?"\s*:\s*(?:\{[^}]{0,400}?"name"\s*:\s*)?"([\w+#-]+)"/.exec(
      text,
    )?.[1];
    return rowNamed(language ?? 'python') ?? rowNamed('python');
  }
  const isData = name === 'json' || name === 'jsonc' || name === 'yaml' || name === 'toml';
  return isData &&
    command.test(text.slice(literal.contentStart, Math.min(literal.contentEnd, literal.contentStart + 400)))
    ? rowNamed('shellscript')
    : undefined;
}

/** What `offset` stands in. Lexes the whole text: for one question, not for a scan. */
export function contextAt(
  text: string,
  source: { languageId?: string; path?: string } | undefined,
  offset: number,
): Context | undefined {
  const regions = regionsOf(text, rowFor(source, text.slice(0, 256)));
  const region = regionAt(regions, offset);
  if (!region) return undefined;
  const { kind, row, literal } = region;
  const embedded = kind === 'string' && literal ? embeddedIn(text, literal, source?.path) : undefined;
  return { kind, row, literal, region, embedded };
}
