import assert from 'node:assert/strict';
import { isLeftOut, walk } from '../../src/cli/walk.ts';
import { temporaryFolder, writeFiles } from './runCli.ts';

describe('isLeftOut', () => {
  it('judges a path as the walk does', () => {
    const { folder, end } = temporaryFolder();
    try {
      const files = {
        '.gitignore': 'out/\n*.log\n',
        'a.js': '',
        'a.log': '',
        'out/b.js': '',
        'deep/.gitignore': '!c.log\nlocal/**\n',
        'deep/c.log': '',
        'deep/local/d.js': '',
        '.git/config': '',
      };
      writeFiles(folder, files);
      const walked = new Set(walk(folder).files);
      assert.deepEqual(
        Object.keys(files).filter((name) => !isLeftOut(folder, name)),
        Object.keys(files).filter((name) => walked.has(name)),
      );
      assert.deepEqual([...walked].sort(), ['.gitignore', 'a.js', 'deep/.gitignore', 'deep/c.log']);
    } finally {
      end();
    }
  });
});
