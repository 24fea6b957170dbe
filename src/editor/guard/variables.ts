import type * as vscode from 'vscode';
import type { Finding } from '../../leaks/index.ts';
import type { Setting } from '../settings.ts';

/** What a token that is nobody's in particular is called. */
const anyVariable = 'API_TOKEN';

/** The names that fixes ask for. */
export class Variables {
  readonly #mileApp: Setting<string>;

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
}
