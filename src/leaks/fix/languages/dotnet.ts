import type { ImportStyle } from '../imports.ts';
import { importEdits } from '../imports.ts';
import type { LiteralPlace } from '../place.ts';
import { closingOf, isWhole, openingOf } from '../place.ts';
import type { RefusalReason } from '../refusals.ts';
import { concatenated, fallbackDropped, grouped, replaced } from '../splice.ts';
import type { Tokens } from '../tokens.ts';
import type { Edit, Writer, Written } from '../writer.ts';

const system: ImportStyle = {
  line: 'using System;',
  isImport: /^(?:global\s+)?using\s+(?:static\s+)?[\w.]+(?:\s*=[^;(]+)?\s*;/,
  brings: /^(?:global\s+)?using\s+System\s*;/,
  isHeader: /^(?:#|extern\s+alias\b)/,
};

/** Whether a bracket on the way out is an attribute's: `[Name(…)]` before a declaration. */
function isInAttribute(tokens: Tokens, index: number): boolean {
  for (let opener = tokens.enclosing(index); opener >= 0; opener = tokens.enclosing(opener)) {
    const text = tokens.text(opener);
    if (text === '{') return false;
    if (text !== '[' || !tokens.isWord(opener + 1)) continue;
    const before = tokens.at(opener - 1);
    const after = tokens.at(tokens.partner(opener) + 1);
    const isDeclared = after?.kind === 'word' || after?.text === '[';
    const startsItem = before === undefined || ['{', '}', ';', ']', '(', ',', '>'].includes(before.text);
    if (isDeclared && startsItem) return true;
  }
  return false;
}

/** The `const` of the declaration whose value holds the place. */
function constantOf(tokens: Tokens, index: number): number {
  const start = tokens.statementStart(index);
  for (let at = start; at < index && at < start + 8; at++) {
    if (tokens.text(at) === 'const') return at;
    if (!tokens.isWord(at)) return -1;
  }
  return -1;
}

/** Whether the declaration stands in the body of a method, not of a type. */
function isLocal(tokens: Tokens, index: number): boolean {
  const brace = tokens.enclosing(index);
  if (brace < 0) return false;
  for (let at = brace - 1; at >= 0 && at > brace - 64; at = tokens.previous(at)) {
    const text = tokens.text(at);
    if (['class', 'struct', 'record', 'interface'].includes(text)) return false;
    if ([';', '{', '}', '=>', ')', 'get', 'set'].includes(text)) return true;
  }
  return true;
}

function refusalOf(place: LiteralPlace): RefusalReason | undefined {
  const { tokens, first, last } = place;
  const previous = tokens.text(first - 1);
  const next = tokens.text(last + 1);
  if (isInAttribute(tokens, first)) return 'attribute';
  if (previous === 'case' || previous === 'is' || previous === 'or' || previous === 'not' || next === 'or')
    return 'pattern';
  if (next === '=>' && ['{', ','].includes(previous)) return 'pattern';
  const opener = tokens.enclosing(first);
  if (
    previous === '=' &&
    tokens.text(opener) === '(' &&
    tokens.isWord(first - 2) &&
    tokens.isWord(first - 3)
  ) {
    return 'parameterDefault';
  }
  return undefined;
}

const existingLookup = /(?<keep>\bEnvironment\.GetEnvironmentVariable\(\s*"(?<name>\w+)"\s*\))\s*\?\?\s*$/;

function csharp(place: LiteralPlace, name: string): Written {
  const refusal = refusalOf(place);
  if (refusal) return refusal;
  const { tokens, first, document } = place;
  const imports = () => importEdits(place, system);
  const bang = /^\s*#nullable\s+enable\b/m.test(document.text) && isWhole(place) ? '!' : '';
  const kept = fallbackDropped(place, existingLookup, bang);
  if (kept) return kept;
  const lookup = `Environment.GetEnvironmentVariable("${name}")${bang}`;
  const value = csharpValue(place, lookup);

  const constant = constantOf(tokens, first);
  const keyword = tokens.at(constant);
  if (!keyword) return replaced(place, value, imports());
  const declared = tokens.text(constant + 2);
  const isNeeded = tokens.list.some(
    (token, index) =>
      token.text === declared &&
      token.kind === 'word' &&
      index !== constant + 2 &&
      (tokens.text(index - 1) === 'case' || isInAttribute(tokens, index) || constantOf(tokens, index) >= 0),
  );
  if (isNeeded) return 'constant';
  const change: Edit = isLocal(tokens, constant)
    ? { start: keyword.start, end: tokens.at(constant + 1)?.start ?? keyword.end, text: '' }
    : { start: keyword.start, end: keyword.end, text: 'static readonly' };
  return replaced(place, value, [change, ...imports()]);
}

function csharpValue(place: LiteralPlace, lookup: string): string {
  if (isWhole(place)) return lookup;
  const { literal, before, after } = place;
  const { opener, prefix } = literal;
  if (/^"{3,}/.test(opener)) {
    if (prefix === '' && !/\n/.test(before + after)) {
      const plain = (content: string) => `"${content.replace(/["\\]/g, '\\$&')}"`;
      return grouped(place, concatenated(place, lookup, { operator: ' + ', piece: plain }));
    }
    const dollars = prefix.length > 0 ? prefix.length : longestRun(before + after) + 1;
    const open = '{'.repeat(dollars);
    const close = '}'.repeat(dollars);
    return `${'$'.repeat(dollars)}${opener}${before}${open}${lookup}${close}${after}${opener}`;
  }
  // Quotes inside the braces of `$"…"` would need C# 11, so the text is cut.
  const piece = (content: string) => {
    const plain = prefix.includes('$') && !/[{}]/.test(content) ? prefix.replace('$', '') : prefix;
    return openingOf(place).replace(prefix, plain) + content + closingOf(place);
  };
  return grouped(place, concatenated(place, lookup, { operator: ' + ', piece }));
}

function longestRun(content: string): number {
  return Math.max(0, ...Array.from(content.matchAll(/\{+|\}+/g), ([run]) => run.length));
}

function fsharp(place: LiteralPlace, name: string): Written {
  const { tokens, first, last, document, literal } = place;
  const next = tokens.text(last + 1);
  if (next === '->' || tokens.text(first - 1) === '|') return 'pattern';
  const lineBefore = document.text.slice(0, document.lineStart(place.from)).trimEnd();
  if (/\[<Literal>\]$/.test(lineBefore)) return 'constant';
  for (let opener = tokens.enclosing(first); opener >= 0; opener = tokens.enclosing(opener)) {
    if (tokens.text(opener) === '[' && tokens.text(opener + 1) === '<') return 'attribute';
  }
  const lookup = `System.Environment.GetEnvironmentVariable("${name}")`;
  if (literal.prefix.includes('$') && literal.opener === '"""') return 'unknown';
  const isDelimited = ['=', '(', '[', ';', ',', '<-', ''].includes(tokens.text(first - 1));
  const value = concatenated(place, lookup, { operator: ' + ' });
  return replaced(place, isDelimited && next !== '.' && next !== ',' ? value : `(${value})`);
}

const imports: ImportStyle = {
  line: 'Imports System',
  isImport: /^imports\s/i,
  brings: /^imports\s+system\s*$/i,
  isHeader: /^(?:option|#)/i,
};

function visualBasic(place: LiteralPlace, name: string): Written {
  const { tokens, first, document, literal } = place;
  const path = document.source.path ?? '';
  if (/\.vbs$/i.test(path)) return 'unknown';
  const isOffice = /\.(?:bas|cls)$/i.test(path);
  const start = tokens.list.findLastIndex((token, index) => index <= first && token.isFirstOnLine);
  const words = tokens.list.slice(start, first).map((token) => token.text.toLowerCase());
  if (words[0] === '<') return 'attribute';
  if (words.includes('const')) return 'constant';
  if (words.includes('optional')) return 'parameterDefault';
  const lookup = isOffice ? `Environ("${name}")` : `Environment.GetEnvironmentVariable("${name}")`;
  const piece = (content: string) => {
    const plain = /[{}]/.test(content) ? literal.prefix : literal.prefix.replace('$', '');
    return `${plain}"${content}"`;
  };
  return replaced(
    place,
    grouped(place, concatenated(place, lookup, { operator: ' & ', piece })),
    isOffice ? [] : importEdits(place, imports),
  );
}

export const dotnetWriters: readonly Writer[] = [
  {
    language: 'csharp',
    shown: 'Environment.GetEnvironmentVariable("API_TOKEN")',
    shownImport: 'using System;',
    literal: csharp,
  },
  { language: 'fsharp', shown: 'System.Environment.GetEnvironmentVariable("API_TOKEN")', literal: fsharp },
  {
    language: 'vb',
    shown: 'Environment.GetEnvironmentVariable("API_TOKEN")',
    shownImport: 'Imports System',
    literal: visualBasic,
  },
];
