import type { LiteralPlace } from '../place.ts';
import { closingOf, isWhole, openingOf } from '../place.ts';
import {
  callReplaced,
  concatenated,
  fallbackDropped,
  grouped,
  inserted,
  quoteOf,
  replaced,
} from '../splice.ts';
import type { Writer, Written } from '../writer.ts';

const luaFallback = /(?<keep>\bos\.getenv\s*\(?\s*["'](?<name>\w+)["']\s*\)?)\s*or\s*$/;

function lua(place: LiteralPlace, name: string): Written {
  const { literal, tokens, first } = place;
  const kept = fallbackDropped(place, luaFallback);
  if (kept) return kept;
  const quote = quoteOf(place, literal.opener === "'" ? "'" : '"');
  const lookup = `os.getenv(${quote}${name}${quote})`;
  const isLong = literal.opener.startsWith('[');
  // A line end right after the opening mark of a long literal is not part of it.
  const start = isLong ? place.before.replace(/^\r?\n/, '') : place.before;
  const cut = { ...place, before: start };
  const piece = (content: string, side: 'before' | 'after') =>
    `${openingOf(place)}${isLong && (side === 'after' ? /^\r?\n/.test(content) : content !== place.before) ? '\n' : ''}${content}${closingOf(place)}`;
  const value = concatenated(cut, lookup, { operator: ' .. ', piece });
  const previous = tokens.at(first - 1);
  const isCall =
    previous !== undefined && !tokens.at(first)?.isFirstOnLine && isCallee(previous.text, previous.kind);
  return replaced(place, isCall ? `(${value})` : grouped(cut, value, [':', '^']));
}

const luaWords = new Set(
  'and break do else elseif end for function goto if in local not or repeat return then until while'.split(
    ' ',
  ),
);
const isCallee = (text: string, kind: string) =>
  (kind === 'word' && !luaWords.has(text)) || text === ')' || text === ']';

const elixirFallback = /(?<keep>\bSystem\.get_env\(\s*"(?<name>\w+)")\s*,\s*$/;
const elixirOr = /(?<keep>\bSystem\.get_env\(\s*"(?<name>\w+)"\s*\))\s*(?:\|\||or)\s*$/;

function elixir(place: LiteralPlace, name: string): Written {
  const { literal, tokens, first, last, document } = place;
  const { opener, prefix, shape } = literal;
  if (shape.regex) return 'regex';
  const kept = fallbackDropped(place, elixirFallback) ?? fallbackDropped(place, elixirOr);
  if (kept) return kept;
  const documented = tokens.text(first - 1);
  if (/^(?:moduledoc|doc|typedoc|shortdoc)$/.test(documented) && tokens.text(first - 2) === '@')
    return 'documentation';
  if (tokens.text(last + 1) === '->' || isInHead(place)) return 'pattern';
  const lookup = `System.fetch_env!("${name}")`;
  const isCharlist = opener.startsWith("'");
  // A module attribute is worked out when the module is compiled.
  const isAttribute =
    tokens.text(first - 2) === '@' && tokens.isWord(first - 1) && !document.source.path?.endsWith('.exs');
  const warning = isAttribute ? { warning: 'compiledIn' as const } : {};
  if (shape.raw) {
    if (prefix !== '~S' || /\\|#\{/.test(place.before + place.after)) return 'list';
    const opening = openingOf(place).replace('~S', '~s');
    return {
      ...replaced(place, `${opening}${place.before}#{${lookup}}${place.after}${closingOf(place)}`),
      ...warning,
    };
  }
  const isBeside = tokens.text(last + 1) === ':' && document.text[place.to] === ':';
  if (isWhole(place) && prefix === '' && !isBeside && !opener.endsWith('\n')) {
    return { ...replaced(place, isCharlist ? `String.to_charlist(${lookup})` : lookup), ...warning };
  }
  if (prefix !== '' && !/^~[sc]$/.test(prefix)) return 'list';
  return { ...inserted(place, `#{${lookup}}`), ...warning };
}

/** Whether the literal is matched in a function's head: `def name("literal") do`. */
function isInHead({ tokens, first }: LiteralPlace): boolean {
  for (let opener = tokens.enclosing(first); opener >= 0; opener = tokens.enclosing(opener)) {
    if (tokens.text(opener) === '(' && /^defp?$|^defmacrop?$/.test(tokens.text(opener - 2))) {
      return tokens.text(first - 1) !== '\\';
    }
  }
  return false;
}

const rFallback = /(?<keep>\bSys\.getenv\(\s*["'](?<name>\w+)["'])\s*,\s*(?:unset\s*=\s*)?$/;

function r(place: LiteralPlace, name: string): Written {
  const { tokens, first, last, literal } = place;
  const kept = fallbackDropped(place, rFallback);
  if (kept) return kept;
  const opener = tokens.enclosing(first);
  const isName = tokens.text(last + 1) === '=' && tokens.text(opener) === '(';
  if (isName) return 'pattern';
  const quote = quoteOf(place, literal.opener.startsWith("'") ? "'" : '"');
  const lookup = `Sys.getenv(${quote}${name}${quote})`;
  if (isWhole(place)) return replaced(place, lookup);
  return replaced(place, `paste0(${concatenated(place, lookup, { operator: ', ' })})`);
}

function julia(place: LiteralPlace, name: string): Written {
  const { literal } = place;
  if (literal.shape.regex) return 'regex';
  const kept = callReplaced(
    place,
    /\bget\(\s*ENV\s*,\s*"(?<name>\w+)"\s*,\s*$/,
    (found) => `ENV["${found}"]`,
  );
  if (kept) return kept;
  const lookup = `ENV["${name}"]`;
  if (literal.shape.bytes) return 'binary';
  if (isWhole(place)) return replaced(place, lookup);
  if (literal.shape.interpolations.length > 0) return inserted(place, `$(${lookup})`);
  return replaced(place, `(${concatenated(place, lookup, { operator: ' * ' })})`);
}

function ocaml(place: LiteralPlace, name: string): Written {
  const { tokens, first, last } = place;
  if (tokens.text(first - 1) === '|' || tokens.text(last + 1) === '->') return 'pattern';
  return replaced(place, `(${concatenated(place, `Sys.getenv "${name}"`, { operator: ' ^ ' })})`);
}

function clojure(place: LiteralPlace, name: string): Written {
  const { document, literal } = place;
  const path = document.source.path ?? '';
  const ending = /\.\w+$/.exec(path)?.[0].toLowerCase() ?? '';
  if (ending === '.edn' || ending === '.cljs') return 'unknown';
  if (document.text[literal.start - 1] === '#') return 'regex';
  const [lookup, join] =
    ending === '.el' || document.source.languageId === 'lisp'
      ? [`(getenv "${name}")`, 'concat']
      : ending === '.scm' || ending === '.rkt' || /^(?:scheme|racket)$/.test(document.source.languageId ?? '')
        ? [`(getenv "${name}")`, 'string-append']
        : [`(System/getenv "${name}")`, 'str'];
  if (isWhole(place)) return replaced(place, lookup);
  return replaced(place, `(${join} ${concatenated(place, lookup, { operator: ' ' })})`);
}

function erlang(place: LiteralPlace, name: string): Written {
  const { tokens, first, last, literal } = place;
  if (literal.opener === "'") return 'pattern';
  if (tokens.text(last + 1) === '->') return 'pattern';
  if (/^<+$/.test(tokens.text(first - 1)) || tokens.text(last + 1) === '/') return 'binary';
  const value = concatenated(place, `os:getenv("${name}")`, { operator: ' ++ ' });
  return replaced(place, isWhole(place) ? value : `(${value})`);
}

const coffeeFallback = /(?<keep>\bprocess\.env\.(?<name>\w+))\s*(?:\|\||or|\?)\s*$/;

function coffeescript(place: LiteralPlace, name: string): Written {
  const { literal, tokens, last } = place;
  const kept = fallbackDropped(place, coffeeFallback);
  if (kept) return kept;
  const lookup = `process.env.${name}`;
  const isKey = tokens.text(last + 1) === ':';
  if (isWhole(place) && !isKey) return replaced(place, lookup);
  if (literal.shape.interpolations.length > 0) return inserted(place, `#{${lookup}}`);
  if (isKey) return replaced(place, `"#{${lookup}}"`);
  return replaced(place, grouped(place, concatenated(place, lookup, { operator: ' + ' })));
}

export const scriptingWriters: readonly Writer[] = [
  { language: 'lua', shown: 'os.getenv("API_TOKEN")', literal: lua },
  { language: 'elixir', shown: 'System.fetch_env!("API_TOKEN")', literal: elixir },
  { language: 'r', shown: 'Sys.getenv("API_TOKEN")', literal: r },
  { language: 'julia', shown: 'ENV["API_TOKEN"]', literal: julia },
  { language: 'ocaml', shown: 'Sys.getenv "API_TOKEN"', literal: ocaml },
  { language: 'clojure', shown: '(System/getenv "API_TOKEN")', literal: clojure },
  { language: 'erlang', shown: 'os:getenv("API_TOKEN")', literal: erlang },
  { language: 'coffeescript', shown: 'process.env.API_TOKEN', literal: coffeescript },
];
