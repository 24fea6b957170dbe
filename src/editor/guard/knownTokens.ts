import { createHmac, randomBytes } from 'node:crypto';
import type { KnownSecrets } from '../../leaks/index.ts';

/** All MileApp tokens begin alike, so a candidate is told from most others by how it ends. */
const tail = 4;

/**
 * The user's own tokens, as salted hashes: enough to recognise one in a file, not enough to use it. A text of another
 * length or with another ending costs no hash. The salt lives as long as this object.
 */
export function knownTokens(tokens: readonly string[]): KnownSecrets {
  const salt = randomBytes(32);
  const hash = (text: string) => createHmac('sha256', salt).update(text).digest('base64');
  const hashes = new Set(tokens.map(hash));
  const endings = new Set(tokens.map((token) => `${token.length}:${token.slice(-tail)}`));
  return {
    lengths: [...new Set(tokens.map(({ length }) => length))],
    has: (candidate) =>
      endings.has(`${candidate.length}:${candidate.slice(-tail)}`) && hashes.has(hash(candidate)),
  };
}
