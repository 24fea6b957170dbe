import type { Source } from './finding.ts';
import { isDotenvPath } from './languages.ts';
import type { LexicalMap } from './lexicalMap.ts';
import type { Word } from './prefilter.ts';
import { eachWord, ignoreMark } from './prefilter.ts';
import type { RefusalReason } from './reasons.ts';
import { jwtRule, laterPiecesEnd } from './rules/jwtRule.ts';
import { keyRule, valueOfAddedName } from './rules/keyRule.ts';
import { pairRule } from './rules/pairRule.ts';
import { positionRule } from './rules/positionRule.ts';
import type { Candidate, Rule } from './rules/rule.ts';
import { schemeRule } from './rules/schemeRule.ts';
import type { Verdict } from './severity.ts';
import { verdictOfJwt, verdictOfOpaque } from './severity.ts';
import { ValuesNear } from './valuesNear.ts';

/** Where something stands. The scanner moves its records as the text before them grows and shrinks. */
type Placed = {
  /** Where the word begins that led to it. */
  anchor: number;
  start: number;
  end: number;
  /** Depends on what the place is: code, comment or literal. */
  isLexical: boolean;
};
/** What one word of the text led to. */
export type FindingRecord = Placed & {
  kind: 'finding';
  token: Candidate['kind'];
  verdict: Verdict;
};
export type RefusedRecord = Placed & {
  kind: 'refused';
  reason: RefusalReason;
};
/** A person's mark in a comment. */
export type IgnoreRecord = Placed & {
  kind: 'ignore';
  scope: 'line' | 'next-line' | 'file';
};
export type LeakRecord = FindingRecord | RefusedRecord | IgnoreRecord;

export const rules: readonly Rule[] = [jwtRule, schemeRule, keyRule, pairRule, positionRule];

const rulesOf: Readonly<Record<Word, readonly Rule[]>> = {
  token: [keyRule, pairRule],
  bearer: [schemeRule, keyRule, pairRule],
  authorization: [keyRule, pairRule],
  apiKey: [keyRule, pairRule],
  authKey: [keyRule, pairRule],
  subscriptionKey: [keyRule, pairRule],
  authCall: [positionRule],
  jwt: [jwtRule],
};

/** What verdicts depend on beside the words' surroundings. */
export type Scope = {
  /** Made when it is first needed: most texts never need it. */
  lexical: () => LexicalMap;
  isDotenv: boolean;
  now: number;
  /** Names the user added. */
  keys: readonly string[];
  /** Refusals are told too. */
  isExplained: boolean;
};

export function scopeOf(source: Source, rowName: string, lexical: () => LexicalMap): Scope {
  return {
    lexical,
    isDotenv: source.path === undefined ? rowName === 'dotenv' : isDotenvPath(source.path),
    now: source.now ?? Date.now(),
    isExplained: false,
    keys: (source.keys ?? []).filter((key) => key !== ''),
  };
}

const rowsWithoutBareWords = new Set(['json', 'jsonc', 'toml', 'css']);

/** Whether a word without quotes is a value at `offset`, rather than an expression. */
function mayBeBare(lexical: LexicalMap, offset: number): boolean {
  const region = lexical.at(offset);
  if (region?.kind !== 'code') return true;
  return region.row.style !== 'code' && !rowsWithoutBareWords.has(region.row.name);
}

function isComment(lexical: LexicalMap, offset: number): boolean {
  const region = lexical.at(offset);
  if (!region || region.kind === 'comment') return true;
  const { row } = region;
  return row.lineComments.length === 0 && row.blockComments.length === 0 && row.host === 'none';
}

function judged(candidate: Candidate, anchor: number, base: number, scope: Scope): LeakRecord {
  const { token, kind, isBare, jwt } = candidate;
  const start = candidate.start + base;
  const end = candidate.end + base;
  const refused = (reason: RefusalReason, isLexical: boolean): LeakRecord => ({
    kind: 'refused',
    anchor,
    start,
    end,
    isLexical,
    reason,
  });
  if (candidate.refusal !== undefined) return refused(candidate.refusal, false);
  if (isBare && !mayBeBare(scope.lexical(), start)) return refused('expression', true);
  const verdict = jwt
    ? verdictOfJwt(jwt, scope.isDotenv, scope.now)
    : verdictOfOpaque(token, candidate.reason, scope.isDotenv);
  return { kind: 'finding', anchor, start, end, isLexical: isBare, token: kind, verdict };
}

const scopes = /next-line|line|file/y;
const longestMark = ignoreMark.length + 'next-line'.length;

/** A person's marks that begin in `text[from, to)`. */
export function marksIn(text: string, from: number, to: number, scope: Scope, base = 0): LeakRecord[] {
  const marks: LeakRecord[] = [];
  const stretch = text.slice(0, to + longestMark);
  for (
    let at = stretch.indexOf(ignoreMark, from);
    at >= 0 && at < to;
    at = stretch.indexOf(ignoreMark, at + 1)
  ) {
    scopes.lastIndex = at + ignoreMark.length;
    const named = scopes.exec(stretch)?.[0];
    if (named === undefined) continue;
    const anchor = at + base;
    const place = { anchor, start: anchor, end: anchor, isLexical: true };
    if (isComment(scope.lexical(), anchor)) {
      const ignored = named === 'next-line' || named === 'file' ? named : 'line';
      marks.push({ kind: 'ignore', ...place, scope: ignored });
    } else {
      marks.push({ kind: 'refused', ...place, reason: 'expression' });
    }
  }
  return marks;
}

export const byAnchor = (a: LeakRecord, b: LeakRecord) => a.anchor - b.anchor;

/**
 * The records of the words that begin in `text[from, to)`, in order of their words; where `text` is a
 * stretch of a longer one, `base` is its offset there, and records tell offsets of the longer one.
 */
export function recordsIn(text: string, from: number, to: number, scope: Scope, base = 0): LeakRecord[] {
  const records: LeakRecord[] = [];
  const values = new ValuesNear(text);
  /** The JWTs that begin before it are later pieces of the one visited last. */
  let told = 0;
  const visit = (word: Word, start: number, end: number) => {
    if (word === 'jwt') told = laterPiecesEnd(text, start);
    else if (!values.has(start)) return;
    for (const rule of rulesOf[word]) {
      const candidate = rule.find(text, start, end);
      if (!candidate || (candidate.refusal !== undefined && !scope.isExplained)) continue;
      const record = judged(candidate, start + base, base, scope);
      records.push(record);
      if (record.kind === 'finding') break;
    }
  };
  eachWord(text, from, to, visit, {
    names: (first, last) => values.hasNone(first, last),
    jwt: (at) => at < told,
  });
  for (const key of scope.keys) {
    for (let at = text.indexOf(key, from); at >= 0 && at < to; at = text.indexOf(key, at + 1)) {
      const candidate = valueOfAddedName(text, at, at + key.length);
      if (candidate) records.push(judged(candidate, at + base, base, scope));
    }
  }
  return records.sort(byAnchor);
}
