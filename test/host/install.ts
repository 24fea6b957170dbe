import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hostFolder } from './folders.ts';
import { npmInstall, type Say } from './npmInstall.ts';
import { makeOnce } from './staging.ts';

/** The VS Code that tests run on unless told otherwise. */
export const defaultVersion = '1.139.1';

/** A server host on disk. */
export type ServerHost = {
  version: string;
  /** The folder of the VS Code server: `out/server-main.js` and `extensions/` are in it. */
  folder: string;
  /** The program that runs it: a Node of the major version that VS Code has. */
  node: string;
};

/**
 * The VS Code server of a version, from `.vscode-test/<version>/`, installed there from the npm registry on first use
 * (10–30 s, about half a gigabyte). Nothing is compiled: native modules are left out, and the server only logs so.
 */
export async function installServer(version: string, say: Say): Promise<ServerHost> {
  const carrier = `code-server@${carrierVersion(version)}`;
  const target = path.join(hostFolder, version);
  const inside = path.join('node_modules', 'code-server', 'lib', 'vscode');
  await makeOnce(target, async (folder) => {
    const title = (part: string, n: number) =>
      `VS Code ${version} from the npm registry (${n} of 3: ${part})`;
    await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
    await npmInstall(folder, [carrier], title('server', 1), say);
    const vscode = path.join(folder, inside);
    await npmInstall(vscode, ['--omit=dev'], title('its packages', 2), say);
    await npmInstall(path.join(vscode, 'extensions'), ['--omit=dev'], title('built-in extensions', 3), say);
  });
  const carried = path.join(target, 'node_modules', 'code-server', 'package.json');
  const { engines } = JSON.parse(await readFile(carried, 'utf8')) as { engines: { node: string } };
  return { version, folder: path.join(target, inside), node: await nodeOf(engines.node, say) };
}

/**
 * Node of a major version: ours, or one from the npm registry. With another than its own, VS Code 1.110 stands still
 * when an extension is an ES module: its loader answers from a thread that a later Node's `import` waits for.
 */
async function nodeOf(major: string, say: Say): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const target = path.join(hostFolder, `node-${major}`);
  await makeOnce(target, async (folder) => {
    await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
    await npmInstall(folder, [`${name}@${major}`], `Node ${major} from the npm registry`, say);
  });
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  return path.join(target, 'node_modules', name, 'bin', program);
}

/**
 * The version of the npm package code-server that carries a version of VS Code: 4.139.1 carries 1.139.1.
 * @throws RangeError for anything that is not `1.minor.patch`.
 */
export function carrierVersion(version: string): string {
  const match = /^1\.(\d{1,4}\.\d{1,4})$/.exec(version);
  if (match === null)
    throw new RangeError(`Not a version of VS Code: ${version} (expected something like 1.139.1)`);
  return `4.${match[1]}`;
}
