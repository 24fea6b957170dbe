import type * as vscode from 'vscode';
import { type Finding, scan } from '../../../leaks/index.ts';
import { type LeakGuard, sourceOf } from '../leakGuard.ts';

/** What is found in a document as it is now: by the guard where it watches, else by a scan. */
export function findingsOf(document: vscode.TextDocument, guard: LeakGuard): readonly Finding[] {
  const findings = guard.watches(document.uri)
    ? guard.findings(document)
    : scan(document.getText(), sourceOf(document));
  return findings.filter(({ severity }) => severity !== 'hint');
}
