import assert from 'node:assert/strict';
import { mask, maskAll } from '../../src/editor/mask.ts';

const opaque = Array.from({ length: 40 }, (_, index) => 'aB3dE5gH7j'[index % 10]).join('');
const jwt = ['e'.concat('yJhbGciOiJIUzI1NiJ9'), 'e'.concat('yJzdWIiOiIxIn0'), 'c2lnbmF0dXJl'].join('.');

describe('mask', () => {
  it('shows four characters at either end, and only of long secrets', () => {
    assert.equal(mask(opaque), 'aB3d…gH7j');
    assert.equal(mask(opaque.slice(0, 23)), '••••');
  });
});

describe('maskAll', () => {
  it('masks what could be a credential', () => {
    assert.equal(maskAll(`Authorization: Bearer ${opaque}`), 'Authorization: Bearer aB3d…gH7j');
    assert.equal(maskAll(`got ${jwt}!`), `got ${mask(jwt)}!`);
    assert.equal(maskAll('token=short-but-secret'), 'token=••••');
  });

  it('leaves a line of the log as it is', () => {
    const line = 'GET /api/v3/task/66a0000000000000000000c1 404 notFound 12 ms';
    assert.equal(maskAll(line), line);
  });
});
