/** Why a pasted text cannot be a token: nothing there · too long for any · holds what no header may carry. */
export type TokenRefusal = 'empty' | 'tooLong' | 'unsafe';

/** MileApp's tokens have about 1 050 characters (mileapp-api.md, §1.2); four times that is no token. */
const longest = 4096;

/**
 * What a person meant by what was pasted: without the space around it, quotes, a leading `Authorization:` or
 * `Bearer `, and the line breaks that a terminal or a mail put into it. A token that comes out is visible ASCII
 * without spaces, quotes or backslashes, so a header can carry it; whether it is good, only the server knows.
 */
export function cleanToken(pasted: string): { token: string } | { refused: TokenRefusal } {
  if (pasted.length > 4 * longest) return { refused: pasted.trim() === '' ? 'empty' : 'tooLong' };
  const token = unwrap(pasted)
    .replace(/^authorization:\s*/i, '')
    .replace(/^bearer(?:\s+|$)/i, '');
  const whole = unwrap(token).replace(/[\r\n]+[\t ]*/g, '');
  if (whole === '') return { refused: 'empty' };
  if (whole.length > longest) return { refused: 'tooLong' };
  return /^[!#-&(-[\]-_a-~]+$/.test(whole) ? { token: whole } : { refused: 'unsafe' };
}

/** Without surrounding space, zero-width marks and as many pairs of quotes as there are. */
function unwrap(text: string): string {
  let inner = bare(text);
  while (inner.length >= 2 && '"\'`'.includes(inner[0]!) && inner.at(-1) === inner[0]) {
    inner = bare(inner.slice(1, -1));
  }
  return inner;
}

function bare(text: string): string {
  return text.replace(/[\u200B-\u200D\u2060\uFEFF]/g, '').trim();
}

/**
 * When a token says that it expires, in milliseconds since the epoch; undefined where it does not say, or is no JWT.
 * A hint: only the server decides. `exp` may be fractional (mileapp-api.md, §1.2).
 */
export function readExpiry(token: string): number | undefined {
  const parts = token.split('.');
  if (parts.length !== 3 || token.length > longest) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1]!, 'base64url').toString('utf8'));
    if (typeof claims !== 'object' || claims === null || !('exp' in claims)) return undefined;
    const { exp } = claims;
    const seconds =
      typeof exp === 'number' ? exp : typeof exp === 'string' && exp !== '' ? Number(exp) : Number.NaN;
    const milliseconds = Math.round(seconds * 1000);
    return Number.isSafeInteger(milliseconds) && milliseconds > 0 ? milliseconds : undefined;
  } catch {
    return undefined;
  }
}
