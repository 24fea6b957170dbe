/**
 * What may be shown of a secret: at most the first and last four characters, and those only from 24 characters up,
 * where eight tell nobody the rest.
 */
export function mask(secret: string): string {
  return secret.length < 24 ? '••••' : `${secret.slice(0, 4)}…${secret.slice(-4)}`;
}

/** A run that could be a credential: a JWT's dotted parts, what follows `Bearer`, or 32 characters and more in one piece. */
const credential =
  /\b(?:bearer|token|key)["'\s:=]+[\w.~+/=-]{12,}|[\w-]{16,}(?:\.[\w-]*){1,4}|[\w~+=-]{32,}/gi;

/** The text with everything that could be a credential masked: the last line of defence for logs and messages. */
export function maskAll(text: string): string {
  return text.replace(credential, (run) => {
    const separator = /^(?:bearer|token|key)["'\s:=]+/i.exec(run)?.[0] ?? '';
    return separator + mask(run.slice(separator.length));
  });
}
