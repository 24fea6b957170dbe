import { longestJwt } from './jwt.ts';
import { forward, longestChain } from './rules/rule.ts';
import type { Text } from './textBuffer.ts';

/** Characters of which a token is made. */
const isRunCode = (code: number) =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 45 && code <= 57) ||
  code === 95 ||
  code === 43 ||
  code === 126;

/** What joins literals, beside the tokens in them: white space, quotes, `+ . & ~ , \ < > |`, prefixes. */
const isJointCode = (code: number) =>
  code === 32 ||
  (code >= 9 && code <= 13) ||
  code === 34 ||
  code === 39 ||
  code === 96 ||
  code === 38 ||
  code === 44 ||
  code === 92 ||
  code === 60 ||
  code === 62 ||
  code === 124 ||
  code === 64 ||
  code === 36 ||
  code === 42 ||
  code === 35 ||
  code === 61;

/** A run longer than this is a token rather than words. */
const longRun = 64;
const block = 1024;

/**
 * The offset from which on words begin whose rules can have read as far as `offset`: {@link forward}
 * characters before it, or before the run of a token's characters or the joined literals that it ends.
 */
export function reachBefore(text: Text, offset: number): number {
  const least = Math.max(0, offset - 2 * longestJwt);
  let spent = 0;
  let run = 0;
  let at = offset;
  for (let end = offset; end > least && at === end; end -= block) {
    const start = Math.max(least, end - block);
    const stretch = text.slice(start, end);
    for (at = end; at > start && spent < 2 * longestChain; at--) {
      const code = stretch.charCodeAt(at - 1 - start);
      if (isRunCode(code)) {
        if (++run <= longRun) spent++;
      } else if (isJointCode(code)) {
        run = 0;
        spent++;
      } else break;
    }
    if (at > start) break;
  }
  return Math.max(0, at - forward);
}
