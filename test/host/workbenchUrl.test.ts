import assert from 'node:assert/strict';
import { workbenchUrl } from './workbenchUrl.ts';

describe('workbenchUrl', () => {
  it('names what the window opens and runs', () => {
    const url = new URL(
      workbenchUrl(4100, 'secret', {
        folder: '/work/my space',
        extensionDevelopmentPath: '/ext/#1',
        extensionTestsPath: '/ext/tests.js',
        openFile: '/work/my space/a&b.ts',
      }),
    );
    assert.equal(url.origin, 'http://localhost:4100');
    assert.equal(url.searchParams.get('tkn'), 'secret');
    assert.equal(url.searchParams.get('folder'), '/work/my space');
    assert.deepEqual(JSON.parse(url.searchParams.get('payload') ?? ''), [
      ['extensionDevelopmentPath', 'vscode-remote://localhost:4100/ext/%231'],
      ['extensionTestsPath', 'vscode-remote://localhost:4100/ext/tests.js'],
      ['openFile', 'vscode-remote://localhost:4100/work/my%20space/a%26b.ts'],
      ['skipWelcome', 'true'],
    ]);
  });

  it('opens an empty window', () => {
    const url = new URL(workbenchUrl(1, 's', {}));
    assert.deepEqual(
      [...url.searchParams],
      [
        ['tkn', 's'],
        ['payload', '[["skipWelcome","true"]]'],
      ],
    );
  });

  it('opens a workspace of several folders by its file', () => {
    const { searchParams } = new URL(workbenchUrl(1, 's', { folder: '/work/all.code-workspace' }));
    assert.deepEqual(
      [searchParams.get('workspace'), searchParams.get('folder')],
      ['/work/all.code-workspace', null],
    );
  });

  it('writes a Windows path the way a URL has it', () => {
    const { searchParams } = new URL(workbenchUrl(1, 's', { folder: 'C:\\work' }));
    assert.equal(searchParams.get('folder'), '/C:/work');
  });
});
