import type { Finding, Source } from '../finding.ts';
import { byFile } from './byFile.ts';
import { Document } from './document.ts';
import { embedded } from './embedded.ts';
import { refusalByLanguage } from './languageRefusals.ts';
import { writerOf } from './languages/table.ts';
import { Names } from './names.ts';
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

/** A source, and the names of variables that are known to hold other values. */
export type FixSource = Source & { taken?: readonly string[] };

/**
 * The edits that put an environment lookup where `finding` stands, so that the program still sends the
 * same header; or why no lookup can stand there. `variable` is the name to use; where the place asks
 * for another (two tokens in one text, a prefix the tool insists on, a name in the source that says
 * more than the default), `Fix.variable` gives it. Never throws; linear in the text.
 */
export function fixFor(text: string, finding: Finding, source: FixSource, variable: string): Fix | Refusal {
  return fixesFor(text, [finding], source, variable)[0] ?? { refused: refusals.outside };
}

/**
 * {@link fixFor} for many findings of one text, read once: the answers in the order of the findings.
 * Two fixes can hold the same edit (an import): whoever applies both applies it once.
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
    variable,
    source.taken ?? [],
    (place, name) => typeof write(place, name) !== 'string',
  );
  return findings.map((finding): Fix | Refusal => {
    const place = placeOf(document, finding);
    if (typeof place === 'string') return { refused: refusals[place] };
    const name = names.nameOf(place, finding);
    const written = write(place, name);
    if (typeof written === 'string') return { refused: refusals[written] };
    const { edits, variable: used = name, warning } = written;
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
