import assert from 'node:assert/strict';
import { carrierVersion } from './install.ts';

describe('carrierVersion', () => {
  it('finds the package that carries a version of VS Code', () => {
    assert.deepEqual(['1.139.1', '1.110.0'].map(carrierVersion), ['4.139.1', '4.110.0']);
  });

  it('refuses what is not a version of VS Code', () => {
    for (const version of ['stable', '2.0.0', '1.139', '1.139.1-insider', '1.139.1 && true', '']) {
      assert.throws(() => carrierVersion(version), RangeError, version);
    }
  });
});
