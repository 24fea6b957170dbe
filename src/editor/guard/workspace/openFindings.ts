import type * as vscode from 'vscode';
import { type Finding, scan } from '../../../leaks/index.ts';
import type { LeakGuard } from '../leakGuard.ts';

/** What is found in a document as it is now: by the guard where it watches, else by a scan. */
export function findingsOf(document: vscode.TextDocument, guard: LeakGuard): readonly Finding[] {
  return guard.watches(document.uri)
    ? guard.findings(document).filter(({ severity }) => severity !== 'hint')
    : guard.heard(document.uri, scan(document.getText(), guard.sourceOf(document)));
}
