/** Stub: the types of the door (see ../shared/design.md). */
export type Source = { languageId?: string; path?: string; now?: number; known?: KnownSecrets };
export type KnownSecrets = { lengths: readonly number[]; has(candidate: string): boolean };
export type Severity = 'error' | 'warning' | 'information' | 'hint';
export type Finding = {
  start: number;
  end: number;
  kind: 'jwt' | 'bearer' | 'known';
  severity: Severity;
  reason: string;
  isMileApp: boolean;
  expiresAt?: number;
};
export type Fix = { edits: { start: number; end: number; text: string }[]; variable: string };
export type Refusal = { refused: string };
