import type { BarePlace, LiteralPlace } from './place.ts';
import type { RefusalReason } from './refusals.ts';

export type Edit = { start: number; end: number; text: string };

/**
 * What a person should know of a fix beside its name: `reachesBrowser`, the value is bundled into what
 * the browser loads; `compiledIn`, the value is read when the program is built and stands in it.
 */
export type FixWarning = 'reachesBrowser' | 'compiledIn';

/** Edits, with the name of the variable they came to use; or why there are none. */
export type Written = { edits: Edit[]; variable?: string; warning?: FixWarning } | RefusalReason;

/**
 * How one language looks up its environment. The functions are pure; `name` is a variable's name,
 * a word of letters, digits and underscores.
 */
export type Writer = {
  /** The name of the lexer's row. */
  language: string;
  /** For people: the lookup of `API_TOKEN` as an expression, and the import it needs. */
  shown: string;
  shownImport?: string;
  /** Replaces a token in a literal. */
  literal(place: LiteralPlace, name: string): Written;
  /** Replaces a token that stands in no literal; a refusal where there is no such thing. */
  bare?(place: BarePlace, name: string): Written;
};
