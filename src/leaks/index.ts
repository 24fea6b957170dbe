/** The door: text in, findings and edits out. Pure and synchronous; never throws; linear time on any text. */
export * from './detection.ts';
export type { Fix, FixSource, Refusal } from './fix/fixFor.ts';
export { fixesFor, fixFor } from './fix/fixFor.ts';
export type { NamesInUse } from './fix/names.ts';
export { ignoreLine } from './ignoreLine.ts';
export { redact } from './redact.ts';
