import type { Jwt } from '../jwt.ts';
import type { Word } from '../prefilter.ts';
import type { LeakReason, RefusalReason } from '../reasons.ts';

/** Something that may be a token, or a reason why it is none. */
export type Candidate = {
  start: number;
  end: number;
  /** The token itself: of one split over literals, its parts put together. */
  token: string;
  kind: 'jwt' | 'bearer';
  reason: LeakReason;
  /** Stands without quotes: a leak only where bare words are values. */
  isBare: boolean;
  /** Named by a mere key: a UUID is an id there. */
  isWeak: boolean;
  refusal: RefusalReason | undefined;
  /** What a JWT says. */
  jwt?: Jwt;
};

/**
 * One way in which tokens stand in files. `find` looks around the word `text[start, end)`, one of its
 * `words`, no further back than {@link backward} characters, and no further on than {@link forward};
 * only a token's own characters, and literals joined to one another, lead it further. The scanner
 * relies on this to know which words an edit can concern.
 */
export type Rule = {
  name: string;
  /** The words it starts from. */
  words: readonly Word[];
  find(text: string, start: number, end: number): Candidate | undefined;
  /**
   * `leaks`: one token each, `«opaque»`, `«hex»` or `«jwt»`, which must be found exactly; a split
   * one between `‹` and `›`. `clean`: nothing is found. `in` names the language, `javascript` unless said.
   */
  cases: { leaks: readonly RuleCase[]; clean: readonly RuleCase[] };
};
export type RuleCase = string | { in: string; text: string };

export const backward = 640;
export const forward = 1536;
/** How far literals that are joined may reach in all. */
export const longestChain = 4096;

/** Runs a sticky pattern at an offset. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const isKeyCode = (code: number) =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 45;

/** Where the name that ends at `end` begins: letters, digits, `_` and `-`, at most 48 of them. */
export function nameStart(text: string, end: number): number {
  let start = end;
  while (start > 0 && end - start < 48 && isKeyCode(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Where the name that goes on at `start` ends. */
export function nameEnd(text: string, start: number): number {
  let end = start;
  while (end - start < 48 && isKeyCode(text.charCodeAt(end))) end++;
  return end;
}
