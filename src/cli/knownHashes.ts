import { createHmac } from 'node:crypto';
import type { KnownSecrets } from '../leaks/index.ts';

/**
 * The user's own tokens, as salted hashes: enough to recognise one in a file, not enough to use it, and plain data, so
 * that a thread can have them.
 */
export type KnownHashes = {
  salt: string;
  tokens: readonly { length: number; ending: number; hash: string }[];
};

/** What decides beside a text and its path, as it may be sent to a thread: no token. */
export type Rules = {
  /** Further names whose values are tokens. */
  keys: readonly string[];
  /** The user's own tokens. */
  known?: KnownHashes;
};

/** The rules as the detector takes them. */
export const sourceFrom = ({ keys, known }: Rules) => ({
  keys,
  ...(known ? { known: knownBy(known) } : {}),
});

/** All MileApp tokens begin alike, so a candidate is told from most others by how it ends. */
const tail = 4;

/** @param salt of one run or window; equal tokens under one salt have equal hashes */
export function hashesOf(tokens: readonly string[], salt: string): KnownHashes {
  const seed = seedOf(salt);
  const hashed = tokens.map((token) => ({
    length: token.length,
    ending: endingOf(token, seed),
    hash: hashOf(token, salt),
  }));
  return { salt, tokens: hashed.sort((a, b) => (a.hash < b.hash ? -1 : 1)) };
}

/** Recognises them. A text of another length, or with another ending, costs no hash. */
export function knownBy({ salt, tokens }: KnownHashes): KnownSecrets {
  const seed = seedOf(salt);
  const hashes = new Set(tokens.map(({ hash }) => hash));
  return {
    lengths: [...new Set(tokens.map(({ length }) => length))],
    has: (candidate) =>
      tokens.some(
        ({ length, ending }) => length === candidate.length && ending === endingOf(candidate, seed),
      ) && hashes.has(hashOf(candidate, salt)),
  };
}

const hashOf = (text: string, salt: string) => createHmac('sha256', salt).update(text).digest('base64');

const seedOf = (salt: string) => Buffer.from(hashOf('seed', salt), 'base64').readUInt32LE();

/** A checksum of sixteen bits over the last characters. */
function endingOf(text: string, seed: number): number {
  let sum = seed;
  for (let at = Math.max(0, text.length - tail); at < text.length; at++) {
    sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  }
  return sum >>> 16;
}
