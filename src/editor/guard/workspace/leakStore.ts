import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Leak, Salts } from '../../../cli/leak.ts';
import type { LeakGuard } from '../leakGuard.ts';
import { severityOf } from '../leakGuard.ts';
import { sentenceFor } from '../sentences.ts';
import type { Baselines } from './baselines.ts';

/** One place of a leaked token. */
export type LeakPlace = { uri: vscode.Uri; leak: Leak };

/**
 * What the scan of the workspace knows: the leaks of every file, without a token. Shows those of files that are not
 * open in Problems; those of open files are the guard's.
 */
export class LeakStore implements vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  readonly #salt = randomBytes(16).toString('hex');
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('mileapp-workspace');
  readonly #files = new Map<string, { uri: vscode.Uri; leaks: readonly Leak[] }>();
  readonly #guard: LeakGuard;
  readonly #baselines: Baselines;
  #isNews = false;

  constructor(guard: LeakGuard, baselines: Baselines) {
    this.#guard = guard;
    this.#baselines = baselines;
    this.onDidChange = this.#changed.event;
  }

  /** The salts for scanning files of a folder. */
  saltsFor(folder: vscode.Uri | undefined): Salts {
    const baseline = folder && this.#baselines.of(folder);
    return { run: this.#salt, ...(baseline ? { baseline: baseline.salt } : {}) };
  }

  /** All places, in order of file and offset. */
  get places(): LeakPlace[] {
    return [...this.#files]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, { uri, leaks }]) => leaks.map((leak) => ({ uri, leak })));
  }

  /** The files with leaks that are this one or lie in this folder. */
  heldWithin(uri: vscode.Uri): vscode.Uri[] {
    const key = uri.toString();
    return [...this.#files.values()].map((one) => one.uri).filter((one) => `${one}/`.startsWith(`${key}/`));
  }

  /** Takes what a scan of a file found; nothing is told before {@link tell}. */
  put(uri: vscode.Uri, found: readonly Leak[]): void {
    const key = uri.toString();
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    const baseline = folder && this.#baselines.of(folder.uri);
    const known = new Set(baseline?.known.map(({ hash }) => hash));
    const leaks = found.filter(({ baselineHash }) => baselineHash === undefined || !known.has(baselineHash));
    this.#isNews ||= JSON.stringify(leaks) !== JSON.stringify(this.#files.get(key)?.leaks ?? []);
    if (leaks.length > 0) this.#files.set(key, { uri, leaks });
    else this.#files.delete(key);
    if (this.#guard.watches(uri) || leaks.length === 0) this.#diagnostics.delete(uri);
    else this.#diagnostics.set(uri, leaks.map(diagnosticFor));
  }

  /**
   * Tells whoever shows this, if anything has changed. While a tree is told, VS Code forgets its rows, and a button
   * pressed on one at that moment would act on none.
   */
  tell(): void {
    if (!this.#isNews) return;
    this.#isNews = false;
    this.#changed.fire();
  }

  /** Forgets all files but those that are to be kept. */
  retain(keep: (uri: vscode.Uri) => boolean): void {
    for (const [key, { uri }] of this.#files) {
      if (keep(uri)) continue;
      this.#files.delete(key);
      this.#diagnostics.delete(uri);
      this.#isNews = true;
    }
  }

  dispose(): void {
    this.#diagnostics.dispose();
    this.#changed.dispose();
  }
}

/** The place of a leak in its file, as it was when it was scanned. */
export function rangeOfLeak({ line, column, endLine, endColumn }: Leak): vscode.Range {
  return new vscode.Range(line, column, endLine, endColumn);
}

function diagnosticFor(leak: Leak): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOfLeak(leak), sentenceFor(leak), severityOf(leak.severity));
  diagnostic.source = 'MileApp';
  diagnostic.code = leak.reason;
  return diagnostic;
}
