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

const wordOrMark =
  /[\p{L}_$][\p{L}\p{N}_$]*(?:!(?=[([{]))?|\d[\w.]*|=>|->|::|:=|\?\?=|\?\?|\?\.|\?:|\|\|=?|&&|===|!==|==|!=|<=|>=|<-|\+=|\.\.\.?|<>|\|>|\/\/|\S/uy;

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
    let lastEnd = -1;
    const add = (kind: Token['kind'], start: number, end: number) => {
      const isFirstOnLine = lastEnd < 0 || text.slice(lastEnd, start).includes('\n');
      list.push({ kind, text: text.slice(start, end), start, end, isFirstOnLine });
      lastEnd = end;
    };
    for (const piece of pieces) {
      if (piece.kind === 'literal') {
        add('literal', piece.start, piece.end);
        continue;
      }
      const code = text.slice(piece.start, piece.end);
      const space = /\s*/y;
      let at = 0;
      while (at < code.length) {
        space.lastIndex = at;
        space.exec(code);
        at = space.lastIndex;
        if (at >= code.length) break;
        wordOrMark.lastIndex = at;
        const found = wordOrMark.exec(code)?.[0] ?? code[at] ?? '';
        const first = found[0] ?? '';
        const kind = /\d/.test(first)
          ? 'number'
          : /[\p{L}_$]/u.test(first) && found !== '$'
            ? 'word'
            : 'mark';
        add(kind, piece.start + at, piece.start + at + found.length);
        at += found.length;
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
