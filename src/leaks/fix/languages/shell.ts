import type { BarePlace, LiteralPlace } from '../place.ts';
import { isWhole } from '../place.ts';
import { inserted, replaced } from '../splice.ts';
import type { Writer, Written } from '../writer.ts';

/** fish knows no braces around a variable's name. */
function isFish(place: LiteralPlace | BarePlace): boolean {
  const { source } = place.document;
  return source.languageId === 'fish' || /\.fish$/i.test(source.path ?? '');
}

const needsEscape = /["$`\\]/;

/** What must be escaped in double quotes, escaped; what single quotes hold is all literal. */
const doubleQuoted = (content: string) => content.replace(/["$`\\]/g, '\\$&');

function literal(place: LiteralPlace, name: string): Written {
  const { opener, prefix, shape } = place.literal;
  const { before, after } = place;
  if (shape.heredoc === 'quoted') return 'quotedHereDocument';
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
      return replaced(place, `"${doubleQuoted(before)}${variable}${doubleQuoted(after)}"`);
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

export const shellscript: Writer = {
  language: 'shellscript',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's own syntax
  shown: '"${API_TOKEN}"',
  literal,
  bare,
};
