import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { hashesOf, type KnownHashes, knownBy, type Rules } from '../../cli/knownHashes.ts';
import { type Finding, type KnownSecrets, Scanner, type Source, tokenText } from '../../leaks/detection.ts';
import { settings, taskScheme } from '../names.ts';
import { gitStanding } from './git.ts';
import type { DocumentPolicy, GuardPolicy } from './guardPolicy.ts';
import { sentenceFor } from './sentences.ts';

/** Documents that are not a person's source: histories, output, settings, and our own task documents. */
const foreignSchemes = new Set([
  taskScheme,
  'chat-editing-snapshot-text-model',
  'comment',
  'debug',
  'git',
  'gitfs',
  'output',
  'search-editor',
  'vscode',
  // What a refactor preview shows: the files themselves are looked at already.
  'vscode-bulkeditpreview-editor',
  'vscode-chat-code-block',
  'vscode-settings',
  'vscode-terminal',
  'walkThrough',
  'walkThroughSnippet',
]);

/** Characters: what is longer is looked at on request, since every keystroke in it costs memory, not only time. */
const largestWatched = 5_000_000;

/** What is known of one open document. */
type Watched = {
  scanner: Scanner;
  policy: DocumentPolicy;
  languageId: string;
  eol: vscode.EndOfLine;
  version: number;
  findings: Finding[];
};

/** Keeps the diagnostics of every open document up to date, edit by edit. */
export class LeakGuard implements vscode.Disposable {
  /** Fires when the findings of a document have changed. */
  readonly onDidChange: vscode.Event<vscode.TextDocument>;
  /** Fires when something else than a text decides: a setting, or which tokens are the user's own. */
  readonly onDidChangeRules: vscode.Event<void>;
  readonly #policy: GuardPolicy;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('mileapp');
  readonly #watched = new Map<string, Watched>();
  readonly #changed = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #rulesChanged = new vscode.EventEmitter<void>();
  readonly #listeners: vscode.Disposable[];
  /** Files over the size that somebody asked to look at all the same. */
  readonly #askedFor = new Set<string>();
  /** `.env` files that git does not ignore. */
  readonly #exposed = new Set<string>();
  /** Lives as long as the window, and so do the hashes under it. */
  readonly #salt = randomBytes(32).toString('base64');
  #hashes: KnownHashes | undefined;
  #known: KnownSecrets | undefined;
  #passes: (file: vscode.Uri, token: () => string) => boolean = () => false;

