import assert from 'node:assert/strict';
import { parseFlags } from './flags.ts';

describe('parseFlags', () => {
  it('reads the command line that runTests builds', () => {
    const flags = parseFlags([
      '/work/space',
      '--user-data-dir=/tmp/user',
      '--extensions-dir=/tmp/extensions',
      '--vscode-version=1.110.0',
      '--host-timeout=90',
      '--end-with-stdin',
      '--no-sandbox',
      '--disable-gpu-sandbox',
      '--disable-updates',
      '--skip-welcome',
      '--disable-workspace-trust',
      '--extensionTestsPath=/ext/out/suite.js',
      '--extensionDevelopmentPath=/ext',
    ]);
    assert.deepEqual(flags, {
      folder: '/work/space',
      extensionDevelopmentPath: '/ext',
      extensionTestsPath: '/ext/out/suite.js',
      userDataDir: '/tmp/user',
      extensionsDir: '/tmp/extensions',
      disableWorkspaceTrust: true,
      version: '1.110.0',
      timeoutSeconds: 90,
      endWithStdin: true,
    });
  });

  it('takes a value that stands apart, and the first folder', () => {
    const flags = parseFlags(['--extensionDevelopmentPath', '/one', '--locale', 'id', '/space', '/ignored']);
    assert.deepEqual(flags, {
      folder: '/space',
      extensionDevelopmentPath: '/one',
      locale: 'id',
      disableWorkspaceTrust: false,
      endWithStdin: false,
    });
  });

  it('refuses a second extension, which a window would not load', () => {
    assert.throws(
      () => parseFlags(['--extensionDevelopmentPath=/one', '--extensionDevelopmentPath=/two']),
      RangeError,
    );
  });

  it('refuses a timeout that is no number of seconds', () => {
    for (const value of ['soon', '0', '-1', '']) {
      assert.throws(() => parseFlags([`--host-timeout=${value}`]), RangeError);
    }
  });
});
