import assert from 'node:assert/strict';
import type { FixSource } from '../../../src/leaks/fix/fixFor.ts';
import { scan } from '../../../src/leaks/scan.ts';
import { jwt } from '../mint.ts';
import { applied, marked, mintToken } from './marked.ts';

function namesIn(text: string, source: FixSource, asked?: string): string[] {
  return applied(marked(text), source, asked).variables;
}

const javascript = { languageId: 'javascript' };

describe('the name of a variable', () => {
  const derived: readonly [language: string, text: string, name: string][] = [
    ['javascript', "const githubToken = '§';", 'GITHUB_TOKEN'],
    ['javascript', "const GITHUB_PAT = '§';", 'GITHUB_PAT'],
    ['javascript', "headers['X-Gitlab-Token'] = '§';", 'GITLAB_TOKEN'],
    ['javascript', "const a = { slackApiKey: 'Bearer §' };", 'SLACK_API_KEY'],
    ['python', 'stripe_secret_key = "§"', 'STRIPE_SECRET_KEY'],
    ['python', 'client = Client(openai_token="§")', 'OPENAI_TOKEN'],
    ['go', 'githubToken := "§"', 'GITHUB_TOKEN'],
    ['kotlin', 'val sentryAuthToken: String = "§"', 'SENTRY_AUTH_TOKEN'],
    ['ruby', "h = { 'github_token' => '§' }", 'GITHUB_TOKEN'],
    ['java', 'private static final String GITHUB_TOKEN = "§";', 'GITHUB_TOKEN'],
    [
      'javascript',
      "fetch('https://api.github.com/user', { headers: { Authorization: 'Bearer §' } });",
      'GITHUB_TOKEN',
    ],
    ['shellscript', 'curl -H "Authorization: Bearer §" https://api.service.co.uk/v1', 'SERVICE_TOKEN'],
    // What says nothing more than that there is a token.
    ['javascript', "const token = '§';", 'API_TOKEN'],
    ['javascript', "const accessToken = '§';", 'API_TOKEN'],
    ['javascript', "const h = { Authorization: 'Bearer §' };", 'API_TOKEN'],
    ['python', 'session.auth = BearerAuth(token="§")', 'API_TOKEN'],
    ['javascript', "fetch('https://x.invalid/?a=§');", 'API_TOKEN'],
    ['javascript', "fetch('http://localhost:3000/?a=§');", 'API_TOKEN'],
    ['javascript', "fetch('https://a.github.com/', 'https://b.gitlab.com', 'Bearer §');", 'API_TOKEN'],
  ];
  for (const [languageId, text, name] of derived) {
    it(`${text}: ${name}`, () => assert.deepEqual(namesIn(text, { languageId }), [name]));
  }

  it('is the one asked for, where that is not the default', () => {
    assert.deepEqual(namesIn("const githubToken = '§';", javascript, 'MILEAPP_ACCESS_TOKEN'), [
      'MILEAPP_ACCESS_TOKEN',
    ]);
  });

  it('is made of letters, digits and underscores', () => {
    assert.deepEqual(
      ['my-token', '1token', '', 'é'].map((asked) => namesIn("f('§');", javascript, asked)[0]),
      ['my_token', '_1token', 'API_TOKEN', 'API_TOKEN'],
    );
  });

  it('is one for the same token, and another for another', () => {
    const [first, second] = [mintToken(), mintToken()];
    const text = `const a = { Authorization: "Bearer ${first}" };
const b = { Authorization: "Bearer ${second}" };
const c = { Authorization: "Bearer ${first}" };
const d = { Authorization: "Bearer ${mintToken()}" };
`;
    const answer = applied({ text, findings: scan(text, javascript), token: first }, javascript);
    assert.deepEqual(answer.variables, ['API_TOKEN', 'API_TOKEN_2', 'API_TOKEN', 'API_TOKEN_3']);
    assert.deepEqual(scan(answer.text, javascript), []);
  });

  it('is the same for a finding alone as among the others', () => {
    const text = `f("Bearer ${mintToken()}");\nf("Bearer ${mintToken()}");\n`;
    const findings = scan(text, javascript);
    const together = applied({ text, findings, token: '' }, javascript).variables;
    const alone = findings.flatMap(
      (finding) => applied({ text, findings: [finding], token: '' }, javascript).variables,
    );
    assert.deepEqual(alone, together);
    assert.deepEqual(together, ['API_TOKEN', 'API_TOKEN_2']);
  });

  it('is not kept for a token that takes no lookup', () => {
    const text = `// Authorization: Bearer ${mintToken()}\nf("Bearer ${mintToken()}");\n`;
    const findings = scan(text, javascript);
    assert.equal(findings.length, 2);
    assert.deepEqual(applied({ text, findings, token: '' }, javascript).variables, ['API_TOKEN']);
  });

  it('is not kept for what is only hinted at', () => {
    const text = `f("Bearer ${jwt({}, { alg: 'none' }, { signature: '' })}");\nf("Bearer ${mintToken()}");\n`;
    const findings = scan(text, javascript);
    assert.deepEqual(
      findings.map(({ severity }) => severity),
      ['hint', 'warning'],
    );
    assert.deepEqual(applied({ text, findings: findings.slice(1), token: '' }, javascript).variables, [
      'API_TOKEN',
    ]);
  });

  it('is none that is known to hold another value', () => {
    assert.deepEqual(namesIn("f('§');", { ...javascript, taken: ['API_TOKEN', 'API_TOKEN_2'] }), [
      'API_TOKEN_3',
    ]);
  });

  const assigned: readonly [language: string, before: string, after: string][] = [
    ['shellscript', 'export API_TOKEN=§', 'export API_TOKEN="${API_TOKEN_VALUE}"'],
    ['shellscript', 'API_TOKEN="§" f', 'API_TOKEN="${API_TOKEN_VALUE}" f'],
    ['shellscript', 'export GITHUB_TOKEN=§', 'export GITHUB_TOKEN="${API_TOKEN}"'],
    ['shellscript', 'export TOKEN=§', 'export TOKEN="${API_TOKEN}"'],
    ['javascript', "process.env.API_TOKEN = '§';", 'process.env.API_TOKEN = process.env.API_TOKEN_VALUE;'],
    ['powershell', "$env:API_TOKEN = '§'", '$env:API_TOKEN = $env:API_TOKEN_VALUE'],
    ['bat', 'set API_TOKEN=§', 'set API_TOKEN=%API_TOKEN_VALUE%'],
    ['makefile', 'API_TOKEN := §', 'API_TOKEN := $(API_TOKEN_VALUE)'],
    ['ruby', "ENV['API_TOKEN'] = '§'", "ENV['API_TOKEN'] = ENV.fetch('API_TOKEN_VALUE')"],
    ['yaml', 'run: export API_TOKEN=§', 'run: export API_TOKEN="${API_TOKEN_VALUE}"'],
  ];
  for (const [languageId, before, after] of assigned) {
    it(`is never the one that is being set: ${before}`, () => {
      assert.equal(applied(marked(before), { languageId }).text, after);
    });
  }

  it('is that of a variable which the token is the last resort of', () => {
    assert.deepEqual(namesIn("const a = process.env.OTHER || '§';", javascript), ['OTHER']);
  });
});
