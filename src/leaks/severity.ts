import type { Severity } from './finding.ts';
import type { Jwt } from './jwt.ts';
import { isPublishedSample } from './published.ts';
import type { LeakReason } from './reasons.ts';

export type Verdict = {
  severity: Severity;
  reason: LeakReason;
  isMileApp: boolean;
  expiresAt: number | undefined;
};

/** Keys that their makers tell people to put into pages: Stripe, Google Maps, PostHog, Mapbox, Datadog, Sentry. */
const publicByDesign =
  /^(?:pk_(?:live|test)_|AIza|phc_|pk\.ey|pub[\da-f]{32}$|publishable_|sb_publishable_|sntry?p_)/;

export function verdictOfJwt(jwt: Jwt, isDotenv: boolean, now: number): Verdict {
  const rest = { isMileApp: jwt.isMileApp, expiresAt: jwt.expiresAt };
  if (jwt.isSample) return { severity: 'hint', reason: 'publishedSample', ...rest };
  if (jwt.isUnsigned) return { severity: 'hint', reason: 'unsignedJwt', ...rest };
  if (jwt.isPublic) return { severity: 'hint', reason: 'publicByDesign', ...rest };
  if (isDotenv) return { severity: 'hint', reason: 'inDotenv', ...rest };
  if (jwt.expiresAt !== undefined && jwt.expiresAt <= now) {
    return { severity: 'information', reason: 'expiredJwt', ...rest };
  }
  if (jwt.isMileApp) return { severity: 'error', reason: 'mileAppToken', ...rest };
  return { severity: 'warning', reason: jwt.isEncrypted ? 'encryptedJwt' : 'liveJwt', ...rest };
}

export function verdictOfOpaque(token: string, reason: LeakReason, isDotenv: boolean): Verdict {
  const rest = { isMileApp: false, expiresAt: undefined };
  if (isPublishedSample(token)) return { severity: 'hint', reason: 'publishedSample', ...rest };
  if (publicByDesign.test(token)) return { severity: 'hint', reason: 'publicByDesign', ...rest };
  if (isDotenv) return { severity: 'hint', reason: 'inDotenv', ...rest };
  return { severity: 'warning', reason, ...rest };
}
