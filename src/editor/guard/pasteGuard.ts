import * as vscode from 'vscode';
import { type Fix, fixesFor, scan, tokenText } from '../../leaks/index.ts';
import { pasteKind } from './fixKinds.ts';
import { keepInDotEnv } from './keepInDotEnv.ts';
import { editsFor, type LeakGuard } from './leakGuard.ts';
import { pastedAs } from './pastedAs.ts';
import { pickRoot } from './roots.ts';
import type { Variables } from './variables.ts';

/** A paste with a lookup in the token's place. */
export class LookupPaste extends vscode.DocumentPasteEdit {
  /** What has to be done when it is chosen, before it is carried out; the plain text is pasted where it fails. */
  readonly whenChosen: () => Promise<vscode.WorkspaceEdit>;

  constructor(title: string, edit: vscode.WorkspaceEdit, whenChosen: () => Promise<vscode.WorkspaceEdit>) {
    // Nothing is inserted at the cursor itself: the edit changes the quotes around it as well.
    super('', title, pasteKind);
    this.additionalEdit = edit;
    this.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text];
    this.whenChosen = whenChosen;
  }
}

/**
 * Offers to paste a token as an environment lookup, so that the leak never happens. Plain text stays the default; the
 * lookups are the first entries of the paste widget.
 */
export class PasteGuard implements vscode.DocumentPasteEditProvider<LookupPaste> {
  readonly #guard: LeakGuard;
  readonly #variables: Variables;

  constructor(guard: LeakGuard, variables: Variables) {
    this.#guard = guard;
    this.#variables = variables;
  }

  async provideDocumentPasteEdits(
    document: vscode.TextDocument,
    ranges: readonly vscode.Range[],
    dataTransfer: vscode.DataTransfer,
  ): Promise<LookupPaste[] | undefined> {
    const [range] = ranges;
    const pasted = await dataTransfer.get('text/plain')?.asString();
    // With several cursors one token would become several.
    if (!range || ranges.length > 1 || !pasted || !this.#guard.cares(document)) return undefined;
    const before = document.getText();
    const paste = {
      from: document.offsetAt(range.start),
      to: document.offsetAt(range.end),
      length: pasted.length,
    };
    const after = before.slice(0, paste.from) + pasted + before.slice(paste.to);
    const source = this.#guard.sourceOf(document);
    const findings = scan(after, source).filter(
      ({ severity, start, end }) =>
        severity !== 'hint' && start < paste.from + paste.length && end > paste.from,
    );
    const [first] = findings;
    if (!first) return undefined;
    const version = document.version;
    const names = await this.#variables.inUse(document);
    if (document.version !== version) return undefined;
    const values = findings.map((finding) => tokenText(after, finding));
    const fixes = fixesFor(
      after,
      findings,
      { ...source, ...names.of(values) },
      this.#variables.for(first, document),
    );
    const fixable = fixes.filter((fix): fix is Fix => !('refused' in fix));
    // A paste that leaves one of its tokens as it is would only look safe.
    if (fixable.length < fixes.length) return undefined;
    const edit = editsFor(document, pastedAs(after, distinct(fixable.flatMap(({ edits }) => edits)), paste));
    const asked = [...new Set(fixable.map(({ variable }) => variable))].join(', ');
    const given = fixable.map(({ variable }, index) =>
      this.#variables.given(document, variable, values[index] ?? ''),
    );
    const lookup = new LookupPaste(
      vscode.l10n.t('Paste as environment lookup of {0}', asked),
      edit,
      async () => {
        this.#variables.remember(given);
        return edit;
      },
    );
    if (!vscode.workspace.isTrusted || !vscode.workspace.workspaceFolders?.length) return [lookup];
    const plain = editsFor(document, [{ start: paste.from, end: paste.to, text: pasted }]);
    const kept = fixable.map(({ variable }, index) => ({ variable, value: values[index] ?? '' }));
    const keeping = new LookupPaste(
      vscode.l10n.t('Paste as environment lookup and keep the value in .env'),
      edit,
      async () => ((await keepPasted(kept)) ? edit : plain),
    );
    return [lookup, keeping];
  }

  /** Called for the entry that was chosen, before it is carried out. */
  async resolveDocumentPasteEdit(edit: LookupPaste): Promise<LookupPaste> {
    edit.additionalEdit = await edit.whenChosen();
    return edit;
  }
}

type Edit = { start: number; end: number; text: string };

/** Two fixes can bring the same import: it is added once. */
function distinct(edits: readonly Edit[]): Edit[] {
  return edits.filter(
    (edit, index) =>
      edits.findIndex((one) => one.start === edit.start && one.end === edit.end && one.text === edit.text) ===
      index,
  );
}

/** Puts the values into `.env`; tells the user where that cannot be done. */
async function keepPasted(kept: readonly { variable: string; value: string }[]): Promise<boolean> {
  const root = await pickRoot();
  let why = vscode.l10n.t('It was pasted as it is.');
  for (const { variable, value } of root ? kept : []) {
    const done = root && (await keepInDotEnv(root, variable, value).catch(() => undefined));
    if (done && 'variable' in done) {
      why = '';
      continue;
    }
    why = done?.refused ?? vscode.l10n.t('It was pasted as it is.');
    break;
  }
  if (why === '') return true;
  void vscode.window.showErrorMessage(vscode.l10n.t('The value was not kept in .env. {0}', why));
  return false;
}
