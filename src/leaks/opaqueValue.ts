import { decodeBase64Url, decodeObject } from './base64url.ts';
import { strangeness } from './randomness.ts';
import type { RefusalReason } from './reasons.ts';

/** A value shorter than this says nothing. */
export const shortestToken = 16;
/** A run longer than this is data. */
export const longestToken = 2048;

type Test = { reason: RefusalReason; refuses(value: string): boolean };

const placeholderPart =
  /example|placeholder|change[-_]?me|replace[-_]?me|dummy|redacted|sample|s3cr3t|passw0rd|your[-_]|insert[-_]|[-_](?:goes[-_])?here\b|abc123|qwert|foobar|asdfgh|zxcvb|lorem[-_]?ipsum|correct[-_]?horse|1qaz2wsx|masukkan|disini|contoh|rahasia/i;
const placeholderWord =
  /(?:^|[-_.~])(?:fake|mock|todo|fixme|bogus|invalid|foo|bar|baz|anda|isi|ganti|palsu|my|your)\d{0,4}(?:[-_.~]|$)/i;

/** How many of the characters are neighbours in the alphabet of those `lag` before. */
function steps(value: string, lag: number): number {
  let near = 0;
  let count = 0;
  for (let index = lag; index < value.length; index++) {
    const step = value.charCodeAt(index) - value.charCodeAt(index - lag);
    count++;
    if (step >= -1 && step <= 1) near++;
  }
  return count === 0 ? 0 : near / count;
}

/** Mostly neighbours in the alphabet, side by side (`abc123def456`) or taking turns (`a1b2c3d4`). */
function isSequence(value: string): boolean {
  if (/0?123456789|abcdefgh|hgfedcba|987654321|ABCDEFGH|fedcba98|89abcdef/.test(value)) return true;
  const letters = value.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  return letters.length >= 8 && (steps(letters, 1) >= 0.5 || steps(letters, 2) >= 0.6);
}

function hasPeriod(letters: string, period: number): boolean {
  for (let index = period; index < letters.length; index++) {
    if (letters.charCodeAt(index) !== letters.charCodeAt(index - period)) return false;
  }
  return true;
}

/** How many different letters and digits a lower-case value has. */
function variety(letters: string): number {
  let seenLetters = 0;
  let seenDigits = 0;
  for (let index = 0; index < letters.length; index++) {
    const code = letters.charCodeAt(index);
    if (code >= 97) seenLetters |= 1 << (code - 97);
    else seenDigits |= 1 << (code - 48);
  }
  let count = 0;
  for (let bits = seenLetters; bits !== 0; bits &= bits - 1) count++;
  for (let bits = seenDigits; bits !== 0; bits &= bits - 1) count++;
  return count;
}

/** One part over and over, or few different characters. */
function isRepetition(value: string): boolean {
  const letters = value
    .slice(0, 80)
    .replace(/[^A-Za-z0-9]+/g, '')
    .toLowerCase();
  if (/(.)\1{5}/.test(letters)) return true;
  const isHex = /^[\da-f]+$/.test(letters);
  if (variety(letters) < (isHex || letters.length < 24 ? 7 : 9)) return true;
  for (let period = 1; period <= letters.length / 2; period++) {
    if (hasPeriod(letters, period)) return true;
  }
  return isHex && /^(?:dead|beef|cafe|babe|feed|face|f00d|d00d|c0de|0ff1ce|baad|ba5e|1337)+/.test(letters);
}

const leet: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't' };

/** Three or more parts, each of letters or of digits alone: `user-42-token-abc`. */
const isPhrase = (value: string) =>
  /^(?:[A-Za-z]{1,12}|\d{1,8})(?:[-_.](?:[A-Za-z]{1,12}|\d{1,8})){2,}$/.test(value);

/** A name, a phrase, a path: what people write, in any case style. */
function isWords(value: string): boolean {
  const body = value.replace(/=+$/, '');
  const isHex = /^[\da-f]+$/i.test(body) && /\d/.test(body) && /[a-f]/i.test(body);
  if (isHex) return strangeness(body) < 0.05;
  if (isPhrase(body) || strangeness(body.replace(/[013457]/g, (digit) => leet[digit] ?? digit)) < -0.5)
    return true;
  const kinds = Number(/[a-z]/.test(body)) + Number(/[A-Z]/.test(body)) + Number(/\d/.test(body));
  return strangeness(body) < (kinds === 1 ? 0.75 : kinds === 2 && !/\d/.test(body) ? 0.6 : 0.3);
}

/** JSON or a text in base64, unless the text is a token again. */
function isEncodedData(value: string): boolean {
  if (/^e[yw3]/.test(value) && decodeObject(value.split('.', 1)[0] ?? '') !== undefined) return true;
  const decoded = decodeBase64Url(value);
  return (
    decoded !== undefined && /^[\t\n\r -~]{8,}$/.test(decoded) && refusalOfValue(decoded.trim()) !== undefined
  );
}

/** In this order: the first that refuses names the reason. */
const tests: readonly Test[] = [
  { reason: 'masked', refuses: (value) => /\.\.|\*|…|•|[xX]{4}|[-_.]{4}|(?:^|[^\w])[xX]{3}/.test(value) },
  {
    reason: 'path',
    refuses: (value) =>
      /^(?:https?|ftp|file|wss?|op|vault|s3|gs|arn|urn|ssm|ref|env|secret|secrets|projects|kv|azure|doppler|awssm|keyvault|sops)[:/]|^\.{1,2}\/|^~\/|^[\w.-]+:\/\//.test(
        value,
      ) ||
      /\.(?:js|ts|json|html?|php|py|go|rb|java|com|org|net|io|app|dev|invalid|txt|ya?ml|png|svg|css|env|pem|key|local)(?:$|[/:])/i.test(
        value,
      ),
  },
  {
    reason: 'hash',
    refuses: (value) =>
      /^(?:sha\d{1,3}|md5|blake2?b?|bcrypt|argon2|pbkdf2|scrypt)[-:=_]|^0x[\da-f]+$/i.test(value),
  },
  {
    reason: 'placeholder',
    refuses: (value) => placeholderPart.test(value) || placeholderWord.test(value),
  },
  { reason: 'sequence', refuses: isSequence },
  { reason: 'repetition', refuses: isRepetition },
  { reason: 'number', refuses: (value) => !/[A-SU-Ya-z]/.test(value) },
  { reason: 'encodedData', refuses: isEncodedData },
  { reason: 'words', refuses: isWords },
];

/** So much of a value tells what it is. */
const telling = 160;

/** Why `value` is no opaque token; undefined where nothing speaks against it. */
export function refusalOfValue(value: string): RefusalReason | undefined {
  if (value.length < shortestToken) return 'tooShort';
  if (value.length > longestToken) return 'tooLong';
  const part = value.slice(0, telling);
  return tests.find((test) => test.refuses(part))?.reason;
}

export const isUuid = (value: string) => /^[\da-f]{8}-?(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(value);
