/** Why a token may not be sent to an address. */
export type AddressRefusal =
  /** Not an address at all. */
  | 'notAnAddress'
  /** Neither https nor loopback: everybody on the way could read the token. */
  | 'notHttps'
  /** It carries a user name or a password. */
  | 'hasCredentials'
  /** It carries a query or a hash, which no base of paths has. */
  | 'hasQuery';

export type Address = {
  /** Scheme, host and port. */
  origin: string;
  /** The origin and the path, without a slash at the end. */
  baseUrl: string;
};

/** The origin of an API address, or why no token is sent there: https only, plain http on this machine alone. */
export function originOf(address: string): Address | { refused: AddressRefusal } {
  const url = URL.canParse(address.trim()) ? new URL(address.trim()) : undefined;
  if (url === undefined || url.hostname === '') return { refused: 'notAnAddress' };
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return { refused: 'notHttps' };
  }
  if (url.username !== '' || url.password !== '') return { refused: 'hasCredentials' };
  if (/[?#]/.test(address)) return { refused: 'hasQuery' };
  return { origin: url.origin, baseUrl: withoutSlashes(url.origin + url.pathname) };
}

/** By the address itself, or the one name that never leaves the machine (RFC 6761). `hostname` as URL gives it. */
function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}

function withoutSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end--;
  return text.slice(0, end);
}
