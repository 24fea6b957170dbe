import { randomBytes } from 'node:crypto';

/** The name of the file that holds the baseline of a folder, in that folder. */
export const baselineFile = '.mileapp-leaks.json';

/** One value that somebody decided to live with. The value itself is nowhere in the file. */
export type Known = {
  /** HMAC-SHA-256 of the token under the file's salt, in hex. */
  hash: string;
  /** Where it stood when it was added, for whoever reviews the file. */
  file: string;
  /** Why it is no danger, in a person's words. */
  note?: string;
};

export type Baseline = { version: 1; salt: string; known: Known[] };

export const emptyBaseline = (): Baseline => ({
  version: 1,
  salt: randomBytes(16).toString('hex'),
  known: [],
});

/** Why a text is no baseline: one sentence each, a closed list; the editor shows them in VS Code's language. */
export const baselineTroubles = {
  notJson: '.mileapp-leaks.json is not JSON.',
  otherForm: '.mileapp-leaks.json does not have the form of a baseline, version 1.',
} as const;

/** @throws Error with one of {@link baselineTroubles} where the text is no baseline: to take it for an empty one would hide a mistake */
export function parseBaseline(text: string): Baseline {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new Error(baselineTroubles.notJson);
  }
  const { version, salt, known } = (read ?? {}) as Partial<Baseline>;
  const whole =
    version === 1 &&
    typeof salt === 'string' &&
    Array.isArray(known) &&
    known.every((one) => typeof one?.hash === 'string' && typeof one.file === 'string');
  if (!whole) throw new Error(baselineTroubles.otherForm);
  return { version, salt, known };
}

export function formatBaseline(baseline: Baseline): string {
  return `${JSON.stringify(baseline, undefined, 2)}\n`;
}

/** The baseline with one more value; as it was where that is known. */
export function withKnown(baseline: Baseline, one: Known): Baseline {
  if (baseline.known.some(({ hash }) => hash === one.hash)) return baseline;
  return { ...baseline, known: [...baseline.known, one] };
}

/** Entries that met nothing in a whole scan: their token is gone, and so may they be. */
export function staleIn(baseline: Baseline, met: ReadonlySet<string>): Known[] {
  return baseline.known.filter(({ hash }) => !met.has(hash));
}
