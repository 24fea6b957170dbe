import { decodeObject } from './base64url.ts';
import { isPublishedSample, isSampleClaims } from './published.ts';
import { strangeness } from './randomness.ts';
import type { RefusalReason } from './reasons.ts';

export type Jwt = {
  /** Encrypted: the claims cannot be read. */
  isEncrypted: boolean;
  isUnsigned: boolean;
  isMileApp: boolean;
  isSample: boolean;
  /** Supabase's `anon` role and Mapbox's kind: meant to be read by everybody. */
  isPublic: boolean;
  /** Milliseconds since the epoch, when the token says so. */
  expiresAt: number | undefined;
};

/** Where a JWT can begin: `{"`, `{ `, a line end after the brace (LF, CRLF), a tab. */
export const jwtBeginning = /^(?:ey[A-Z]|ew[okl0])/;

/** Longer than this it is data. */
export const longestJwt = 16384;

const hex = (length: number) => new RegExp(`^[0-9a-f]{${length}}$`);
const hex24 = hex(24);
const hex80 = hex(80);

/** Laravel Passport's layout, as MileApp's API issues it. */
function isMileAppToken(
  header: Readonly<Record<string, unknown>>,
  claims: Readonly<Record<string, unknown>>,
) {
  return (
    header.alg === 'RS256' &&
    typeof claims.aud === 'string' &&
    hex24.test(claims.aud) &&
    typeof claims.jti === 'string' &&
    hex80.test(claims.jti) &&
    typeof claims.sub === 'string' &&
    hex24.test(claims.sub) &&
    Array.isArray(claims.scopes)
  );
}

function expiryOf({ exp }: Readonly<Record<string, unknown>>): number | undefined {
  if (typeof exp !== 'number' || !Number.isFinite(exp) || exp <= 0) return undefined;
  // Some write milliseconds where seconds belong.
  return exp > 1e11 ? exp : exp * 1000;
}

function isPlaceholderSignature(signature: string): boolean {
  return (
    signature.length < 22 ||
    /(.)\1{7}|signature|placeholder|example|[xX]{6}|dummy|redacted/i.test(signature) ||
    strangeness(signature) < 0.2
  );
}

/** Reads a token of three or five parts; a reason where it is none. */
export function readJwt(token: string): Jwt | RefusalReason {
  if (token.length > longestJwt) return 'tooLong';
  const [first = '', second = '', third = '', ...rest] = token.split('.');
  const header = decodeObject(first);
  if (!header) return 'notAJwt';
  const { alg, enc, typ } = header;
  const isHeader =
    typeof alg === 'string' || typeof enc === 'string' || (typeof typ === 'string' && /jwt/i.test(typ));
  if (!isHeader) return 'notAJwt';
  if (!token.includes('.')) return 'onePart';
  if (typeof enc === 'string') {
    if (rest.length !== 2 || third === '') return 'truncatedJwt';
    return {
      isEncrypted: true,
      isUnsigned: false,
      isMileApp: false,
      isSample: isPublishedSample(third),
      isPublic: false,
      expiresAt: undefined,
    };
  }
  if (second === '' || rest.length > 0) return 'truncatedJwt';
  const claims = decodeObject(second);
  if (!claims) return second.length < 16 ? 'truncatedJwt' : 'notAJwt';
  const isUnsigned = typeof alg === 'string' && alg.toLowerCase() === 'none';
  const isSample = isSampleClaims(claims) || isPublishedSample(token);
  if (!isUnsigned && !isSample) {
    if (third === '') return 'truncatedJwt';
    if (isPlaceholderSignature(third)) return 'placeholderSignature';
  }
  return {
    isEncrypted: false,
    isUnsigned,
    isMileApp: isMileAppToken(header, claims),
    isSample,
    isPublic: claims.iss === 'supabase' && claims.role === 'anon',
    expiresAt: expiryOf(claims),
  };
}
