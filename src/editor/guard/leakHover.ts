import * as vscode from 'vscode';
import { fixFor, tokenText } from '../../leaks/index.ts';
import { mask } from '../mask.ts';
import { type LeakGuard, rangeOf, sourceOf } from './leakGuard.ts';
import { reasonInWords } from './sentences.ts';
import type { Variables } from './variables.ts';

/** The hover on a leaked token: what was found, why it counts, and what the fix will do. Never the token. */
export class LeakHover implements vscode.HoverProvider {
  readonly #guard: LeakGuard;
  readonly #variables: Variables;

  constructor(guard: LeakGuard, variables: Variables) {
    this.#guard = guard;
    this.#variables = variables;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const finding = this.#guard.findings(document).find((one) => rangeOf(document, one).contains(position));
    if (!finding) return undefined;
    const range = rangeOf(document, finding);
    const text = document.getText();
    const value = tokenText(text, finding);
    const names = await this.#variables.inUse(document);
    if (document.getText() !== text) return undefined;
    const fix = fixFor(
      text,
      finding,
      { ...sourceOf(document), ...names.of([value]) },
      this.#variables.for(finding, document),
    );
    const about = new vscode.MarkdownString()
      .appendText(`${mask(value)} · ${reasonInWords(finding.reason)}`)
      .appendMarkdown('\n\n')
      .appendText(
        'refused' in fix
          ? vscode.l10n.t(fix.refused)
          : vscode.l10n.t('The quick fix looks up {0} in the environment instead.', fix.variable),
      );
    return new vscode.Hover(about, range);
  }
}
