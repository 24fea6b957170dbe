import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const projectFolder: string = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '');

/** Where everything that is downloaded, unpacked or logged for the host goes: git-ignored, safe to delete. */
export const hostFolder: string = fileURLToPath(new URL('../../.vscode-test', import.meta.url));
