import assert from 'node:assert/strict';
import { Scanner, scan } from '../../src/leaks/index.ts';
import { opaque } from './mint.ts';

const token = opaque();
const keys = ['crmCredential', 'X-Crm-Pass'];

describe('names the user added', () => {
  for (const [languageId, text, found] of [
    ['javascript', `const crmCredential = "${token}";`, true],
    ['javascript', `{ headers: { 'X-Crm-Pass': '${token}' } }`, true],
    ['python', `connect(crmCredential="${token}")`, true],
    ['yaml', `crmCredential: ${token}`, true],
    ['javascript', `const crmCredentials = "${token}";`, false],
    ['javascript', 'const crmCredential = "changeme";', false],
    ['javascript', 'const crmCredential = process.env.CRM;', false],
  ] as const) {
    it(`${languageId}: ${text.replace(token, '…')}`, () => {
      const findings = scan(text, { languageId, keys });
      assert.deepEqual(
        findings.map(({ start, end }) => text.slice(start, end)),
        found ? [token] : [],
      );
      assert.deepEqual(scan(text, { languageId }), [], 'without the setting nothing is found');
    });
  }

  it('are found while typing', () => {
    const scanner = new Scanner(`const crmCred = "${token}";`, { languageId: 'javascript', keys });
    assert.equal(scanner.edit([{ start: 13, end: 13, text: 'ential' }]).length, 1);
    assert.equal(scanner.edit([{ start: 13, end: 14, text: '' }]).length, 0);
  });
});
