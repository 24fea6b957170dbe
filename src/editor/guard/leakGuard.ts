import * as vscode from 'vscode';
import { type Finding, type KnownSecrets, Scanner, type Source } from '../../leaks/index.ts';
import { taskScheme } from '../names.ts';
import type { Setting } from '../settings.ts';
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
  'vscode-chat-code-block',
  'vscode-settings',
  'vscode-terminal',
  'walkThrough',
  'walkThroughSnippet',
]);

/** What is known of one open document. */
type Watched = {
  scanner: Scanner;
  languageId: string;
  eol: vscode.EndOfLine;
  version: number;
  findings: Finding[];
};

/** Keeps the diagnostics of every open document up to date, edit by edit. */
export class LeakGuard implements vscode.Disposable {
  /** Fires when the findings of a document have changed. */
  readonly onDidChange: vscode.Event<vscode.TextDocument>;
  readonly #enabled: Setting<boolean>;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('mileapp');
  readonly #watched = new Map<string, Watched>();
  readonly #changed = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #listeners: vscode.Disposable[];
  #known: KnownSecrets | undefined;

  constructor(enabled: Setting<boolean>) {
    this.#enabled = enabled;
    this.onDidChange = this.#changed.event;
    // A change of language, or a new name, closes and opens the document.
    this.#listeners = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#open(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#close(document)),
      vscode.workspace.onDidChangeTextDocument((event) => this.#edit(event)),
      enabled.onDidChange(() => this.#restart()),
    ];
    this.#restart();
  }

  /** Takes the user's own tokens, as hashes, and looks for them in what is open. */
  recognise(known: KnownSecrets): void {
    this.#known = known;
    this.#restart();
  }

  /** The findings of the document as it is now; empty where it is not watched or has moved on. */
  findings(document: vscode.TextDocument): readonly Finding[] {
    const watched = this.#watched.get(document.uri.toString());
    return watched?.version === document.version ? watched.findings : [];
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#diagnostics.dispose();
    this.#changed.dispose();
  }

  #restart(): void {
    if (!this.#enabled.value) {
      this.#watched.clear();
      this.#diagnostics.clear();
    }
    for (const document of vscode.workspace.textDocuments) this.#open(document);
  }

  #open(document: vscode.TextDocument): void {
    if (!this.#enabled.value || foreignSchemes.has(document.uri.scheme)) return;
    const source = sourceOf(document);
    const scanner = new Scanner(document.getText(), this.#known ? { ...source, known: this.#known } : source);
    const { languageId, eol } = document;
    this.#show(document, { scanner, languageId, eol, version: document.version, findings: scanner.edit([]) });
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
    const findings = changes.length > 0 ? watched.scanner.edit(changes) : watched.findings;
    this.#show(document, { ...watched, version: document.version, findings });
  }

  #show(document: vscode.TextDocument, watched: Watched): void {
    const key = document.uri.toString();
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
  return {
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

function severityOf(severity: Finding['severity']): vscode.DiagnosticSeverity {
  return {
    error: vscode.DiagnosticSeverity.Error,
    warning: vscode.DiagnosticSeverity.Warning,
    information: vscode.DiagnosticSeverity.Information,
    hint: vscode.DiagnosticSeverity.Hint,
  }[severity];
}
