/** The door: text in, findings and edits out. Pure and synchronous; never throws; linear time on any text. */
export type { Finding, KnownSecrets, Severity, Source } from './finding.ts';
export type { Fix, FixSource, Refusal } from './fix/fixFor.ts';
export { fixesFor, fixFor } from './fix/fixFor.ts';
export type { NamesInUse } from './fix/names.ts';
export { ignoreLine } from './ignoreLine.ts';
export type { LeakReason } from './reasons.ts';
export { redact } from './redact.ts';
export { scan } from './scan.ts';
export { Scanner } from './scanner.ts';
export { tokenText } from './tokenText.ts';
