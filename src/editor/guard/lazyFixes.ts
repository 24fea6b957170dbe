import * as vscode from 'vscode';
import type { Fixes } from './fixes.ts';
import { fixAllKind, pasteMetadata, quickFixKinds } from './fixKinds.ts';
import { type LeakGuard, rangeOf } from './leakGuard.ts';
import type { LookupPaste } from './pasteGuard.ts';

/**
 * Stands for the light bulb, the hover of leaks and what is pasted until there is a leak to ask about: the table of
 * lookups is half of the detector, and most files have none.
 */
export class LazyFixes
  implements
    vscode.CodeActionProvider,
    vscode.HoverProvider,
    vscode.DocumentPasteEditProvider<LookupPaste>,
    vscode.Disposable
{
  readonly #guard: LeakGuard;
  readonly #load: () => Promise<Fixes>;
  readonly #registered: vscode.Disposable[];
  #loading: Promise<Fixes> | undefined;

  constructor(guard: LeakGuard, load: () => Promise<Fixes>) {
    this.#guard = guard;
    this.#load = load;
    const providedCodeActionKinds = [...quickFixKinds, fixAllKind];
    this.#registered = [
      vscode.languages.registerHoverProvider('*', this),
      vscode.languages.registerCodeActionsProvider('*', this, { providedCodeActionKinds }),
      vscode.languages.registerDocumentPasteEditProvider('*', this, pasteMetadata),
    ];
  }

  /** The fixes themselves, loaded now if they were not. */
  get(): Promise<Fixes> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    if (!this.#hasLeak(document, new vscode.Range(position, position))) return undefined;
    return (await this.get()).hover.provideHover(document, position);
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const { only } = context;
    if (only?.value === fixAllKind.value)
      return this.#hasLeak(document) ? (await this.get()).all.provideCodeActions(document) : [];
    // Also asked for `source.fixAll`, to which nothing of ours answers.
    const isAsked = only === undefined || quickFixKinds.some((kind) => only.intersects(kind));
    if (!isAsked || !this.#hasLeak(document, range)) return [];
    return (await this.get()).quick.provideCodeActions(document, range);
  }

  async provideDocumentPasteEdits(
    document: vscode.TextDocument,
    ranges: readonly vscode.Range[],
    dataTransfer: vscode.DataTransfer,
  ): Promise<LookupPaste[] | undefined> {
    if (!this.#guard.cares(document)) return undefined;
    return (await this.get()).paste.provideDocumentPasteEdits(document, ranges, dataTransfer);
  }

  async resolveDocumentPasteEdit(edit: LookupPaste): Promise<LookupPaste> {
    return (await this.get()).paste.resolveDocumentPasteEdit(edit);
  }

  dispose(): void {
    for (const one of this.#registered) one.dispose();
  }

  #hasLeak(document: vscode.TextDocument, range?: vscode.Range): boolean {
    return this.#guard
      .findings(document)
      .some((finding) => !range || rangeOf(document, finding).intersection(range) !== undefined);
  }
}
