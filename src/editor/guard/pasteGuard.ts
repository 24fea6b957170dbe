import * as vscode from 'vscode';
import { fixFor, scan, tokenText } from '../../leaks/index.ts';
import { namesWithOtherValue } from '../dotEnv.ts';
import { keepInDotEnv } from './keepInDotEnv.ts';
import { editsFor, sourceOf } from './leakGuard.ts';
import { pastedAs } from './pastedAs.ts';
import { dotEnvOf, pickRoot } from './roots.ts';
import type { Variables } from './variables.ts';

/** A paste with a lookup in the token's place. */
class LookupPaste extends vscode.DocumentPasteEdit {
  /** What has to be done when it is chosen, before it is carried out; the plain text is pasted where it fails. */
  readonly whenChosen: (() => Promise<vscode.WorkspaceEdit>) | undefined;

  constructor(title: string, edit: vscode.WorkspaceEdit, whenChosen?: () => Promise<vscode.WorkspaceEdit>) {
    // Nothing is inserted at the cursor itself: the edit changes the quotes around it as well.
    super('', title, PasteGuard.kind);
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
  static readonly kind = vscode.DocumentDropOrPasteEditKind.Empty.append('mileapp', 'lookup');
  static readonly metadata: vscode.DocumentPasteProviderMetadata = {
    providedPasteEditKinds: [PasteGuard.kind],
    pasteMimeTypes: ['text/plain'],
  };
  readonly #variables: Variables;

  constructor(variables: Variables) {
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
    if (!range || ranges.length > 1 || !pasted) return undefined;
    const before = document.getText();
    const paste = {
      from: document.offsetAt(range.start),
      to: document.offsetAt(range.end),
      length: pasted.length,
    };
    const after = before.slice(0, paste.from) + pasted + before.slice(paste.to);
    const source = sourceOf(document);
    const finding = scan(after, source).find(
      ({ severity, start, end }) =>
        severity !== 'hint' && start < paste.from + paste.length && end > paste.from,
    );
    if (!finding) return undefined;
    const value = tokenText(after, finding);
    const taken = namesWithOtherValue(await dotEnvOf(document), value);
    const fix = fixFor(after, finding, { ...source, taken }, this.#variables.for(finding));
    if ('refused' in fix) return undefined;
    const edit = editsFor(document, pastedAs(after, fix.edits, paste));
    const lookup = new LookupPaste(vscode.l10n.t('Paste as environment lookup of {0}', fix.variable), edit);
    if (!vscode.workspace.isTrusted || !vscode.workspace.workspaceFolders?.length) return [lookup];
    const plain = editsFor(document, [{ start: paste.from, end: paste.to, text: pasted }]);
    const keeping = new LookupPaste(
      vscode.l10n.t('Paste as environment lookup and keep the value in .env'),
      edit,
      async () => ((await keepPasted(fix.variable, value)) ? edit : plain),
    );
    return [lookup, keeping];
  }

  /** Called for the entry that was chosen, before it is carried out. */
  async resolveDocumentPasteEdit(edit: LookupPaste): Promise<LookupPaste> {
    if (edit.whenChosen) edit.additionalEdit = await edit.whenChosen();
    return edit;
  }
}

/** Puts the value into `.env`; tells the user where that cannot be done. */
async function keepPasted(variable: string, value: string): Promise<boolean> {
  const root = await pickRoot();
  const kept = root && (await keepInDotEnv(root, variable, value).catch(() => undefined));
  if (kept && 'variable' in kept) return true;
  const why = kept?.refused ?? vscode.l10n.t('It was pasted as it is.');
  void vscode.window.showErrorMessage(vscode.l10n.t('The value was not kept in .env. {0}', why));
  return false;
}
