import type { BarePlace, LiteralPlace } from '../place.ts';
import { isWhole } from '../place.ts';
import { concatenated, fallbackDropped, grouped, inserted, replaced } from '../splice.ts';
import type { FixWarning, Writer, Written } from '../writer.ts';
import { scriptPlace } from './javascriptPlace.ts';

/** Where a script runs decides where it looks. */
type Runtime = {
  lookup(name: string, quote: '"' | "'"): string;
  /** The name it goes by there. */
  name(name: string): string;
  /** Its type has `undefined` in it. */
  isOptional: boolean;
  /** Joins text with `+`: knows no template literals, or did not always. */
  isOld: boolean;
  warning?: FixWarning;
};

const same = (name: string) => name;

const node: Runtime = { lookup: (name) => `process.env.${name}`, name: same, isOptional: true, isOld: false };

const appsScript: Runtime = {
  lookup: (name, quote) => `PropertiesService.getScriptProperties().getProperty(${quote}${name}${quote})`,
  name: same,
  isOptional: true,
  isOld: true,
};

const deno: Runtime = {
  lookup: (name, quote) => `Deno.env.get(${quote}${name}${quote})`,
  name: same,
  isOptional: true,
  isOld: false,
};

const vite: Runtime = {
  lookup: (name) => `import.meta.env.${name}`,
  name: (name) => (name.startsWith('VITE_') ? name : `VITE_${name}`),
  isOptional: false,
  isOld: false,
  warning: 'reachesBrowser',
};

