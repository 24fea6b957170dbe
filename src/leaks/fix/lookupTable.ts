import { fileKinds } from './byFile.ts';
import { writers } from './languages/table.ts';

export type LookupRow = {
  /** A language by the name of its row, or a kind of file by what people call it. */
  language: string;
  /** The lookup of `API_TOKEN`, as it is written there. */
  lookup: string;
  import?: string;
};

/** Every language and kind of file with a lookup, for people: first by language, then by file. */
export function lookupTable(): LookupRow[] {
  return [
    ...writers.map(({ language, shown, shownImport }) => ({
      language,
      lookup: shown,
      ...(shownImport === undefined ? {} : { import: shownImport }),
    })),
    ...fileKinds
      .filter(({ shown }) => shown !== '')
      .map(({ kind, shown }) => ({ language: kind, lookup: shown })),
  ];
}
