const most = 200;

/**
 * The server's own words, fit to be shown: without the token that was sent, without anything that has the shape of a
 * secret (an id of 24 characters has not), on one line, of at most 200 characters.
 */
export function maskSecrets(text: string, token?: string): string {
  const cut = text.slice(0, 10_000);
  const own = token ? cut.replaceAll(token, '…') : cut;
  const masked = own
    .replace(/\bbearer\s+[^\s"',;]+/gi, 'Bearer …')
    .replace(/[\w+/=.~-]{32,}/g, '…')
    // Control characters, and marks that make text show otherwise than it is written.
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return masked.length <= most ? masked : `${masked.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
