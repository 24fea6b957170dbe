import * as vscode from 'vscode';
import { type Finding, fixesFor, tokenText } from '../../../leaks/index.ts';
import { type LeakGuard, rangeOf, sourceOf } from '../leakGuard.ts';
import type { Given, UsedNames } from '../usedNames.ts';
import type { Variables } from '../variables.ts';
import type { LeakPlace } from './leakStore.ts';
import { findingsOf } from './openFindings.ts';

/** What the preview of a fix over many files came to. */
export type FixedWorkspace = {
  /** Places that were offered. */
  offered: number;
  /** Places where no lookup can stand. */
  refused: number;
  /** Files that have other text now than before. */
  changedFiles: number;
};

/**
 * Offers the fix of many places in VS Code's refactor preview: one edit, one undo. Its rows start unticked, so nothing
 * changes that nobody ticked. Every file is read anew.
 * @param wanted tells which findings of a text are meant
 */
export async function fixWorkspace(
  places: readonly LeakPlace[],
  guard: LeakGuard,
  variables: Variables,
  wanted: (text: string, finding: Finding) => boolean = () => true,
): Promise<FixedWorkspace> {
  const edit = new vscode.WorkspaceEdit();
  const result: FixedWorkspace = { offered: 0, refused: 0, changedFiles: 0 };
  const before: { document: vscode.TextDocument; text: string }[] = [];
  const given: Given[] = [];
  const files = new Map(places.map(({ uri }) => [uri.toString(), uri]));
  for (const uri of files.values()) {
    const document = await vscode.workspace.openTextDocument(uri);
    before.push({ document, text: document.getText() });
    const findings = findingsOf(document, guard).filter((finding) => wanted(document.getText(), finding));
    const names = await variables.inUse(document);
    // One name for each value, in all files together.
    names.add(given);
    given.push(...addFixes(edit, document, findings, names, variables, result));
  }
  if (result.offered === 0) return result;
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  variables.remember(given);
  result.changedFiles = before.filter(({ document, text }) => document.getText() !== text).length;
  return result;
}

function addFixes(
  edit: vscode.WorkspaceEdit,
  document: vscode.TextDocument,
  findings: readonly Finding[],
  names: UsedNames,
  variables: Variables,
  into: FixedWorkspace,
): Given[] {
  const text = document.getText();
  const edits: [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata][] = [];
  const given: Given[] = [];
  const inUse = names.of(findings.map((finding) => tokenText(text, finding)));
  for (const [variable, some] of Map.groupBy(findings, (finding) => variables.for(finding, document))) {
    fixesFor(text, some, { ...sourceOf(document), ...inUse }, variable).forEach((fix, index) => {
      const finding = some[index];
      if (!finding || 'refused' in fix) {
        into.refused++;
        return;
      }
      into.offered++;
      const value = tokenText(text, finding);
      given.push(variables.given(document, fix.variable, value));
      const isKept = names.inDotEnv(value) !== undefined;
      const metadata: vscode.WorkspaceEditEntryMetadata = {
        needsConfirmation: true,
        label: isKept
          ? vscode.l10n.t('Look up {0}: its value is in .env', fix.variable)
          : vscode.l10n.t('Look up {0}: its value is kept nowhere else', fix.variable),
      };
      for (const one of fix.edits) {
        const range = rangeOf(document, one);
        // Two fixes of a file can bring the same import.
        if (edits.some(([held]) => held.range.isEqual(range) && held.newText === one.text)) continue;
        edits.push([vscode.TextEdit.replace(range, one.text), metadata]);
      }
    });
  }
  if (edits.length > 0) edit.set(document.uri, edits);
  return given;
}
