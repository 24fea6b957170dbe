import type { Candidate } from './rule.ts';
import { matchAt } from './rule.ts';
import type { Place } from './value.ts';
import { open, quote, quotedValue } from './value.ts';

/** Where a format puts the token: `%s`, `{}`, `{0}`, `{token}`, `%@`, `~s`. */
const verb = '(?:%(?:\\d\\$)?[sv@d]|\\{\\w{0,20}\\}|~[sp]|\\?|:\\w{1,20})';
/** From a literal's closing quote to its neighbour: concatenated, formatted in, the next argument. */
const across =
  `${quote}\\s{0,4}[)>]{0,2}\\s{0,80}` +
  '(?:[+.&~,%]|-f\\b|\\.\\.|<>|\\+\\+|\\|\\||\\.\\s?(?:concat|format|formatted|plus|join|append)\\s?\\()?' +
  '\\s{0,80}\\(?\\s{0,40}(?:->\\s?\\{\\s?)?' +
  '(?:["\'`]?(?:credentials?|parameter|param|value|token|access_?token|password|arg|to)["\'`]?\\s{0,4}(?:[:=]|=>)\\s{0,4})?' +
  `(?:@|[\\w:.]{1,24}\\()?(?=${open})`;

const fromScheme = new RegExp(`(?:\\s{1,4}${verb})?\\s{0,4}${across}`, 'y');
/** `…?access_token=" + "…"` */
const concatenated = new RegExp(
  `(?<==)${quote}\\s{0,40}(?:[+.&]|\\.\\.|<>|\\+\\+|\\|\\|)\\s{0,40}(?=${open})`,
  'y',
);
const fromFormat = new RegExp(verb + across, 'y');

/** The token in the literal after the one that ends in a scheme word at `at`. */
export function besideScheme(text: string, at: number, place: Place): Candidate | undefined {
  const found = matchAt(fromScheme, text, at);
  return found ? quotedValue(text, at + found[0].length, place) : undefined;
}

/** The token that is put into the literal that ends at `at`: `token=%s" % "…"`, `token=" + "…"`. */
export function formattedIn(text: string, at: number, place: Place): Candidate | undefined {
  const found = matchAt(fromFormat, text, at) ?? matchAt(concatenated, text, at);
  const value = found ? quotedValue(text, at + found[0].length, place) : undefined;
  return value?.refusal === undefined ? value : undefined;
}
