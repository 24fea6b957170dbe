import assert from 'node:assert/strict';
import type { Source } from '../../src/leaks/index.ts';
import { scan } from '../../src/leaks/index.ts';
import type { Reason } from '../../src/leaks/reasons.ts';
import { explain } from '../../src/leaks/scan.ts';
import { fill, hex, mileApp, minted, opaque } from './mint.ts';

const now = Date.UTC(2026, 0, 1);

/** Severity and reason of each finding. */
function verdicts(shown: string, source: Source = { languageId: 'javascript' }): string[] {
  return scan(fill(shown), { now, ...source }).map(({ severity, reason }) => `${severity} ${reason}`);
}

describe('scan', () => {
  const told: [string, Source, string[]][] = [
    ['"«mileapp»"', {}, ['error mileAppToken']],
    ['"«mileappExpired»"', {}, ['information expiredJwt']],
    ['"«jwt»"', {}, ['warning liveJwt']],
    ['"«jwe»"', {}, ['warning encryptedJwt']],
    ['"«expired»"', {}, ['information expiredJwt']],
    ['"«unsigned»"', {}, ['hint unsignedJwt']],
    ['"«jwtio»"', {}, ['hint publishedSample']],
    ['"«anon»"', {}, ['hint publicByDesign']],
    ['"«service»"', {}, ['warning liveJwt']],
    ['token = "«rfc6749»"', {}, ['hint publishedSample']],
    ['"Bearer «opaque»"', {}, ['warning bearerScheme']],
    ['h = { "X-Auth-Token": "«opaque»" }', {}, ['warning authorizationHeader']],
    ['token = "«opaque»"', {}, ['warning tokenKey']],
    ['setToken("«opaque»")', {}, ['warning tokenArgument']],
    ['x = ["--token", "«opaque»"]', {}, ['warning tokenFlag']],
    ['{"value": "«opaque»", "name": "token"}', { languageId: 'json' }, ['warning tokenPair']],
    ['TOKEN=«opaque»', { path: '.env' }, ['hint inDotenv']],
    ['TOKEN=«mileapp»', { path: 'a/.env.local' }, ['hint inDotenv']],
    ['TOKEN=«opaque»', { path: '.env.example' }, ['warning tokenKey']],
    ['TOKEN=«opaque»', { languageId: 'dotenv' }, ['hint inDotenv']],
  ];
  for (const [shown, source, expected] of told) {
    it(`tells of ${shown} in ${source.path ?? source.languageId ?? 'code'}: ${expected.join()}`, () => {
      const told = source.path === undefined ? { languageId: 'javascript', ...source } : source;
      assert.deepEqual(verdicts(shown, told), expected);
    });
  }

  it('tells MileApp’s tokens apart, and when a token expires', () => {
    const text = fill(`"«mileapp»" "«jwt»" "Bearer «opaque»"`);
    assert.deepEqual(
      scan(text, { languageId: 'javascript', now }).map(({ kind, isMileApp, expiresAt }) => ({
        kind,
        isMileApp,
        expiresAt,
      })),
      [
        { kind: 'jwt', isMileApp: true, expiresAt: 1990000000250 },
        { kind: 'jwt', isMileApp: false, expiresAt: 1990000000000 },
        { kind: 'bearer', isMileApp: false, expiresAt: undefined },
      ],
    );
  });

  it('says nothing of a token itself', () => {
    const text = fill(`"«mileapp»" token = "«opaque»"`);
    const told = JSON.stringify(scan(text, { languageId: 'javascript', now }));
    for (const secret of [minted.mileapp ?? '', minted.opaque ?? '']) {
      for (let at = 0; at + 8 <= secret.length; at++) assert.ok(!told.includes(secret.slice(at, at + 8)));
    }
  });

  it('compares the expiry with the clock it is given', () => {
    const text = `"${mileApp(1800000000)}"`;
    const at = (seconds: number) => scan(text, { now: seconds * 1000 }).map(({ severity }) => severity);
    assert.deepEqual([at(1799999999), at(1800000000)], [['error'], ['information']]);
  });
});

describe('the user’s own tokens', () => {
  const odd = `${opaque('odd', 10)}~${opaque('odd2', 12)}/x=`;
  const own = [minted.mileapp ?? '', hex('own', 40), odd];
  const asked: string[] = [];
  const known = {
    lengths: own.map((token) => token.length),
    has: (candidate: string) => {
      asked.push(candidate);
      return own.includes(candidate);
    },
  };
  const places = [
    '@',
    'x = "@";',
    'x = `a @ b`',
    '?t=@&u=1',
    'a=@',
    'a:@;',
    '/@/',
    '{"a":"\\n@\\n"}',
    'sha: @',
    'Bearer @',
    '(@)',
  ];
  for (const [index, token] of own.entries()) {
    for (const path of ['a.ts', '.env', 'b.txt']) {
      it(`number ${index + 1} is an error wherever it stands in ${path}`, () => {
        for (const place of places) {
          const text = place.replace('@', token);
          const start = place.indexOf('@');
          const finding = scan(text, { path, known, now });
          assert.deepEqual(
            finding.map(({ start, end, kind, severity, reason }) => ({ start, end, kind, severity, reason })),
            [{ start, end: start + token.length, kind: 'known', severity: 'error', reason: 'ownToken' }],
            place,
          );
        }
      });
    }
  }

  it('are asked about by stretches of their lengths only, and not at all where none is so long', () => {
    asked.length = 0;
    scan('const short = "words"; // and more, 12345'.repeat(50), { path: 'a.ts', known });
    assert.deepEqual(asked, []);
    scan(`${opaque('other', 40)} ${opaque('longer', 41)}`, { path: 'a.ts', known });
    assert.deepEqual(
      asked.map(({ length }) => length),
      [40],
    );
  });

  it('are not found inside something longer', () => {
    assert.deepEqual(scan(`x${own[1]}`, { path: 'a.txt', known }), []);
    assert.deepEqual(scan(`${own[1]}x`, { path: 'a.txt', known }), []);
  });
});

