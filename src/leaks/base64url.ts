const values = new Int8Array(128).fill(-1);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'].forEach((letter, index) => {
  values[letter.charCodeAt(0)] = index;
});
values['-'.charCodeAt(0)] = 62;
values['+'.charCodeAt(0)] = 62;
values['_'.charCodeAt(0)] = 63;
values['/'.charCodeAt(0)] = 63;

/**
 * The bytes of `text[start, end)` in base64 or base64url, one character per byte (so UTF-8 stays
 * encoded: enough for reading JSON's ASCII names and values). Undefined where it is no base64.
 */
export function decodeBase64Url(text: string, start = 0, end = text.length): string | undefined {
  let stop = end;
  while (stop > start && end - stop < 2 && text.charCodeAt(stop - 1) === 61) stop--;
  if ((stop - start) % 4 === 1) return undefined;
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (let at = start; at < stop; at++) {
    const code = text.charCodeAt(at);
    const value = code < 128 ? (values[code] ?? -1) : -1;
    if (value < 0) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  let decoded = '';
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 4096) {
    decoded += String.fromCharCode(...bytes.slice(at, at + 4096));
  }
  return decoded;
}

/** A JSON object in base64url, or undefined. */
export function decodeObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const decoded = decodeBase64Url(text);
  // A look before the leap: a parser's exception costs more than all the rest.
  if (decoded === undefined || !/^\s*\{/.test(decoded) || !/\}\s*$/.test(decoded.slice(-16)))
    return undefined;
  try {
    const value: unknown = JSON.parse(decoded);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
