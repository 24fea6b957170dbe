import type { LiteralPlace } from '../place.ts';
import { closingOf, isWhole, openingOf } from '../place.ts';
import { fallbackDropped, grouped, inserted, replaced } from '../splice.ts';
import type { Writer, Written } from '../writer.ts';

const existingLookup = /(?<keep>\$ENV\{\s*["']?(?<name>\w+)["']?\s*\})\s*(?:\|\||\/\/|or)\s*$/;

/** What single quotes hold, for double quotes. */
function doubleQuoted(content: string): string {
  return content.replace(/\\([\s\S])|["$@]/g, (found, escaped?: string) => {
    if (escaped === undefined) return `\\${found}`;
    if (escaped === '\\') return found;
    return escaped === "'" ? escaped : `\\\\${/["$@]/.test(escaped) ? `\\${escaped}` : escaped}`;
  });
}

/** What would be read as part of the variable before it. */
const goesOn = /^(?:[[{]|->)/;

function literal(place: LiteralPlace, name: string): Written {
  const { literal, before, after } = place;
  const { opener, prefix, shape } = literal;
  const lookup = `$ENV{${name}}`;
  if (shape.regex) return 'regex';
  if (prefix === 'qw') return 'list';
  const kept = fallbackDropped(place, existingLookup);
  if (kept) return kept;
  const pieces = (content: string) => (content === '' ? [] : [openingOf(place) + content + closingOf(place)]);
  const joined = () =>
    replaced(place, grouped(place, [...pieces(before), lookup, ...pieces(after)].join(' . ')));
  if (shape.heredoc === 'quoted') {
    if (/[\\$@]/.test(before + after) || goesOn.test(after)) return 'quotedHereDocument';
    return {
      edits: [
        { start: literal.start, end: literal.start + opener.length, text: opener.replace(/'/g, '"') },
        { start: place.start, end: place.end, text: lookup },
      ],
    };
  }
  if (shape.heredoc === 'expanding') {
    return goesOn.test(after) ? inserted(place, `@{[${lookup}]}`) : inserted(place, lookup);
  }
  if (isWhole(place) && opener !== '`' && prefix !== 'qx') return replaced(place, lookup);
  if (goesOn.test(after)) return opener === '`' || prefix === 'qx' ? 'unknown' : joined();
  if (shape.sigil === '$') return inserted(place, lookup);
  if (prefix === '' && opener === "'")
    return replaced(place, `"${doubleQuoted(before)}${lookup}${doubleQuoted(after)}"`);
  return joined();
}

export const perl: Writer = { language: 'perl', shown: '$ENV{API_TOKEN}', literal };
