import * as vscode from 'vscode';
import type { Finding } from '../../leaks/index.ts';
import { settings } from '../names.ts';
import { Setting } from '../settings.ts';

type Severity = Finding['severity'];

/** What the user decided about one file, open or not. */
export type FilePolicy = {
  /** Further names whose values are tokens. */
  keys: readonly string[];
  /** How loud a finding is: as the detector says, unless the user said otherwise for its kind. */
  severityOf(finding: Finding): Severity;
};

/** What the user decided about one open document. */
export type DocumentPolicy = FilePolicy & {
  /** Whether it is looked at at all. */
  watched: boolean;
};

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** The settings of the guard: on or off, which files, how loud. */
export class GuardPolicy implements vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #enabled = new Setting(settings.leaks, true);
  readonly #exclude = new Setting<readonly string[]>(settings.exclude, []);
  readonly #severity = new Setting<Readonly<Record<string, unknown>>>(settings.severity, {});
  readonly #keys = new Setting<readonly string[]>(settings.keys, []);

  constructor() {
    this.onDidChange = this.#changed.event;
    for (const setting of this.#all) setting.onDidChange(() => this.#changed.fire());
  }

  for(document: vscode.TextDocument): DocumentPolicy {
    const exclude = texts(this.#exclude.in(document));
    return {
      ...this.at(document),
      watched:
        this.#enabled.in(document) &&
        !exclude.some(
          (glob) => vscode.languages.match({ pattern: inFolderOf(document, glob) }, document) > 0,
        ),
    };
  }

  /** What holds at a place: of a document, of a file, or of a folder for all its files. */
  at(scope: vscode.ConfigurationScope): FilePolicy {
    const severity: unknown = this.#severity.in(scope);
    const chosen =
      typeof severity === 'object' && severity !== null ? (severity as Record<string, unknown>) : {};
    return {
      keys: texts(this.#keys.in(scope)),
      severityOf: (finding) => {
        const said = severities.find((one) => one === chosen[kindOf(finding)]);
        return said ?? finding.severity;
      },
    };
  }

  dispose(): void {
    for (const setting of this.#all) setting.dispose();
    this.#changed.dispose();
  }

  get #all() {
    return [this.#enabled, this.#exclude, this.#severity, this.#keys];
  }
}

/** The names of the setting's properties. What only hints has no say: examples and files made for tokens. */
function kindOf({ severity, isMileApp }: Finding): 'mileapp' | 'other' | 'expired' | 'none' {
  switch (severity) {
    case 'hint':
      return 'none';
    case 'information':
      return 'expired';
    case 'error':
    case 'warning':
      return isMileApp ? 'mileapp' : 'other';
  }
}

/** A glob of the settings speaks of paths in the document's own folder. */
function inFolderOf(document: vscode.TextDocument, glob: string): vscode.GlobPattern {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  return folder ? new vscode.RelativePattern(folder, glob) : glob;
}

/** A settings.json can hold anything. */
function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
