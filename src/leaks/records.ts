import type { Finding, Source } from './finding.ts';
import { readJwt } from './jwt.ts';
import { isDotenvPath } from './languages.ts';
import type { LexicalMap } from './lexicalMap.ts';
import type { RefusalReason } from './reasons.ts';
import { jwtRule } from './rules/jwtRule.ts';
import { keyRule } from './rules/keyRule.ts';
import { pairRule } from './rules/pairRule.ts';
import { positionRule } from './rules/positionRule.ts';
import type { Candidate, Rule } from './rules/rule.ts';
import { schemeRule } from './rules/schemeRule.ts';
import { verdictOfJwt, verdictOfOpaque } from './severity.ts';

/** What one word of the text led to. */
export type FindingRecord = {
  kind: 'finding';
  /** Where the word stands. */
  anchor: number;
  finding: Finding;
  /** Depends on what the place is: code, comment or literal. */
  isLexical: boolean;
};
export type RefusedRecord = {
  kind: 'refused';
  anchor: number;
  start: number;
  end: number;
  reason: RefusalReason;
  isLexical: boolean;
};
/** A person's mark in a comment. */
export type IgnoreRecord = {
  kind: 'ignore';
  anchor: number;
  scope: 'line' | 'next-line' | 'file';
  isLexical: true;
};
export type LeakRecord = FindingRecord | RefusedRecord | IgnoreRecord;

export const rules: readonly Rule[] = [jwtRule, schemeRule, keyRule, pairRule, positionRule];

const ignoreMark = 'mileapp-ignore-(?:line|next-line|file)';
const wordSource = [...new Set([...rules.flatMap((rule) => rule.words.split('|')), ignoreMark])].join('|');

/** No word of the prefilter is longer. */
const longestWord = 32;

/** How far a match takes the search on: a token's beginning may be the end of a name, `surveyToken`. */
const stepOver = (word: string) => (word.startsWith('e') ? 2 : word.length);

function rulesOf(word: string): readonly Rule[] {
  const first = word.charCodeAt(0);
  if (first === 46) return [positionRule];
  if (first === 101) return [jwtRule];
  return /^bearer$/i.test(word) ? [schemeRule, keyRule, pairRule] : [keyRule, pairRule];
}

export type Scope = { source: Source; lexical: () => LexicalMap; isDotenv: boolean; now: number };

export function scopeOf(source: Source, rowName: string, lexical: () => LexicalMap): Scope {
  return {
    source,
    lexical,
    isDotenv: source.path === undefined ? rowName === 'dotenv' : isDotenvPath(source.path),
    now: source.now ?? Date.now(),
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

function judged(candidate: Candidate, anchor: number, scope: Scope): LeakRecord {
  const { start, end, token, kind, isBare } = candidate;
  const refused = (reason: RefusalReason, isLexical: boolean): LeakRecord => ({
    kind: 'refused',
    anchor,
    start,
    end,
    reason,
    isLexical,
  });
  if (candidate.refusal !== undefined) return refused(candidate.refusal, false);
  if (isBare && !mayBeBare(scope.lexical(), start)) return refused('expression', true);
  const jwt = kind === 'jwt' ? readJwt(token) : undefined;
  if (typeof jwt === 'string') return refused(jwt, false);
  const { severity, reason, isMileApp, expiresAt } = jwt
    ? verdictOfJwt(jwt, scope.isDotenv, scope.now)
    : verdictOfOpaque(token, candidate.reason, scope.isDotenv);
  const finding: Finding = { start, end, kind, severity, reason, isMileApp };
  if (expiresAt !== undefined) finding.expiresAt = expiresAt;
  return { kind: 'finding', anchor, finding, isLexical: isBare };
}

function ignoreAt(word: string, anchor: number, scope: Scope): LeakRecord {
  if (!isComment(scope.lexical(), anchor)) {
    return { kind: 'refused', anchor, start: anchor, end: anchor, reason: 'expression', isLexical: true };
  }
  const scopeName = word.slice('mileapp-ignore-'.length);
  return {
    kind: 'ignore',
    anchor,
    scope: scopeName === 'next-line' || scopeName === 'file' ? scopeName : 'line',
    isLexical: true,
  };
}

/** What the word at `anchor` leads to. */
export function recordsAt(
  text: string,
  word: string,
  anchor: number,
  scope: Scope,
  into: LeakRecord[],
): void {
  if (word.startsWith('mileapp-ignore-')) {
    into.push(ignoreAt(word, anchor, scope));
    return;
  }
  for (const rule of rulesOf(word)) {
    const candidate = rule.find(text, anchor, anchor + word.length);
    if (candidate) into.push(judged(candidate, anchor, scope));
  }
}

/** The prefilter: the records of all words that begin in `[from, to)`, in order of their words. */
export function recordsIn(text: string, from: number, to: number, scope: Scope): LeakRecord[] {
  const records: LeakRecord[] = [];
  const pattern = new RegExp(wordSource, 'g');
  pattern.lastIndex = from;
  const whole = to >= text.length;
  // A word that begins before `to` may end after it.
  const stretch = whole ? text : text.slice(0, Math.min(text.length, to + longestWord));
  for (let found = pattern.exec(stretch); found && found.index < to; found = pattern.exec(stretch)) {
    recordsAt(text, found[0], found.index, scope, records);
    pattern.lastIndex = found.index + stepOver(found[0]);
  }
  return records;
}

/** The word that stands at `anchor`, if one still does. */
export function wordAt(text: string, anchor: number): string | undefined {
  const pattern = new RegExp(wordSource, 'y');
  pattern.lastIndex = anchor;
  return pattern.exec(text)?.[0];
}
