/** How a character sequence inside a literal can mean itself or its neighbour. */
export type Escape = 'backslash' | 'doubled' | 'backtick' | 'none';

/** An expression inside a literal: `${…}`, `#{…}`, `\(…)`, `{…}`. */
export type Interpolation = { open: string; close: '}' | ')' | '`' };

/** How a literal reads from its opening to its closing mark. */
export type Shape = {
  /** The text that ends it; the empty string where only the line end does. */
  close: string;
  escape: Escape;
  /** May run over line ends. */
  multiline: boolean;
  interpolations: readonly Interpolation[];
  /** What starts a bare variable inside it (`$name`), or the empty string. */
  sigil: string;
  raw: boolean;
  bytes: boolean;
  /** A literal that exists to be interpolated: JavaScript's backticks. */
  template: boolean;
  heredoc: 'no' | 'quoted' | 'expanding';
  regex: boolean;
  /** One character, not a text: `'x'` where that is not a string. */
  char: boolean;
  /** YAML's `|` and `>`: ends where the indentation does. */
  block: boolean;
};

/** What an opener found: the literal's shape and where its content begins. */
export type Opened = {
  shape: Shape;
  /** Offset of the opening mark with its prefix. */
  start: number;
  contentStart: number;
  prefix: string;
  /** A here-document starts at the next line; the line it is named on goes on as code. */
  deferred: boolean;
  /** A here-document's last line may be indented. */
  indented: boolean;
};

/** Looks for a literal at `at`, reading no further than the line's end; undefined where there is none. */
export type Opener = (text: string, at: number) => Opened | undefined;

export type StringRule = Shape & {
  open: string;
  /** Opens a literal only after white space or punctuation: `it's` stays a word. */
  atValue: boolean;
};

export type LineComment = {
  mark: string;
  where: 'anywhere' | 'wordStart' | 'lineStart';
};
export type BlockComment = { open: string; close: string; nests: boolean };

/**
 * - `code`: a value is a literal or an expression
 * - `shell`: words are values, variables carry a sigil
 * - `data`: keys and values, and a value needs no quotes
 * - `markup`: tags, attributes and text
 * - `prose`: text for people
 */
export type Style = 'code' | 'shell' | 'data' | 'markup' | 'prose';

/** One language as the lexer needs it. */
export type Row = {
  name: string;
  /** VS Code's language ids. */
  ids: readonly string[];
  /** Endings of file names, with the dot, in lower case. */
  endings: readonly string[];
  /** Whole file names, in lower case. */
  names: readonly string[];
  style: Style;
  lineComments: readonly LineComment[];
  blockComments: readonly BlockComment[];
  strings: readonly StringRule[];
  /** What a prefix before the quote changes, by lower-case prefix; `*` for any word. */
  prefixes: Readonly<Record<string, Partial<Shape>>>;
  /** Literals that take more than a table to open, by the characters they can start with. */
  openers: readonly { first: string; open: Opener }[];
  /** `/…/` can be a literal. */
  slashRegex: boolean;
  host: 'none' | 'markup' | 'markdown' | 'yaml' | 'php';
};

export const plainShape: Shape = {
  close: '"',
  escape: 'backslash',
  multiline: false,
  interpolations: [],
  sigil: '',
  raw: false,
  bytes: false,
  template: false,
  heredoc: 'no',
  regex: false,
  char: false,
  block: false,
};

/** A literal between two marks; `close` is `open` unless `more` says otherwise. */
export function quoted(open: string, more: Partial<StringRule> = {}): StringRule {
  return { ...plainShape, atValue: false, open, close: open, ...more };
}