describe('explain', () => {
  const refused: [string, string, Reason[]][] = [
    ['javascript', '"Bearer «opaque::14»"', ['tooShort']],
    ['javascript', 'token = "q7Rk«opaque::8»****WiK5"', ['interpolated']],
    ['javascript', 'token = "«opaque::12»xxxx"', ['masked']],
    ['javascript', 'token = "sha512-«opaque::40»"', ['hash']],
    ['javascript', 'token = "EXAMPLE«opaque::20»"', ['placeholder']],
    ['javascript', 'token = "abcdef1234567890abcdef1234567890"', ['sequence']],
    ['javascript', 'token = "«opaque::8»«opaque::8»«opaque::8»"', ['repetition']],
    ['javascript', 'token = "«uuid»"', ['uuid']],
    ['javascript', 'Bearer 20260419275518306471 «opaque»', ['number']],
    ['javascript', 'token = "«state»" // «opaque»', ['encodedData', 'onePart']],
    ['javascript', '"Bearer getAccessTokenFromSession2" «opaque»', ['words']],
    ['javascript', '"«jwt1»"', ['onePart']],
    ['javascript', '"«jwt1».«jwt2»"', ['truncatedJwt']],
    ['javascript', '"«state».«state».«opaque»"', ['notAJwt']],
    ['javascript', '"«jwt1».«jwt2».signature_goes_here_in_docs"', ['placeholderSignature']],
    ['javascript', '`Bearer «opaque::20»${x}`', ['interpolated']],
    ['javascript', 'h = { Authorization: "Basic «opaque»" }', ['otherScheme']],
    ['javascript', 'token=«opaque»', ['expression']],
    ['javascript', 'token = "«opaque»" // mileapp-ignore-line', ['ignored']],
  ];
  for (const [languageId, shown, expected] of refused) {
    it(`${expected.join()} for ${shown}`, () => {
      const text = fill(shown);
      const reasons = explain(text, { languageId, now }).map(({ reason }) => reason);
      assert.deepEqual([...new Set(reasons)], expected);
      assert.deepEqual(scan(text, { languageId, now }), []);
    });
  }
});

describe('marks to ignore', () => {
  const texts: [string, string, number][] = [
    ['javascript', 't = "«jwt»"; // mileapp-ignore-line', 0],
    ['javascript', 't = "«jwt»"; /* mileapp-ignore-line */ u', 0],
    ['javascript', 't = "«jwt»"; "mileapp-ignore-line"', 1],
    ['javascript', '// mileapp-ignore-line\nt = "«jwt»";', 1],
    ['javascript', '// mileapp-ignore-next-line\nt = "«jwt»";\nu = "«kid»";', 1],
    ['javascript', '// mileapp-ignore-next-line\n\nt = "«jwt»";', 1],
    ['javascript', '// mileapp-ignore-next-line: because\r\nt = "«jwt»";', 0],
    ['javascript', 't = "«jwt»";\n// mileapp-ignore-file\nu = "«kid»";', 0],
    ['python', 't = "«jwt»"  # mileapp-ignore-line', 0],
    ['python', 't = "«jwt»"  // mileapp-ignore-line', 1],
    ['yaml', 't: «jwt» # mileapp-ignore-line', 0],
    ['html', '<!-- mileapp-ignore-next-line -->\n<a b="«jwt»">', 0],
    ['markdown', '<!-- mileapp-ignore-file -->\n`«jwt»`', 0],
    ['markdown', '```sh\nx «jwt» # mileapp-ignore-line\n```', 0],
    ['json', '{"//": "mileapp-ignore-next-line",\n"t": "«jwt»"}', 0],
    ['sql', "SELECT '«jwt»'; -- mileapp-ignore-line", 0],
    ['bat', 'REM mileapp-ignore-next-line\nset T=«jwt»', 0],
    ['javascript', 't = "«jwt1»." + // mileapp-ignore-line\n "«jwt2»." +\n "«jwt3»"', 0],
  ];
  for (const [languageId, shown, count] of texts) {
    it(`leave ${count} in ${languageId}: ${shown}`, () => {
      assert.equal(scan(fill(shown), { languageId, now }).length, count);
    });
  }
});
