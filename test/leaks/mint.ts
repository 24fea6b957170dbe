import { createHash, createHmac } from 'node:crypto';

/**
 * Tokens for tests, made at run time, so that none stands in the repository. The same name always
 * gives the same token.
 */
const digest = (name: string) => createHash('sha512').update(name).digest();

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export function opaque(name = '', length = 40): string {
  let token = '';
  for (let block = 0; token.length < length; block++) {
    for (const byte of digest(`opaque ${name} ${block}`)) token += base62[byte % 62];
  }
  return token.slice(0, length);
}

export const hex = (name = '', length = 32) => digest(`hex ${name}`).toString('hex').slice(0, length);

const encode = (value: unknown, space?: number) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value, null, space)).toString('base64url');

export type Header = Readonly<Record<string, unknown>>;

/** A signed token; `space` indents the JSON, `lineEnd` is what its lines end with. */
export function jwt(
  claims: object = {},
  header: Header = {},
  { space, lineEnd = '\n', signature }: { space?: number; lineEnd?: string; signature?: string } = {},
): string {
  const part = (value: object) => encode(JSON.stringify(value, null, space).replaceAll('\n', lineEnd));
  const head = part({ alg: 'HS256', typ: 'JWT', ...header });
  const body = part({ sub: 'u_8812', scope: 'calendar:write', iat: 1790000000, exp: 1990000000, ...claims });
  const signed = createHmac('sha256', 'k').update(`${head}.${body}`).digest('base64url');
  return `${head}.${body}.${signature ?? signed}`;
}

/** In the layout of MileApp's API: RS256 with a 4096-bit key, Laravel Passport's claims. */
export function mileApp(exp: number = 1990000000.25): string {
  const head = encode({ typ: 'JWT', alg: 'RS256' });
  const body = encode({
    aud: hex('aud', 24),
    jti: hex('jti', 80),
    iat: 1790000000.5,
    nbf: 1790000000.5,
    exp,
    sub: hex('sub', 24),
    scopes: [],
  });
  const signature = Buffer.concat(Array.from({ length: 8 }, (_, index) => digest(`signature ${index}`)));
  return `${head}.${body}.${signature.toString('base64url')}`;
}

export const jwe = () =>
  [
    encode({ alg: 'dir', enc: 'A256GCM' }),
    '',
    digest('iv').subarray(0, 12).toString('base64url'),
    digest('text').toString('base64url'),
    digest('tag').subarray(0, 16).toString('base64url'),
  ].join('.');

const live = jwt();
const [head = '', body = '', signature = ''] = live.split('.');

/** What stands for what between `«` and `»` in texts of tests. */
export const minted: Readonly<Record<string, string>> = {
  jwt: live,
  jwt1: head,
  jwt2: body,
  jwt3: signature,
  opaque: opaque(),
  opaque2: opaque('another'),
  hex: hex(),
  rfc6749: ['2YotnFZFEjr1', 'zCsicMWpAA'].join(''),
  rfc6749refresh: ['tGzv3JOkF0XG', '5Qx2TlKWIA'].join(''),
  uuid: hex('uuid').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5'),
  mileapp: mileApp(),
  mileappExpired: mileApp(1500003600.5),
  kid: jwt({ iss: 'https://login.invalid/', sub: '7f3' }, { alg: 'RS256', kid: 'a?>~c~?>~' }),
  pretty: jwt({}, {}, { space: 2 }),
  crlf: jwt({}, {}, { space: 2, lineEnd: '\r\n' }),
  jwe: jwe(),
  expired: jwt({ iat: 1500000000, exp: 1500003600 }),
  unsigned: `${encode({ alg: 'none', typ: 'JWT' })}.${body}.`,
  jwtio: jwt({ sub: '1234567890', name: 'John Doe', scope: undefined, exp: undefined, iat: 1516239022 }),
  anon: jwt({ iss: 'supabase', ref: 'abcdefghijkl', role: 'anon', sub: undefined }),
  service: jwt({ iss: 'supabase', ref: 'abcdefghijkl', role: 'service_role', sub: undefined }),
  sourcemap: `${encode({ version: 3, sources: [] })}=`,
  state: encode({ redirect: '/home', nonce: 1 }),
  jwk: encode({ kty: 'RSA', n: '0vx7agoebGcQSu', e: 'AQAB' }),
};

/** Puts the tokens in: `«opaque»`, and others of the kind as `«opaque:name»`, `«opaque:name:length»`. */
export function fill(text: string): string {
  return text.replace(
    /«(\w+)(?::([\w-]*))?(?::(\d+))?»/g,
    (_, kind: string, name?: string, length?: string) => {
      if (name !== undefined) {
        const size = length === undefined ? undefined : Number(length);
        return kind === 'hex' ? hex(name, size) : opaque(name, size);
      }
      const token = minted[kind];
      if (token === undefined) throw new Error(`nothing is minted as ${kind}`);
      return token;
    },
  );
}
