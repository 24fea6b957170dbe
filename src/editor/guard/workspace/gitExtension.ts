import * as vscode from 'vscode';

/** What we use of the API, version 1, of the git extension that comes with VS Code. */
export type GitRepository = {
  readonly rootUri: vscode.Uri;
  readonly state: { readonly HEAD: { readonly name?: string } | undefined };
  log(options: { path: string; maxEntries: number }): Promise<readonly GitCommit[]>;
  buffer(ref: string, path: string): Promise<Uint8Array>;
  /** With `remote`, branches of remotes as well as local ones. */
  getBranches(query: { remote: boolean; contains: string }): Promise<readonly { readonly remote?: string }[]>;
};
export type GitCommit = { readonly hash: string; readonly commitDate?: Date };

type GitApi = {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<string>;
  getRepository(uri: vscode.Uri): GitRepository | null;
  getRepositoryRoot(uri: vscode.Uri): Promise<vscode.Uri | null>;
  openRepository(root: vscode.Uri): Promise<GitRepository | null>;
};
type GitExtension = { readonly enabled: boolean; getAPI(version: 1): GitApi };

/**
 * The repository of a file, by the built-in git extension; undefined in Restricted Mode, where the extension is
 * switched off, and where there is none.
 */
export async function repositoryFor(file: vscode.Uri): Promise<GitRepository | undefined> {
  if (!vscode.workspace.isTrusted || file.scheme !== 'file') return undefined;
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) return undefined;
  const git = await extension.activate();
  if (!git.enabled) return undefined;
  const api = git.getAPI(1);
  if (api.state !== 'initialized') {
    await new Promise<void>((resolve) => {
      const listener = api.onDidChangeState(() => {
        listener.dispose();
        resolve();
      });
    });
  }
  const held = api.getRepository(file);
  if (held) return held;
  // One that the extension has not come to yet, or that lies too deep for it to look.
  const root = await api.getRepositoryRoot(file);
  return (root && (await api.openRepository(root))) ?? undefined;
}
