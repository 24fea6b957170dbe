import type { LeakReason } from './reasons.ts';

export type Source = {
  /** VS Code's language id. */
  languageId?: string;
  /** Relative to the workspace, with forward slashes. */
  path?: string;
  /** Milliseconds since the epoch, for expiry. */
  now?: number;
  /** The user's own tokens, as hashes. */
  known?: KnownSecrets;
  /** Further names whose values are tokens, in the spelling of the source. */
  keys?: readonly string[];
};

export type KnownSecrets = { lengths: readonly number[]; has(candidate: string): boolean };

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export type Finding = {
  /** UTF-16 offsets of the token itself; of one split over literals, from the first outer quote to the last. */
  start: number;
  end: number;
  kind: 'jwt' | 'bearer' | 'known';
  severity: Severity;
  reason: LeakReason;
  isMileApp: boolean;
  /** Milliseconds since the epoch, when the token says so. */
  expiresAt?: number;
};

/** How many characters of a text's beginning may decide its language. */
export const headLength = 256;