  constructor(policy: GuardPolicy) {
    this.#policy = policy;
    this.onDidChange = this.#changed.event;
    this.onDidChangeRules = this.#rulesChanged.event;
    // A change of language, or a new name, closes and opens the document.
    this.#listeners = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#open(document)),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#askedFor.delete(document.uri.toString());
        this.#close(document);
      }),
      // What git ignores may have changed with a saved file.
      vscode.workspace.onDidSaveTextDocument((saved) => {
        for (const document of saved.uri.path.endsWith('.gitignore')
          ? vscode.workspace.textDocuments
          : [saved]) {
          if (this.findings(document).some(({ reason }) => reason === 'inDotenv'))
            void this.#checkExposure(document);
        }
      }),
      vscode.workspace.onDidChangeTextDocument((event) => this.#edit(event)),
      policy.onDidChange(() => {
        this.#restart();
        this.#rulesChanged.fire();
      }),
    ];
    this.#restart();
  }

  /** Looks for the user's own tokens in what is open. Keeps their salted hashes, and no token. */
  recognise(tokens: readonly string[]): void {
    const hashes = hashesOf(tokens, this.#salt);
    if (JSON.stringify(hashes) === JSON.stringify(this.#hashes)) return;
    this.#hashes = hashes;
    this.#known = knownBy(hashes);
    this.#restart();
    this.#rulesChanged.fire();
  }

  /** What decides at a place, a folder or a file, beside their text, as a scan thread may have it: no token. */
  rulesFor(place: vscode.Uri): Rules {
    return { keys: this.#policy.at(place).keys, ...(this.#hashes ? { known: this.#hashes } : {}) };
  }

  /** The leaks of a file that is not open, as loud as the user wants them: without those that are hints. */
  heard<T extends Finding>(uri: vscode.Uri, found: readonly T[]): T[] {
    const policy = this.#policy.at(uri);
    return found
      .map((finding) => ({ ...finding, severity: policy.severityOf(finding) }))
      .filter(({ severity }) => severity !== 'hint');
  }

  /** The findings of the document as it is now; empty where it is not watched or has moved on. */
  findings(document: vscode.TextDocument): readonly Finding[] {
    const watched = this.#watched.get(document.uri.toString());
    return watched?.version === document.version ? watched.findings : [];
  }

  /** How the detector reads a document, the user's own tokens included. */
  sourceOf(document: vscode.TextDocument): Source {
    const source = sourceOf(document);
    return this.#known ? { ...source, known: this.#known } : source;
  }

  /** Whether documents like this one are looked at, by the user's settings. */
  cares(document: vscode.TextDocument): boolean {
    return !foreignSchemes.has(document.uri.scheme) && this.#policy.for(document).watched;
  }

  /** Whether the document of that address is open and looked after. */
  watches(uri: vscode.Uri): boolean {
    return this.#watched.has(uri.toString());
  }

  /** Takes the judgement on tokens that somebody decided to live with, and looks at what is open again. */
  letPass(passes: (file: vscode.Uri, token: () => string) => boolean): void {
    this.#passes = passes;
    this.#restart();
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#diagnostics.dispose();
    this.#changed.dispose();
    this.#rulesChanged.dispose();
  }

  /** Whether the document is left out for its size. */
  isTooLarge(document: vscode.TextDocument): boolean {
    return (
      !this.#askedFor.has(document.uri.toString()) &&
      !foreignSchemes.has(document.uri.scheme) &&
      document.getText().length > largestWatched
    );
  }

  /** Looks at a document whatever its size, until it is closed. */
  askFor(document: vscode.TextDocument): void {
    this.#askedFor.add(document.uri.toString());
    this.#open(document);
  }

  #restart(): void {
    for (const document of vscode.workspace.textDocuments) this.#open(document);
  }

  #open(document: vscode.TextDocument): void {
    if (foreignSchemes.has(document.uri.scheme)) return;
    const policy = this.#policy.for(document);
    if (!policy.watched || this.isTooLarge(document)) {
      this.#close(document);
      return;
    }
    const scanner = new Scanner(document.getText(), this.sourceOf(document));
    const { languageId, eol } = document;
    const findings = scanner.edit([]);
    this.#show(document, { scanner, policy, languageId, eol, version: document.version, findings });
    if (findings.some(({ reason }) => reason === 'inDotenv')) void this.#checkExposure(document);
  }

  /** A `.env` that git does not ignore is about to be committed: its tokens are no hints any more. */
  async #checkExposure(document: vscode.TextDocument): Promise<void> {
    const key = document.uri.toString();
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    const standing =
      folder && (await gitStanding(folder.uri, vscode.workspace.asRelativePath(document.uri, false)));
    const exposed = standing === 'tracked' || standing === 'untracked';
    if (exposed === this.#exposed.has(key)) return;
    if (exposed) this.#exposed.add(key);
    else this.#exposed.delete(key);
    const watched = this.#watched.get(key);
    if (watched) this.#show(document, { ...watched, findings: watched.scanner.edit([]) });
  }

  #severityOf(document: vscode.TextDocument, policy: DocumentPolicy, finding: Finding): Finding['severity'] {
    return finding.reason === 'inDotenv' && this.#exposed.has(document.uri.toString())
      ? 'warning'
      : policy.severityOf(finding);
  }

  #close({ uri }: vscode.TextDocument): void {
    if (this.#watched.delete(uri.toString())) this.#diagnostics.delete(uri);
  }

  #edit({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const watched = this.#watched.get(document.uri.toString());
    if (!watched) return;
    const { languageId, eol } = document;
    if (watched.eol !== eol || watched.languageId !== languageId) {
      this.#open(document);
      return;
    }
    const changes = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
      start: rangeOffset,
      end: rangeOffset + rangeLength,
      text,
    }));
    // An event without changes tells of the document's state, not of its text.
    if (changes.length === 0) watched.version = document.version;
    else
      this.#show(document, {
        ...watched,
        version: document.version,
        findings: watched.scanner.edit(changes),
      });
  }

  #show(document: vscode.TextDocument, scanned: Watched): void {
    const key = document.uri.toString();
    let text: string | undefined;
    const tokenOf = (finding: Finding) => {
      text ??= document.getText();
      return tokenText(text, finding);
    };
    const tellsOf = (finding: Finding) => !this.#passes(document.uri, () => tokenOf(finding));
    const watched = {
      ...scanned,
      findings: scanned.findings
        .filter(tellsOf)
        .map((finding) => ({ ...finding, severity: this.#severityOf(document, scanned.policy, finding) })),
    };
    const before = this.#watched.get(key)?.findings ?? [];
    this.#watched.set(key, watched);
    if (before.length === 0 && watched.findings.length === 0) return;
    this.#diagnostics.set(
      document.uri,
      watched.findings.map((finding) => diagnosticFor(document, finding)),
    );
    this.#changed.fire(document);
  }
}

/** How the detector is to read a document. */
export function sourceOf(document: vscode.TextDocument): Source {
  const keys = vscode.workspace.getConfiguration(undefined, document).get<unknown>(settings.keys);
  return {
    keys: Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [],
    languageId: document.languageId,
    path: vscode.workspace.asRelativePath(document.uri, false).replaceAll('\\', '/'),
    now: Date.now(),
  };
}

/** The place of a finding in the document it was found in. */
export function rangeOf(
  document: vscode.TextDocument,
  { start, end }: { start: number; end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** Edits of a document's text, given by offsets into it as it is now. */
export function editsFor(
  document: vscode.TextDocument,
  edits: readonly { start: number; end: number; text: string }[],
): vscode.WorkspaceEdit {
  const workspaceEdit = new vscode.WorkspaceEdit();
  const replaced = edits.map((edit) => vscode.TextEdit.replace(rangeOf(document, edit), edit.text));
  workspaceEdit.set(document.uri, replaced);
  return workspaceEdit;
}

function diagnosticFor(document: vscode.TextDocument, finding: Finding): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(document, finding),
    sentenceFor(finding),
    severityOf(finding.severity),
  );
  diagnostic.source = 'MileApp';
  diagnostic.code = finding.reason;
  return diagnostic;
}

/** How VS Code calls a severity. */
export function severityOf(severity: Finding['severity']): vscode.DiagnosticSeverity {
  return {
    error: vscode.DiagnosticSeverity.Error,
    warning: vscode.DiagnosticSeverity.Warning,
    information: vscode.DiagnosticSeverity.Information,
    hint: vscode.DiagnosticSeverity.Hint,
  }[severity];
}
