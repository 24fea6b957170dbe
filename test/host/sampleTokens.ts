import { createHmac, randomBytes } from 'node:crypto';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { SampleTokens } from './sample.ts';

/** Fresh tokens for the sample: one that works in the sandbox, and two that work nowhere. */
export function mintSampleTokens(sandbox: Pick<Sandbox, 'mint'>): SampleTokens {
  return { mileapp: sandbox.mint(), other: foreignToken(), opaque: randomBytes(30).toString('base64url') };
}

/** A JWT of an issuer that does not exist, valid for a year. */
function foreignToken(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: 'https://platform.example.com', sub: 'deploy', iat: now, exp: now + 31_536_000 };
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${body}.${createHmac('sha256', randomBytes(32)).update(body).digest('base64url')}`;
}
