import type { Finding, Source } from '../finding.ts';
import { tokenText } from '../tokenText.ts';
import { byFile } from './byFile.ts';
import { Document } from './document.ts';
import { embedded } from './embedded.ts';
import { refusalByLanguage } from './languageRefusals.ts';
import { writerOf } from './languages/table.ts';
import { Names, type NamesInUse } from './names.ts';
import type { Place } from './place.ts';
import { placeOf } from './place.ts';
import { refusals } from './refusals.ts';
import type { Edit, FixWarning, Written } from './writer.ts';

export type Fix = {
  /** Offsets of the text the fix was made for; no two overlap. */
  edits: Edit[];
  /** The environment variable the lookup reads. */
  variable: string;
  warning?: FixWarning;
};

/** Why no lookup can stand here, in one sentence of the closed list {@link refusals}. */
export type Refusal = { refused: string };

export type FixSource = Source & NamesInUse;

/**
 * The edits that put an environment lookup where `finding` stands, so that the program still sends the
 * same header; or why no lookup can stand there. `variable` is the name to use; where the place asks
 * for another (two tokens in one text, a prefix the tool insists on, a name in the source that says
 * more than the default), `Fix.variable` gives it. Never throws; linear in the text.
 */
export function fixFor(text: string, finding: Finding, source: FixSource, variable: string): Fix | Refusal {
  const [answer] = fixesFor(text, [finding], source, variable);
  if (answer === undefined || 'refused' in answer) return answer ?? { refused: refusals.outside };
  return { ...answer, edits: joined(answer.edits) };
}

/** An insertion right before a replacement made part of it: no order of applying them matters then. */
function joined(edits: readonly Edit[]): Edit[] {
  const result: Edit[] = [];
  for (const edit of edits) {
    const last = result.at(-1);
    if (last && last.start === last.end && last.start === edit.start) {
      result[result.length - 1] = { ...edit, text: last.text + edit.text };
    } else result.push(edit);
  }
  return result;
}

/**
 * {@link fixFor} for many findings of one text, read once: the answers in the order of the findings.
 * Two fixes can hold the same edit (an import): whoever applies both applies it once. Edits are in the
 * order of the text, an insertion before a replacement that begins at the same offset.
 */
export function fixesFor(
  text: string,
  findings: readonly Finding[],
  source: FixSource,
  variable: string,
): (Fix | Refusal)[] {
  const document = new Document(text, source);
  const names = new Names(
    document,
    { name: variable, isMileApp: findings[0]?.isMileApp ?? false },
    source,
    (place, name) => typeof write(place, name) !== 'string',
  );
  return findings.map((finding): Fix | Refusal => {
    const place = placeOf(document, finding);
    if (typeof place === 'string') return { refused: refusals[place] };
    const name = names.nameOf(place, finding, tokenText(text, finding));
    const written = write(place, name);
    if (typeof written === 'string') return { refused: refusals[written] };
    const { variable: used = name, warning } = written;
    const edits = written.edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
    return { edits, variable: used, ...(warning ? { warning } : {}) };
  });
}

function write(place: Place, name: string): Written {
  if (place.region.kind === 'comment') return 'comment';
  const known = byFile(place, name, 'early') ?? embedded(place, name, write) ?? byFile(place, name, 'late');
  if (known !== undefined) return known;
  const writer = writerOf(place.row.name);
  if (!writer) return refusalByLanguage(place.row.name);
  if (place.kind === 'literal') return writer.literal(place, name);
  return writer.bare?.(place, name) ?? 'outside';
}
