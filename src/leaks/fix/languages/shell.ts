import type { BarePlace, LiteralPlace } from '../place.ts';
import { isWhole } from '../place.ts';
import { inserted, replaced } from '../splice.ts';
import type { Writer, Written } from '../writer.ts';

/** fish knows no braces around a variable's name. */
function isFish(place: LiteralPlace | BarePlace): boolean {
  const { source } = place.document;
  return source.languageId === 'fish' || /\.fish$/i.test(source.path ?? '');
}

/** What would mean something else in double quotes than in single ones. */
const needsEscape = /["$`\\]/;

function literal(place: LiteralPlace, name: string): Written {
  const { opener, prefix, shape } = place.literal;
  const { before, after } = place;
  // A name in double quotes is a quoted one, too, in a shell.
  if (shape.heredoc === 'quoted' || (shape.heredoc === 'expanding' && opener.includes('"'))) {
    return 'quotedHereDocument';
  }
  if (isFish(place)) {
    if (opener === '"' && !/^\w/.test(after)) return inserted(place, `$${name}`);
    if (isWhole(place)) return replaced(place, `$${name}`);
    const piece = (content: string) => (content === '' ? '' : opener + content + opener);
    return replaced(place, `${piece(before)}$${name}${piece(after)}`);
  }
  const variable = `\${${name}}`;
  if (opener === '"' && prefix === '') return inserted(place, variable);
  if (shape.heredoc === 'expanding') return inserted(place, variable);
  if (opener === "'" && prefix === '') {
    if (!needsEscape.test(before + after)) {
      return replaced(place, `"${before}${variable}${after}"`);
    }
  }
  // `$'…'` stays what it is, and so does what would need marks of its own in double quotes.
  const piece = (content: string) => (content === '' ? '' : `${prefix}${opener}${content}${opener}`);
  return replaced(place, `${piece(before)}"${variable}"${piece(after)}`);
}

const existingDefault = /(?<keep>\$\{(?<name>\w+))(?::?[-=])$/;

function bare(place: BarePlace, name: string): Written {
  const { text } = place.document;
  const head = text.slice(Math.max(0, place.start - 200), place.start);
  const found = existingDefault.exec(head);
  if (found && text[place.end] === '}') {
    const kept = found.groups?.name ?? name;
    const start = place.start - (found[0].length - (found.groups?.keep?.length ?? 0));
    return { edits: [{ start, end: place.end, text: '' }], variable: kept };
  }
  if (isFish(place)) return { edits: [{ start: place.start, end: place.end, text: `"$${name}"` }] };
  const isInExpansion = /\$\{[^{}]*$/.test(head) && place.outer !== undefined;
  const isInBackticks = place.outer !== undefined && /`[^`]*$/.test(head);
  const variable = `\${${name}}`;
  const lookup = isInExpansion || isInBackticks ? variable : `"${variable}"`;
  return { edits: [{ start: place.start, end: place.end, text: lookup }] };
}

const shellscript: Writer = {
  language: 'shellscript',
  shown: '"${API_TOKEN}"',
  literal,
  bare,
};

/** What must be marked in PowerShell's double quotes, of what single quotes hold. */
const powershellQuoted = (content: string) => content.replace(/''/g, "'").replace(/[`$"]/g, '`$&');

function powershellLiteral(place: LiteralPlace, name: string): Written {
  const { opener, shape } = place.literal;
  if (shape.heredoc === 'quoted') return 'quotedHereDocument';
  const goesOn = /^[\w:?]/.test(place.after);
  const lookup = goesOn ? `\${env:${name}}` : `$env:${name}`;
  if (isWhole(place) && shape.heredoc === 'no') return replaced(place, `$env:${name}`);
  if (opener === "'") {
    return replaced(place, `"${powershellQuoted(place.before)}${lookup}${powershellQuoted(place.after)}"`);
  }
  return inserted(place, lookup);
}

function powershellBare(place: BarePlace, name: string): Written {
  const { text } = place.document;
  const isWord =
    /[\s=(,:]$/.test(text.slice(0, place.start).slice(-1)) &&
    !/^[\w.:-]/.test(text.slice(place.end, place.end + 1));
  const lookup = isWord ? `$env:${name}` : `\${env:${name}}`;
  return { edits: [{ start: place.start, end: place.end, text: lookup }] };
}

/** A percent sign is all that cmd knows, in quotes and out of them. */
const batch = (place: LiteralPlace | BarePlace, name: string): Written => ({
  edits: [{ start: place.start, end: place.end, text: `%${name}%` }],
});

/** make puts the value in before any quote is read; a justfile's recipe is a shell's. */
function makefile(place: LiteralPlace | BarePlace, name: string): Written {
  const { document, start, end } = place;
  const isJust =
    document.source.languageId === 'just' || /(?:^|\/)\.?justfile$/i.test(document.source.path ?? '');
  if (!isJust) return { edits: [{ start, end, text: `$(${name})` }] };
  const isRecipe = /^[ \t]/.test(document.text.slice(document.lineStart(start), start));
  if (!isRecipe) return 'unknown';
  return place.kind === 'literal' ? literal(place, name) : bare(place, name);
}

export const shellWriters: readonly Writer[] = [
  shellscript,
  { language: 'powershell', shown: '$env:API_TOKEN', literal: powershellLiteral, bare: powershellBare },
  { language: 'bat', shown: '%API_TOKEN%', literal: batch, bare: batch },
  { language: 'makefile', shown: '$(API_TOKEN)', literal: makefile, bare: makefile },
];
