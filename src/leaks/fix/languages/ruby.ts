import type { LiteralPlace } from '../place.ts';
import { closingOf, isWhole, openingOf } from '../place.ts';
import { callReplaced, fallbackDropped, grouped, inserted, quoteOf, replaced } from '../splice.ts';
import type { Writer, Written } from '../writer.ts';

const existingLookup =
  /(?<keep>\bENV(?:\[["'](?<indexed>\w+)["']\]|\.fetch\(\s*["'](?<got>\w+)["']\s*\)))\s*(?:\|\||or)\s*$/;
const existingDefault = /\bENV\.fetch\(\s*["'](?<name>\w+)["']\s*,\s*$/;

/** What single quotes hold, for double quotes. */
function doubleQuoted(content: string): string {
  return content.replace(/\\([\s\S])|#(?=[{$@])|"/g, (found, escaped?: string) => {
    if (escaped === undefined) return `\\${found}`;
    if (escaped === '\\') return found;
    return escaped === "'" ? escaped : `\\\\${/["#]/.test(escaped) ? `\\${escaped}` : escaped}`;
  });
}

function literal(place: LiteralPlace, name: string): Written {
  const { literal, tokens, first, last, before, after, document } = place;
  const { opener, prefix, shape } = literal;
  if (shape.regex) return 'regex';
  if (/^%[wi]/i.test(prefix + opener)) return 'list';
  if (document.text.startsWith('__END__')) return 'documentation';
  const quote = /\.cr$/i.test(document.source.path ?? '') ? '"' : quoteOf(place, "'");
  const lookupIn = (mark: string) => `ENV.fetch(${mark}${name}${mark})`;
  const kept =
    callReplaced(place, existingDefault, (found) => `ENV.fetch(${quote}${found}${quote})`) ??
    fallbackDropped(place, existingLookup);
  if (kept) return kept;
  if (shape.heredoc === 'quoted') {
    if (/\\|#[{$@]/.test(before + after)) return 'quotedHereDocument';
    const unquoted = opener.replace(/["']/g, '');
    return {
      edits: [
        { start: literal.start, end: literal.start + opener.length, text: unquoted },
        { start: place.start, end: place.end, text: `#{${lookupIn("'")}}` },
      ],
    };
  }
  const lookup = lookupIn(quote);
  if (shape.heredoc === 'expanding' || opener === '`') return inserted(place, `#{${lookup}}`);
  // A symbol, a label and a literal beside another stay literals.
  const isBeside = (index: number, after: number) =>
    tokens.isLiteral(index) && tokens.at(after)?.isFirstOnLine === false;
  const isLabel =
    document.text[place.to] === ':' && document.text[place.to + 1] !== ':' && tokens.text(first - 1) !== '?';
  const isSymbol = document.text[place.from - 1] === ':' && tokens.text(first - 1) === ':';
  const staysLiteral = isLabel || isSymbol || isBeside(first - 1, first) || isBeside(last + 1, last + 1);
  if (isWhole(place) && !staysLiteral) return replaced(place, lookup);
  if (shape.interpolations.length > 0) return inserted(place, `#{${lookup}}`);
  if (opener === "'") return replaced(place, `"${doubleQuoted(before)}#{${lookup}}${doubleQuoted(after)}"`);
  const piece = (content: string) => (content === '' ? [] : [openingOf(place) + content + closingOf(place)]);
  return replaced(place, grouped(place, [...piece(before), lookup, ...piece(after)].join(' + ')));
}

export const ruby: Writer = { language: 'ruby', shown: "ENV.fetch('API_TOKEN')", literal };