/** Undefined for a script in a page, which runs where there is no environment. */
function runtimeOf(place: LiteralPlace | BarePlace): Runtime | undefined {
  const { text, source, row } = place.document;
  if (/\.gs$/i.test(source.path ?? '') || /\b(?:UrlFetchApp|PropertiesService)\./.test(text))
    return appsScript;
  if (/\bimport\.meta\.env\b/.test(text)) return vite;
  if (row.name === 'html' || row.name === 'vue' || row.name === 'xml') return undefined;
  if (/\bDeno\.\w|["'](?:jsr:|https:\/\/deno\.land\/)/.test(text)) return deno;
  return node;
}

const existingLookup =
  /(?<keep>(?:process\.env(?:\.(?<dotted>\w+)|\[["'](?<indexed>\w+)["']\])|import\.meta\.env\.(?<meta>\w+)|Deno\.env\.get\(\s*["'](?<got>\w+)["']\s*\)))\s*(?:\|\||\?\?)\s*$/;

/** The value in braces of a template literal; escapes stay, but for what means something else there. */
function templatePiece(content: string, opener: string): string {
  if (opener === '`') return content;
  return content.replace(
    /\\(?:([0-7]{1,3})|([\s\S]))|`|\$(?=\{)/g,
    (found, octal?: string, escaped?: string) => {
      if (octal !== undefined) {
        return octal === '0' ? '\\x00' : `\\x${Number.parseInt(octal, 8).toString(16).padStart(2, '0')}`;
      }
      if (escaped === undefined) return `\\${found}`;
      if (escaped === '"' || escaped === "'" || escaped === '8' || escaped === '9') return escaped;
      return found;
    },
  );
}

const beforeTemplates = /[\w$)\]]$/;
const wordsBeforeTemplates =
  /(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|throw|await|yield|default)$/;

function isTagged(place: LiteralPlace): boolean {
  const { literal, document } = place;
  if (literal.opener !== '`') return false;
  const head = document.text.slice(Math.max(0, literal.start - 20), literal.start).trimEnd();
  return beforeTemplates.test(head) && !wordsBeforeTemplates.test(head);
}

/** A value of type `string | undefined` is enough beside a literal that it is joined to or compared with. */
function asksForString(place: LiteralPlace): boolean {
  const { tokens, first, last } = place;
  const isLoose = (mark: string, other: number) =>
    mark === '+' ? tokens.isLiteral(other) : ['===', '!==', '==', '!='].includes(mark);
  if (isLoose(tokens.text(first - 1), first - 2) || isLoose(tokens.text(last + 1), last + 2)) return false;
  return tokens.text(first - 1) !== 'case';
}

function literal(place: LiteralPlace, asked: string, isTyped: boolean): Written {
  const runtime = runtimeOf(place);
  if (!runtime) return 'browser';
  if (place.literal.shape.regex) return 'regex';
  const where = scriptPlace(place, isTyped);
  if (where !== 'value' && where !== 'key' && where !== 'jsxAttribute') return where;
  const assertion = isTyped && runtime.isOptional ? '!' : '';
  const warning = runtime.warning ? { warning: runtime.warning } : {};

  const kept = fallbackDropped(place, existingLookup, assertion) ?? defaultDropped(place, assertion);
  if (kept) return kept;

  const name = runtime.name(asked);
  const named = { ...warning, ...(name === asked ? {} : { variable: name }) };
  const { opener } = place.literal;
  const lookup = runtime.lookup(name, opener === "'" || opener === '`' ? "'" : '"');
  const template = () =>
    `\`${templatePiece(place.before, opener)}\${${lookup}}${templatePiece(place.after, opener)}\``;
  const value = (canBeUndefined: boolean) => {
    if (isWhole(place)) return canBeUndefined ? lookup : lookup + assertion;
    if (runtime.isOld && opener !== '`')
      return grouped(place, concatenated(place, lookup, { operator: ' + ' }));
    return template();
  };

  switch (where) {
    case 'key':
      return { ...replaced(place, `[${value(false)}]`), ...named };
    case 'jsxAttribute': {
      if (/&[\w#]+;/.test(place.before + place.after)) return 'markup';
      const asTemplate = () =>
        `\`${place.before.replace(/[\\`]|\$(?=\{)/g, '\\$&')}\${${lookup}}${place.after.replace(/[\\`]|\$(?=\{)/g, '\\$&')}\``;
      return { ...replaced(place, `{${isWhole(place) ? value(false) : asTemplate()}}`), ...named };
    }
    case 'value': {
      if (opener === '`' && (!isWhole(place) || isTagged(place)))
        return { ...inserted(place, `\${${lookup}}`), ...named };
      const { tokens, last } = place;
      const isConst =
        isTyped && isWhole(place) && tokens.text(last + 1) === 'as' && tokens.text(last + 2) === 'const';
      const covered = isConst ? { ...place, to: tokens.at(last + 2)?.end ?? place.to } : place;
      return { ...replaced(covered, value(!isConst && !asksForString(place))), ...named };
    }
  }
}

/** `const { API_TOKEN = 'literal' } = process.env`. */
function defaultDropped(place: LiteralPlace, assertion: string): (Written & object) | undefined {
  const { tokens, first } = place;
  if (!isWhole(place) || assertion !== '' || tokens.text(first - 1) !== '=') return undefined;
  const close = tokens.partner(tokens.enclosing(first));
  const rest = [1, 2, 3, 4].map((step) => tokens.text(close + step)).join('');
  if (close < 0 || rest !== '=process.env') return undefined;
  const name = tokens.at(first - 2);
  if (name?.kind !== 'word') return undefined;
  const key = tokens.text(first - 3) === ':' ? tokens.text(first - 4) : name.text;
  return { edits: [{ start: name.end, end: place.to, text: '' }], variable: key };
}

/** Text between tags of JSX takes an expression in braces. */
function bare(place: BarePlace, asked: string): Written {
  const runtime = runtimeOf(place);
  if (!runtime) return 'browser';
  const { text } = place.document;
  const before = text.slice(Math.max(0, place.start - 500), place.start);
  const after = text.slice(place.end, place.end + 500);
  if (!/[>}][^<>{}]*$/.test(before) || !/^[^<>{}]*[<{]/.test(after)) return 'outside';
  const name = runtime.name(asked);
  return {
    edits: [{ start: place.start, end: place.end, text: `{${runtime.lookup(name, '"')}}` }],
    ...(name === asked ? {} : { variable: name }),
    ...(runtime.warning ? { warning: runtime.warning } : {}),
  };
}

export const javascript: Writer = {
  language: 'javascript',
  shown: 'process.env.API_TOKEN',
  literal: (place, name) => literal(place, name, false),
  bare,
};

export const typescript: Writer = {
  language: 'typescript',
  shown: 'process.env.API_TOKEN',
  literal: (place, name) => literal(place, name, true),
  bare,
};
