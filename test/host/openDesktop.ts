import { spawn } from 'node:child_process';

/** Opens an address in the browser of the desktop, where there is a desktop; says whether there is one. */
export function openDesktopBrowser(url: string, environment: NodeJS.ProcessEnv = process.env): boolean {
  const command = opener(process.platform, environment);
  if (command === undefined) return false;
  const [program, ...args] = command;
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  // The address is printed too: a desktop without an opener loses nothing.
  child.on('error', () => {});
  child.unref();
  return true;
}

/** The command that opens an address; none where nobody could see it. */
export function opener(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): [string, ...string[]] | undefined {
  if (environment.CI !== undefined) return undefined;
  if (platform === 'darwin') return ['open'];
  // `start` would take the & of an address for its own.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return environment.DISPLAY || environment.WAYLAND_DISPLAY ? ['xdg-open'] : undefined;
}
