import { createHmac, randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Finding } from '../../leaks/index.ts';
import type { Setting } from '../settings.ts';
import { dotEnvOf } from './roots.ts';
import { type Given, UsedNames } from './usedNames.ts';
import { readText } from './wholeFile.ts';

/** What a token that is nobody's in particular is called. */
const anyVariable = 'API_TOKEN';

/** The names that fixes ask for, and the names that stand for other values already. */
export class Variables {
  readonly #mileApp: Setting<string>;
  /** Lives as long as the window, and so do the hashes under it. */
  readonly #salt = randomBytes(32);
  #given: Given[] = [];

  /** @param mileApp the name for MileApp's own tokens */
  constructor(mileApp: Setting<string>) {
    this.#mileApp = mileApp;
  }

  for(finding: Finding, document: vscode.TextDocument): string {
    const name: unknown = this.#mileApp.in(document);
    // A settings.json can hold what the settings editor would refuse.
    const usable = typeof name === 'string' && /^[A-Za-z_]\w*$/.test(name) ? name : 'MILEAPP_ACCESS_TOKEN';
    return finding.isMileApp || finding.kind === 'known' ? usable : anyVariable;
  }

  /**
   * Reads which names stand for values: those of the document's `.env`, and those that fixes of this window gave to
   * tokens kept nowhere, where the file still looks them up.
   * @param root the folder whose `.env` is meant instead @throws where that cannot be read
   */
  async inUse(document: vscode.TextDocument, root?: vscode.Uri): Promise<UsedNames> {
    const dotEnv = root ? await readText(vscode.Uri.joinPath(root, '.env')) : await dotEnvOf(document);
    const alive = await Promise.all(this.#given.map(isLookedUp));
    const given = this.#given.filter((_, index) => alive[index]);
    return new UsedNames(dotEnv, given, (value) => this.#hash(value));
  }

  /** What is to be remembered of a lookup once it stands in the file. */
  given(document: vscode.TextDocument, variable: string, value: string): Given {
    return { uri: document.uri.toString(), variable, hash: this.#hash(value) };
  }

  /** Remembers lookups that fixes wrote. */
  remember(given: readonly Given[]): void {
    const isSame = (a: Given) => (b: Given) => a.uri === b.uri && a.variable === b.variable;
    this.#given = [...this.#given.filter((one) => !given.some(isSame(one))), ...given];
  }

  #hash(value: string): string {
    return createHmac('sha256', this.#salt).update(value).digest('base64');
  }
}

/** Whether the file still has the name: a fix that was undone gave it to nobody. */
async function isLookedUp({ uri, variable }: Given): Promise<boolean> {
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri);
  const text = open ? open.getText() : await readText(vscode.Uri.parse(uri)).catch(() => '');
  // Some tools write it in small letters.
  return new RegExp(`\\b${variable}\\b`, 'i').test(text);
}
