import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { objectId } from './chance.ts';
import { type Person, type UserKey, userKeys } from './world.ts';

export type MintOptions = {
  /** Whose token: dewi unless told. */
  user?: UserKey;
  /** Seconds from now until it expires: thirty days unless told; negative for one that has expired. May be fractional. */
  expiresIn?: number;
  /** Seconds since the epoch, instead of expiresIn. */
  expiresAt?: number;
  /** Write `iat`, `nbf` and `exp` with decimals, as tokens of newer date have them. */
  fractional?: boolean;
};

type Issued = { person: Person; expiresAt: number; revoked: boolean };

const month = 30 * 86_400;

/**
 * Issues tokens of the documented shape, signed with a key made at start, and knows its own again. The key has 2048
 * bits unless told: 4096, what the API uses, takes seconds to make, and only the length of the third part tells.
 */
export class Tokens {
  readonly #key: KeyObject;
  readonly #people: Readonly<Record<UserKey, Person>>;
  readonly #issued = new Map<string, Issued>();
  readonly #secrets = new Map<UserKey, { personalToken: string; activationCode: string }>();

  constructor(people: Readonly<Record<UserKey, Person>>, keyBits: number) {
    this.#people = people;
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: keyBits,
      privateKeyEncoding: { type: 'pkcs8', format: 'der' },
      publicKeyEncoding: { type: 'spki', format: 'der' },
    });
    this.#key = createPrivateKey({ key: privateKey, type: 'pkcs8', format: 'der' });
  }

  mint(options: MintOptions = {}): string {
    const person = this.#people[options.user ?? 'dewi'];
    const now = Date.now() / 1000;
    const exact = (seconds: number) => (options.fractional ? seconds : Math.floor(seconds));
    const expiresAt = exact(options.expiresAt ?? now + (options.expiresIn ?? month));
    const claims = {
      aud: objectId(0, 2, 1),
      jti: randomBytes(40).toString('hex'),
      iat: exact(now),
      nbf: exact(now),
      exp: expiresAt,
      sub: person.id,
      scopes: [],
    };
    const body = `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}`;
    const token = `${body}.${sign('RSA-SHA256', Buffer.from(body), this.#key).toString('base64url')}`;
    this.#issued.set(token, { person, expiresAt, revoked: false });
    return token;
  }

  /** As if its owner had deleted it in the web app. */
  revoke(token: string): void {
    const issued = this.#issued.get(token);
    if (issued) issued.revoked = true;
  }

  /** Whose token this is: nobody's when it is not ours, has expired, or was deleted. */
  owner(token: string): Person | undefined {
    const issued = this.#issued.get(token);
    if (!issued || issued.revoked || issued.expiresAt * 1000 <= Date.now()) return undefined;
    return issued.person;
  }

  /** The secrets that GET /user puts into its body: the token among them works, which is why it must not be kept. */
  secretsOf(user: UserKey): { personalToken: string; activationCode: string } {
    let secrets = this.#secrets.get(user);
    if (!secrets) {
      const century = 36_524 * 86_400;
      secrets = {
        personalToken: this.mint({ user, expiresIn: century }),
        activationCode: randomBytes(12).toString('hex'),
      };
      this.#secrets.set(user, secrets);
    }
    return secrets;
  }
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

export function isUserKey(value: unknown): value is UserKey {
  return userKeys.some((key) => key === value);
}
