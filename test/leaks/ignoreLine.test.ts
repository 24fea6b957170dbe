import assert from 'node:assert/strict';
import { ignoreLine } from '../../src/leaks/ignoreLine.ts';
import { redact } from '../../src/leaks/redact.ts';
import { scan } from '../../src/leaks/scan.ts';
import { tokenText } from '../../src/leaks/tokenText.ts';
import { opaque } from './mint.ts';

const token = opaque();
const jwt = [
  Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url'),
  Buffer.from('{"sub":"u_8812","exp":1990000000}').toString('base64url'),
  'aWrfRmp3eQaIkHlgoUysUabkqam5W11dWGxCcmki15s',
];

const apply = (text: string, edit: { start: number; end: number; text: string }) =>
  text.slice(0, edit.start) + edit.text + text.slice(edit.end);

describe('the comment that makes the scanner pass over a line', () => {
  for (const [languageId, before, after] of [
    ['javascript', `const h = "Bearer ${token}";\n`, `const h = "Bearer ${token}"; // mileapp-ignore-line\n`],
    ['python', `  h = "Bearer ${token}"`, `  h = "Bearer ${token}" # mileapp-ignore-line`],
    ['lua', `h = "Bearer ${token}"`, `h = "Bearer ${token}" -- mileapp-ignore-line`],
    ['yaml', `  token: ${token}\r\n`, `  # mileapp-ignore-next-line\r\n  token: ${token}\r\n`],
    [
      'xml',
      `<token>${jwt.join('.')}</token>`,
      `<!-- mileapp-ignore-next-line -->\n<token>${jwt.join('.')}</token>`,
    ],
    ['python', `h = """\nBearer ${token}\n"""`, undefined],
    ['shellscript', `curl \\\n -H "Authorization: Bearer ${token}" \\\n x`, undefined],
    ['yaml', `token: |\n  ${token}\n`, undefined],
    ['javascriptreact', `<p>\n  Authorization: Bearer ${token}\n</p>`, undefined],
    ['json', `{"authorization":"Bearer ${token}"}`, undefined],
  ] as const) {
    it(`${languageId}: ${before.replaceAll(token, '…').replaceAll(jwt.join('.'), '…')}`, () => {
      const [finding] = scan(before, { languageId });
      assert.ok(finding, 'it is found');
      const edit = ignoreLine(before, finding, { languageId });
      assert.equal(edit && apply(before, edit), after);
      if (edit) assert.deepEqual(scan(apply(before, edit), { languageId }), []);
    });
  }
});

describe('a token in text', () => {
  for (const [languageId, text] of [
    ['javascript', `const t = "${jwt.join('.')}";`],
    ['javascript', `const t = "${jwt[0]}." +\n  '${jwt[1]}.' + "${jwt[2]}";`],
    ['javascript', `const t = "Bearer ${jwt[0]}." +\n  '${jwt[1]}.' + "${jwt[2]}";`],
    ['javascript', `const t = ["${jwt[0]}", "${jwt[1]}", "${jwt[2]}"].join(".");`],
    ['python', `t = ("${jwt[0]}."\n  "${jwt[1]}"\n  ".${jwt[2]}")`],
  ] as const) {
    it(`is read and redacted, however it is split: ${languageId}, ${text.split('\n').length} lines, ${text.length}`, () => {
      const [finding] = scan(text, { languageId });
      assert.ok(finding, 'it is found');
      assert.equal(tokenText(text, finding), jwt.join('.'));
      const redacted = apply(text, redact(text, finding, 'API_TOKEN'));
      assert.ok(redacted.includes('<API_TOKEN>'));
      assert.equal(redacted.includes('Bearer <API_TOKEN>'), text.includes('Bearer'));
      assert.deepEqual(scan(redacted, { languageId }), []);
    });
  }
});
