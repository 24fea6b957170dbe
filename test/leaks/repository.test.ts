import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { scan } from '../../src/leaks/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('this repository', function () {
  this.timeout(60_000);

  it('holds no token that its own scanner finds', () => {
    const paths = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    })
      .split('\0')
      .filter((path) => path !== '');
    assert.ok(paths.includes('src/leaks/index.ts'));
    const found = paths.flatMap((path) => {
      const stat = lstatSync(root + path, { throwIfNoEntry: false });
      if (!stat?.isFile()) return [];
      const bytes = readFileSync(root + path);
      if (bytes.includes(0)) return [];
      const text = bytes.toString('utf8');
      return scan(text, { path })
        .filter(({ severity }) => severity !== 'hint')
        .map(({ start, reason }) => `${path}:${text.slice(0, start).split('\n').length} ${reason}`);
    });
    assert.deepEqual(found, []);
  });
});
