/** The half of the door that finds: what an extension host has to load before there is anything to fix. */
export type { Finding, KnownSecrets, Severity, Source } from './finding.ts';
export type { LeakReason } from './reasons.ts';
export { scan } from './scan.ts';
export { Scanner } from './scanner.ts';
export { tokenText } from './tokenText.ts';
