import type { LiteralPlace } from '../place.ts';
import { isWhole } from '../place.ts';
import type { RefusalReason } from '../refusals.ts';
import { headOf, replaced } from '../splice.ts';
import type { Tokens } from '../tokens.ts';
import type { Writer, Written } from '../writer.ts';

/** Macros whose first literal is a format; the number says how many arguments stand before it. */
const formats = new Map(
  Object.entries({
    'format!': 0,
    'print!': 0,
    'println!': 0,
    'eprint!': 0,
    'eprintln!': 0,
    'panic!': 0,
    'todo!': 0,
    'unreachable!': 0,
    'format_args!': 0,
    'info!': 0,
    'warn!': 0,
    'error!': 0,
    'debug!': 0,
    'trace!': 0,
    'bail!': 0,
    'anyhow!': 0,
    'write!': 1,
    'writeln!': 1,
  }),
);

/** Calls that take a text by whatever type it has. */
const generic = new Set(
  'header bearer_auth insert_header append_header set set_header from to_owned json! basic_auth'.split(' '),
);
/** Calls that only read the text they are given. */
const reading = new Set('from_str contains starts_with ends_with eq strip_prefix var set_var'.split(' '));
/** Calls that keep what they are given. */
const keeping = new Set('push insert unwrap_or or entry push_back extend append get_or_insert'.split(' '));

function refusalOf({ tokens, first, last }: LiteralPlace): RefusalReason | undefined {
  for (let opener = tokens.enclosing(first); opener >= 0; opener = tokens.enclosing(opener)) {
    const before = tokens.text(opener - 1);
    if (
      tokens.text(opener) === '[' &&
      (before === '#' || (before === '!' && tokens.text(opener - 2) === '#'))
    ) {
      return 'attribute';
    }
    if (before === 'matches!' && tokens.text(first - 1) === ',') return 'pattern';
  }
  const next = tokens.text(last + 1);
  const previous = tokens.text(first - 1);
  const isAlternative = next === '|' || (previous === '|' && tokens.isLiteral(first - 2));
  if (next === '=>' || previous === 'let' || isAlternative) return 'pattern';
  return next === 'if' && ['{', ',', '}'].includes(previous) ? 'pattern' : undefined;
}

/** Whether the value is worked out when the program is built: of a `const` or `static`, outside any closure. */
function isConstant(tokens: Tokens, index: number): boolean {
  for (let at = index; ; ) {
    const start = tokens.statementStart(at);
    const words = tokens.list.slice(start, Math.min(at, start + 8)).map((token) => token.text);
    const keyword = words.findIndex((word) => word === 'const' || word === 'static');
    const isItem =
      keyword >= 0 && words.slice(0, keyword).every((word) => /^(?:pub|\(|crate|super|in|\))$/.test(word));
    if (isItem && words[keyword + 1] !== 'fn') {
      return !tokens.list.slice(start, index).some((token) => token.text === '|' || token.text === '||');
    }
    const opener = tokens.enclosing(start);
    if (opener < 0 || words[keyword + 1] === 'fn') return false;
    at = opener;
  }
}

const doubledBraces = (content: string) =>
  content.replace(/\\u\{[^}\n]*\}|[{}]/g, (found) => (found.length > 1 ? found : found + found));

