import assert from 'node:assert/strict';
import { fixesFor, fixFor, scan } from '../../../src/leaks/index.ts';

const opaque = ['q7Rk2vXw9TzB4nLs8', 'Pd1HyJc6Ge0UaMf3QoWiK5t'].join('');
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const mileApp = [
  part({ typ: 'JWT', alg: 'RS256' }),
  part({ aud: 'a'.repeat(24), jti: 'b1'.repeat(40), exp: 1_990_000_000, sub: 'c'.repeat(24), scopes: [] }),
  Buffer.from('x'.repeat(256)).toString('base64url'),
].join('.');
const text = `a("Bearer ${opaque}");\nb("Bearer ${mileApp}");\n`;

describe('names by the kind of token', () => {
  const source = { languageId: 'javascript', now: 1_790_000_000_000 };
  const [other, own] = scan(text, source);

  it('do not take one for a token of the other kind', () => {
    assert.ok(other && own?.isMileApp);
    const variables = [
      fixFor(text, other, source, 'API_TOKEN'),
      fixFor(text, own, source, 'MILEAPP_ACCESS_TOKEN'),
    ].map((fix) => 'variable' in fix && fix.variable);
    assert.deepEqual(variables, ['API_TOKEN', 'MILEAPP_ACCESS_TOKEN']);
  });

  it('are those of the variable that is known to hold the value', () => {
    assert.ok(own);
    const fix = fixFor(text, own, { ...source, held: new Map([[mileApp, 'CRM']]) }, 'MILEAPP_ACCESS_TOKEN');
    assert.equal('variable' in fix && fix.variable, 'CRM');
  });

  it('leave the names of values that are held to those', () => {
    assert.ok(other && own);
    const held = new Map([[mileApp, 'API_TOKEN']]);
    const fixes = fixesFor(text, [other, own], { ...source, held }, 'API_TOKEN');
    assert.deepEqual(
      fixes.map((fix) => 'variable' in fix && fix.variable),
      ['API_TOKEN_2', 'API_TOKEN'],
    );
  });

  it('are not those that the token itself gives a value to', () => {
    const shell = `export API_TOKEN="${opaque}"\n`;
    const source = {
      languageId: 'shellscript',
      now: 1_790_000_000_000,
      held: new Map([[opaque, 'API_TOKEN']]),
    };
    const [leak] = scan(shell, source);
    assert.ok(leak);
    const fix = fixFor(shell, leak, source, 'API_TOKEN');
    assert.equal('variable' in fix && fix.variable, 'API_TOKEN_VALUE');
  });
});
