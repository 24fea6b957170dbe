/** What a window of the server host opens with. Paths are absolute paths on this machine. */
export type WindowContent = {
  /** A folder, or a `.code-workspace` file. */
  folder?: string;
  /** The extension under development; a window takes one. */
  extensionDevelopmentPath?: string;
  /** A module whose `run()` is called in the extension host; the window reports its end. */
  extensionTestsPath?: string;
  /** A file to show at start. */
  openFile?: string;
};

/**
 * The address of a window, with the secret without which the server answers nobody. What stands in its payload is
 * honoured only by a server in smoke-test mode.
 */
export function workbenchUrl(port: number, connectionToken: string, content: WindowContent): string {
  const authority = `localhost:${port}`;
  const remote = (file: string) =>
    `vscode-remote://${authority}${posix(file).split('/').map(encodeURIComponent).join('/')}`;
  const payload: [string, string][] = [];
  if (content.extensionDevelopmentPath !== undefined) {
    payload.push(['extensionDevelopmentPath', remote(content.extensionDevelopmentPath)]);
  }
  if (content.extensionTestsPath !== undefined) {
    payload.push(['extensionTestsPath', remote(content.extensionTestsPath)]);
  }
  if (content.openFile !== undefined) payload.push(['openFile', remote(content.openFile)]);
  payload.push(['skipWelcome', 'true']);

  const url = new URL(`http://${authority}/`);
  url.searchParams.set('tkn', connectionToken);
  if (content.folder !== undefined) {
    const kind = content.folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
    url.searchParams.set(kind, posix(content.folder));
  }
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** A file path the way a URL has it: forward slashes, and one at the start. */
function posix(file: string): string {
  const slashes = file.replaceAll('\\', '/');
  return slashes.startsWith('/') ? slashes : `/${slashes}`;
}
