/** A 53-bit hash: two FNV-1a of 32 bits, from different starts. */
export function fingerprint(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ (code + index), 0x85ebca6b);
  }
  return (high >>> 0) * 0x200000 + ((low >>> 0) & 0x1fffff);
}

/**
 * Fingerprints of what is printed in standards and manuals: tokens of RFC 6749, RFC 6750, RFC 7009,
 * Telegram, GitHub and Stripe, and the initialization vectors of RFC 7516. The test beside this file
 * says which is which.
 */
const samples: ReadonlySet<number> = new Set([
  1299138805396848, 1790768076166558, 2382016046705100, 258776218814386, 3197345891010911, 430393596556583,
  4738261110155684, 5506996318076331, 5938396564172687, 5973898887750856, 5978908709436813, 8091540156382775,
]);

export const isPublishedSample = (token: string) => samples.has(fingerprint(token));

/** Claims of the samples that everybody copies, whatever key they were signed with. */
export function isSampleClaims(claims: Readonly<Record<string, unknown>>): boolean {
  const { sub, name, iss } = claims;
  return (
    // jwt.io
    (sub === '1234567890' && typeof name === 'string' && /^(?:John|Jane) Doe$/.test(name)) ||
    // RFC 7515 and RFC 7519
    (iss === 'joe' && claims['http://example.com/is_root'] === true) ||
    // OpenID Connect Core 1.0
    (iss === 'http://server.example.com' && sub === '248289761001') ||
    (iss === 'https://server.example.com' && sub === '24400320') ||
    // RFC 9068
    (iss === 'https://authorization-server.example.com/' && sub === '5ba552d67')
  );
}
