import { importEdits } from '../imports.ts';
import type { LiteralPlace } from '../place.ts';
import { isWhole } from '../place.ts';
import { fallbackDropped, inserted, replaced } from '../splice.ts';
import type { Writer, Written } from '../writer.ts';
import { isInAnnotation } from './jvm.ts';

const foundation = {
  line: 'import Foundation',
  isImport: /^(?:@\w+\s+)?import\s/,
  // These bring Foundation with them.
  brings: /\bimport\s+(?:Foundation|Cocoa|AppKit|Vapor)\b/,
  isHeader: /^\/\/ swift-tools-version/,
};

const ofApps = /^\s*import\s+(?:UIKit|SwiftUI|WatchKit)\b/m;

const existingLookup = /(?<keep>ProcessInfo\.processInfo\.environment\[\s*"(?<name>\w+)"\s*\])\s*\?\?\s*$/;

function swift(place: LiteralPlace, name: string): Written {
  const { tokens, first, last, document, literal } = place;
  if (ofApps.test(document.text)) return 'app';
  if (isInAnnotation(tokens, first)) return 'annotation';
  if (tokens.text(first - 1) === '=' && tokens.text(first - 3) === 'case') return 'enumValue';
  const kept = fallbackDropped(place, existingLookup, ' ?? ""');
  if (kept) return kept;
  const lookup = `ProcessInfo.processInfo.environment["${name}"] ?? ""`;
  const imports = importEdits(place, foundation);
  if (!isWhole(place)) {
    const open = literal.shape.interpolations[0]?.open ?? '\\(';
    return inserted(place, `${open}${lookup})`, imports);
  }
  const previous = tokens.text(first - 1);
  const next = tokens.at(last + 1);
  const isDelimited = ['=', '(', ',', ':', '[', 'return', '{', ''].includes(previous);
  const goesOn =
    next !== undefined && !next.isFirstOnLine && ![')', ',', ']', '}', ';', ':'].includes(next.text);
  const isCase = tokens.text(first - 1) === 'case';
  return replaced(
    place,
    !isDelimited || goesOn || isCase || next?.text === '.' ? `(${lookup})` : lookup,
    imports,
  );
}

/** Whether the literal stands in the body of a function. */
function isInBody({ tokens, first }: LiteralPlace): boolean {
  for (let opener = tokens.enclosing(first); opener >= 0; opener = tokens.enclosing(opener)) {
    if (tokens.text(opener) === '{' && !['=', ',', '{', '@'].includes(tokens.text(opener - 1))) return true;
  }
  return false;
}

function objectiveC(place: LiteralPlace, name: string): Written {
  const { tokens, first, literal, before, after } = place;
  if (literal.prefix !== '@') return 'c';
  const start = tokens.statementStart(first);
  const isStatic = tokens.text(start) === 'static';
  if (isStatic || !isInBody(place)) return 'constant';
  if (tokens.isLiteral(first - 1) || tokens.isLiteral(place.last + 1)) return 'split';
  const lookup = `NSProcessInfo.processInfo.environment[@"${name}"]`;
  if (isWhole(place)) return replaced(place, lookup);
  const escaped = (content: string) => content.replace(/%/g, '%%');
  return replaced(place, `[NSString stringWithFormat:@"${escaped(before)}%@${escaped(after)}", ${lookup}]`);
}

const cstdlib = {
  line: '#include <cstdlib>',
  isImport: /^#\s*include\b/,
  brings: /^#\s*include\s*<(?:cstdlib|stdlib\.h)>/,
  isHeader: /^#\s*(?:pragma|ifndef|define)\b/,
};

/** Only where the literal is what a std::string is made of: elsewhere a pointer to text is asked for. */
function cpp(place: LiteralPlace, name: string): Written {
  const { tokens, first, last, before, after } = place;
  const { literal } = place;
  if (tokens.isLiteral(first - 1) || tokens.isLiteral(last + 1)) return 'split';
  if (literal.prefix !== '' && literal.prefix !== 'R') return 'cpp';
  const opener = tokens.text(first - 1);
  const words = [first - 2, first - 3, first - 4, first - 5].map((index) => tokens.text(index));
  const isCall = (opener === '(' || opener === '{') && words[0] === 'string';
  const isDeclared =
    (opener === '=' && words[1] === 'string') ||
    ((opener === '(' || opener === '{') && words[1] === 'string');
  const isEnded = [';', ')', '}'].includes(tokens.text(last + 1));
  const start = tokens.statementStart(first);
  const isConstant = tokens.list
    .slice(start, first)
    .some((token) => token.text === 'constexpr' || token.text === '*');
  if (!(isCall || isDeclared) || !isEnded || isConstant) return 'cpp';
  const mark = (content: string) => `${literal.prefix}${literal.opener}${content}${literal.shape.close}`;
  const lookup = `std::getenv("${name}")`;
  const imports = importEdits(place, cstdlib);
  if (isWhole(place)) return replaced(place, lookup, imports);
  const head = before === '' ? `std::string(${lookup})` : `std::string(${mark(before)}) + ${lookup}`;
  return replaced(place, after === '' ? head : `${head} + ${mark(after)}`, imports);
}

export const nativeWriters: readonly Writer[] = [
  {
    language: 'swift',
    shown: 'ProcessInfo.processInfo.environment["API_TOKEN"] ?? ""',
    shownImport: 'import Foundation',
    literal: swift,
  },
  {
    language: 'objective-c',
    shown: 'NSProcessInfo.processInfo.environment[@"API_TOKEN"]',
    literal: objectiveC,
  },
  { language: 'cpp', shown: 'std::getenv("API_TOKEN")', shownImport: '#include <cstdlib>', literal: cpp },
];
