/** One word, mark or literal of source code; what stands inside a literal is part of it. */
export type Token = {
  kind: 'word' | 'number' | 'mark' | 'literal';
  text: string;
  start: number;
  end: number;
  /** A line end stands before it. */
  isFirstOnLine: boolean;
};

/** A stretch of the text to read tokens from: code, or a literal as one piece. */
export type Piece = { kind: 'code' | 'literal'; start: number; end: number };

/** Marks of more than one character; every other character that is no word's is a mark of its own. */
const longMarks: readonly ReadonlySet<string>[] = [
  new Set(['===', '!==', '...', '??=', '||=']),
  new Set([
    '=>',
    '->',
    '::',
    ':=',
    '??',
    '?.',
    '?:',
    '||',
    '&&',
    '==',
    '!=',
    '<=',
    '>=',
    '<-',
    '+=',
    '..',
    '<>',
    '|>',
    '//',
  ]),
];

const isSpace = (code: number) =>
  code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff;
const isDigit = (code: number) => code >= 48 && code <= 57;
const isWordStart = (code: number) =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36 || code > 0xbf;

/** The offset past the token that begins at `at`; `format!(` keeps its mark. */
function tokenEnd(text: string, at: number, end: number): number {
  const first = text.charCodeAt(at);
  let next = at + 1;
  if (isWordStart(first)) {
    while (next < end && (isWordStart(text.charCodeAt(next)) || isDigit(text.charCodeAt(next)))) next++;
    const isMacro = text[next] === '!' && next + 1 < end && '([{'.includes(text[next + 1] ?? ' ');
    return isMacro ? next + 1 : next;
  }
  if (isDigit(first)) {
    while (
      next < end &&
      (isWordStart(text.charCodeAt(next)) || isDigit(text.charCodeAt(next)) || text[next] === '.')
    )
      next++;
    return next;
  }
  if (longMarks[0]?.has(text.slice(at, at + 3)) && at + 3 <= end) return at + 3;
  if (longMarks[1]?.has(text.slice(at, at + 2)) && at + 2 <= end) return at + 2;
  return next;
}

const pairs: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The tokens of one island of code, with their brackets paired. Linear in the text. */
export class Tokens {
  readonly list: readonly Token[];
  /** By token: the index of the bracket that encloses it, or -1. */
  readonly #enclosing: readonly number[];
  /** By bracket token: the index of its partner. */
  readonly #partners: ReadonlyMap<number, number>;

  constructor(text: string, pieces: Iterable<Piece>) {
    const list: Token[] = [];
    let hasLineEnd = true;
    const add = (kind: Token['kind'], start: number, end: number) => {
      list.push({ kind, text: text.slice(start, end), start, end, isFirstOnLine: hasLineEnd });
      hasLineEnd = false;
    };
    let past = -1;
    for (const piece of pieces) {
      // What was left out before it, a comment, can hold a line end.
      if (past >= 0 && piece.start > past && text.slice(past, piece.start).includes('\n')) hasLineEnd = true;
      past = piece.end;
      if (piece.kind === 'literal') {
        add('literal', piece.start, piece.end);
        continue;
      }
      for (let at = piece.start; at < piece.end; ) {
        const code = text.charCodeAt(at);
        if (isSpace(code)) {
          if (code === 10) hasLineEnd = true;
          at++;
          continue;
        }
        const end = tokenEnd(text, at, piece.end);
        const isWord = isWordStart(code) && !(code === 36 && end === at + 1);
        add(isDigit(code) ? 'number' : isWord ? 'word' : 'mark', at, end);
        at = end;
      }
    }
    this.list = list;
    const enclosing: number[] = [];
    const partners = new Map<number, number>();
    const open: number[] = [];
    list.forEach((token, index) => {
      const last = open.at(-1) ?? -1;
      if (token.kind === 'mark' && last >= 0 && pairs[list[last]?.text ?? ''] === token.text) {
        open.pop();
        partners.set(last, index).set(index, last);
      }
      enclosing.push(open.at(-1) ?? -1);
      if (token.kind === 'mark' && token.text in pairs) open.push(index);
    });
    this.#enclosing = enclosing;
    this.#partners = partners;
  }

  at(index: number): Token | undefined {
    return this.list[index];
  }

  text(index: number): string {
    return this.list[index]?.text ?? '';
  }

  isWord(index: number): boolean {
    return this.list[index]?.kind === 'word';
  }

  isLiteral(index: number): boolean {
    return this.list[index]?.kind === 'literal';
  }

  /** The index of the token that holds `offset`, or else of the last one before it; -1 where there is none. */
  indexAt(offset: number): number {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.list[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The bracket around a token, or -1. */
  enclosing(index: number): number {
    return this.#enclosing[index] ?? -1;
  }

  /** The other bracket of a pair, or -1 where it is missing. */
  partner(index: number): number {
    return this.#partners.get(index) ?? -1;
  }

  /** The token before, where a closed pair of brackets counts as one. -1 at the beginning. */
  previous(index: number): number {
    const before = index - 1;
    const partner = this.#partners.get(before);
    return partner !== undefined && partner < before ? partner : before;
  }

  /**
   * The first token of the statement around `index`: after the nearest `;` or brace on the way out, or
   * where `startsAt` says that a line begins a statement of its own. Parentheses and square brackets
   * are left on the way.
   */
  statementStart(index: number, startsAt: (index: number) => boolean = () => false): number {
    let at = index;
    for (;;) {
      if (startsAt(at)) return at;
      const before = at - 1;
      if (before < 0) return at;
      const text = this.text(before);
      if (this.list[before]?.kind === 'mark') {
        if (text === ';' || text === '{') return at;
        const partner = this.partner(before);
        if (text === '}') {
          // A closed block ends the statement before; a closed literal `{…}` is part of this one.
          if (partner < 0 || this.list[at]?.isFirstOnLine !== false) return at;
          at = partner;
          continue;
        }
        if (partner >= 0 && partner < before) {
          at = partner;
          continue;
        }
      }
      at = before;
    }
  }
}
