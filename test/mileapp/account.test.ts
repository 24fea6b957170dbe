import assert from 'node:assert/strict';
import { readAccount } from '../../src/mileapp/account.ts';

describe('readAccount', () => {
  it('reads the old spelling, lists in place of objects, and an envelope', () => {
    const old = {
      id: 'u1',
      organization_id: 'o1',
      hub_id: 'h1',
      role: [{ name: 'owner', permissions: [{ name: 'view/user', access: 'true' }, { name: 7 }, null] }],
      organization: [{ name: 'Contoh' }],
      personalToken: 'x',
      activation_code: 'y',
    };
    const expected = {
      id: 'u1',
      hubIds: ['h1'],
      organizationId: 'o1',
      organizationName: 'Contoh',
      roleName: 'owner',
      permissions: { 'view/user': true },
    };
    assert.deepEqual(readAccount(old), expected);
    assert.deepEqual(readAccount({ status: true, data: old }), expected);
  });

  it('says nothing of permissions where the server does not', () => {
    assert.deepEqual(readAccount({ _id: 'u1' }), { id: 'u1', hubIds: [] });
  });

  for (const nobody of [null, [], 'x', {}, { name: 'x' }, { _id: null }]) {
    it(`nobody: ${JSON.stringify(nobody)}`, () => assert.equal(readAccount(nobody), undefined));
  }
});
