import * as vscode from 'vscode';

/** What kinds of edits are offered, as VS Code wants to know before anything is loaded. */
export const quickFixKinds = [vscode.CodeActionKind.QuickFix];

/** “Fix all”, by its full name. */
export const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('mileapp');

export const pasteKind = vscode.DocumentDropOrPasteEditKind.Empty.append('mileapp', 'lookup');

export const pasteMetadata: vscode.DocumentPasteProviderMetadata = {
  providedPasteEditKinds: [pasteKind],
  pasteMimeTypes: ['text/plain'],
};
