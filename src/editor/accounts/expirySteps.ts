const day = 24 * 60 * 60 * 1000;

/** The days before a token's end at which a person is told, the farthest first. */
export const warningDays = [14, 3, 1] as const;

/** How near its end a token is: the last step of `warningDays` that it has passed. */
export type ExpiryStep = 'far' | (typeof warningDays)[number] | 'expired';

/** @param expiresAt @param now milliseconds since the epoch */
export function stepAt(expiresAt: number, now: number): ExpiryStep {
  const left = expiresAt - now;
  if (left <= 0) return 'expired';
  return warningDays.findLast((days) => left <= days * day) ?? 'far';
}

/**
 * Milliseconds until the step changes, or a day, whichever comes first: a token can last 100 years, which no timer
 * can. Undefined once it has expired.
 */
export function untilNextStep(expiresAt: number, now: number): number | undefined {
  const left = expiresAt - now;
  if (left <= 0) return undefined;
  const waits = warningDays.map((days) => left - days * day).filter((wait) => wait > 0);
  return Math.min(...waits, left, day);
}