const existingFallback =
  /\b(?<call>(?:std::)?env::var\(\s*"(?<name>\w+)"\s*\))\s*\.unwrap_or(?:_else)?\(\s*(?:\|\w*\|\s*)?(?:String::from\(\s*)?$/;
const fallbackRest = /^(?:\s*\.(?:to_string|to_owned|into)\(\s*\))?(?<close>\s*\)){1,2}/;

function fallback(place: LiteralPlace): (Written & object) | undefined {
  const found = isWhole(place) ? existingFallback.exec(headOf(place)) : null;
  const { call, name } = found?.groups ?? {};
  if (!found || call === undefined || name === undefined) return undefined;
  const wanted = /String::from\(\s*$/.test(found[0]) ? 2 : 1;
  const tail = place.document.text.slice(place.to, place.to + 60);
  const rest = fallbackRest.exec(tail)?.[0];
  if (rest === undefined) return undefined;
  const method = /^\s*\.\w+\(\s*\)/.exec(rest)?.[0].length ?? 0;
  let end = place.to + method;
  for (let closed = 0; closed < wanted; end++) {
    if (end > place.to + rest.length) return undefined;
    if (place.document.text[end] === ')') closed++;
  }
  const start = place.from - found[0].length;
  return { edits: [{ start, end, text: `${call}.expect("${name} is not set")` }], variable: name };
}

function literal(place: LiteralPlace, name: string): Written {
  const refusal = refusalOf(place);
  if (refusal) return refusal;
  const { tokens, first, last, before, after } = place;
  const { opener, prefix, shape } = place.literal;
  if (prefix === 'c' || prefix === 'cr') return 'binary';
  const kept = fallback(place);
  if (kept) return kept;

  const mark = (content: string) => `${prefix.replace('b', '')}${opener}${content}${shape.close}`;
  const pieces = (content: string) => (content === '' ? [] : [mark(content)]);
  const callee = calleeOf(tokens, first);
  if (callee === 'concat!' || isConstant(tokens, first)) {
    const parts = [...pieces(before), `env!("${name}")`, ...pieces(after)].join(', ');
    const text = callee === 'concat!' || isWhole(place) ? parts : `concat!(${parts})`;
    return { ...replaced(place, shape.bytes ? `${text}.as_bytes()` : text), warning: 'compiledIn' };
  }

  const lookup = `std::env::var("${name}").expect("${name} is not set")`;
  const asFormat = formatArgument(place, lookup, name);
  if (asFormat) return asFormat;

  const owned = isWhole(place)
    ? lookup
    : `format!(${mark(`${doubledBraces(before)}{}${doubledBraces(after)}`)}, ${lookup})`;
  if (tokens.text(last + 1) === '.') return replaced(place, shape.bytes ? `${owned}.into_bytes()` : owned);
  if (shape.bytes) return replaced(place, `&*${owned}.into_bytes().leak()`);
  return replaced(place, typed(place, owned, callee));
}

/** The name of the call or macro of which the literal is an argument of its own, or undefined. */
function calleeOf(tokens: Tokens, index: number): string | undefined {
  const opener = tokens.enclosing(index);
  if (opener < 0 || tokens.text(opener) === '{' || !tokens.isWord(opener - 1)) return undefined;
  return tokens.text(opener - 1);
}

/** A literal is a `&'static str`; what stands in its place must pass for one where that is asked for. */
function typed(place: LiteralPlace, owned: string, callee: string | undefined): string {
  const { tokens, first, last } = place;
  const isArgument =
    ['(', ',', '['].includes(tokens.text(first - 1)) && [')', ',', ']'].includes(tokens.text(last + 1));
  if (isArgument && callee !== undefined && (generic.has(callee) || formats.has(callee))) return owned;
  const start = tokens.statementStart(first);
  const isLet = tokens.text(start) === 'let';
  const isStatic = tokens.list.slice(start, first).some((token) => token.text === 'static');
  if (isLet && !isStatic && tokens.text(first - 1) === '=' && tokens.text(last + 1) === ';')
    return `&*${owned}`;
  if (isArgument && callee !== undefined && reading.has(callee)) return `&${owned}`;
  const isCall = isArgument && callee !== undefined && /^[a-z_]\w*$/.test(callee) && !keeping.has(callee);
  if (isCall && callee !== 'from_static' && !isLet && !isStatic) {
    const close = tokens.partner(tokens.enclosing(first));
    if (tokens.text(close + 1) === ';') return `&${owned}`;
  }
  return `&*${owned}.leak()`;
}

/** A literal that is a macro's format takes `{}` and one argument more. */
function formatArgument(place: LiteralPlace, lookup: string, name: string): Written | undefined {
  const { tokens, first, last, before, after } = place;
  const opener = tokens.enclosing(first);
  const ordinal = formats.get(calleeOf(tokens, first) ?? '');
  if (ordinal === undefined) return undefined;
  let commas = 0;
  for (let at = opener + 1; at < first; at++) {
    if (tokens.text(at) === ',' && tokens.enclosing(at) === opener) commas++;
  }
  const close = tokens.at(tokens.partner(opener));
  if (commas !== ordinal || !close) return undefined;
  const isAlone = tokens.text(last + 1) === ')' && !/[{}]/.test(before + after);
  const argument = name.toLowerCase();
  const isTrailing = tokens.text(tokens.partner(opener) - 1) === ',';
  const end = tokens.at(tokens.partner(opener) - 1)?.end ?? close.start;
  const added = `${isTrailing ? ' ' : ', '}${isAlone ? '' : `${argument} = `}${lookup}`;
  return {
    edits: [
      { start: place.start, end: place.end, text: isAlone ? '{}' : `{${argument}}` },
      { start: end, end, text: added },
    ],
  };
}

export const rust: Writer = {
  language: 'rust',
  shown: 'std::env::var("API_TOKEN").expect("API_TOKEN is not set")',
  literal,
};
