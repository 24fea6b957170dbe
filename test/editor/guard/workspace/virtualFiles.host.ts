import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { virtualFilesOf } from '../../../../src/editor/guard/workspace/virtualFiles.ts';

type Entry = Record<string, string>;

/** A file system of texts by path, to be read only. A folder called `closed` cannot be read; a name that begins with `@` is a link. */
function textFiles(files: Entry): vscode.FileSystemProvider {
  const unused = () => {
    throw vscode.FileSystemError.NoPermissions();
  };
  const below = (path: string) => {
    const prefix = path === '/' ? '/' : `${path}/`;
    return Object.keys(files)
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length));
  };
  const typeOf = (path: string) =>
    (path in files ? vscode.FileType.File : vscode.FileType.Directory) |
    (path.split('/').at(-1)?.startsWith('@') ? vscode.FileType.SymbolicLink : 0);
  return {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => ({ dispose: () => {} }),
    stat: ({ path }) => ({ type: typeOf(path), ctime: 0, mtime: 0, size: files[path]?.length ?? 0 }),
    readDirectory: ({ path }) => {
      if (path.endsWith('/closed')) throw vscode.FileSystemError.NoPermissions(path);
      const names = new Set(below(path).map((name) => name.split('/')[0] ?? ''));
      return [...names].map((name) => [name, typeOf(`${path === '/' ? '' : path}/${name}`)]);
    },
    readFile: ({ path }) => new TextEncoder().encode(files[path]),
    createDirectory: unused,
    writeFile: unused,
    delete: unused,
    rename: unused,
  };
}

describe('the scan of the workspace, on another file system', () => {
  it('walks by what VS Code offers, with the ignore files', async () => {
    const provider = vscode.workspace.registerFileSystemProvider(
      'memfs',
      textFiles({
        '/work/.gitignore': 'out/\n*.log\n',
        '/work/a.js': '',
        '/work/a.log': '',
        '/work/out/b.js': '',
        '/work/deep/.gitignore': '!kept.log\n/local.js\n',
        '/work/deep/kept.log': '',
        '/work/deep/local.js': '',
        '/work/deep/er/local.js': '',
        '/work/.git/config': '',
        '/work/closed/c.js': '',
        '/work/@loop/d.js': '',
        '/work/@link.js': '',
        '/elsewhere/e.js': '',
      }),
      { isReadonly: true },
    );
    try {
      const walked = await virtualFilesOf(vscode.Uri.parse('memfs:/work'), new AbortController().signal);
      assert.deepEqual(
        { ...walked, names: walked.names.toSorted() },
        {
          names: ['.gitignore', 'a.js', 'deep/.gitignore', 'deep/er/local.js', 'deep/kept.log'],
          unreadable: ['closed'],
          special: 2,
        },
      );
      const stopped = AbortSignal.abort(new Error('enough'));
      await assert.rejects(virtualFilesOf(vscode.Uri.parse('memfs:/work'), stopped), /enough/);
    } finally {
      provider.dispose();
    }
  });
});
