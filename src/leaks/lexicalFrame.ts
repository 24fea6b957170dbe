import type { BlockComment, Row, Shape } from './languages/row.ts';

/** What ends an embedded language: a closing tag, or a Markdown fence at least as long as its opening. */
export type Until = { kind: 'tag'; name: string } | { kind: 'fence'; mark: string };

/**
 * Where the lexer is, innermost first: immutable, free of offsets, so that the state at one line
 * start can be compared with that at another, before and after an edit.
 */
export type Frame = { parent: Frame | undefined; depth: number; row: Row } & (
  | { kind: 'code'; close: '' | '}' | ')' | '`' | '?>'; nest: number }
  | { kind: 'comment'; comment: BlockComment; nest: number }
  | { kind: 'string'; shape: Shape; indented: boolean; indent: number }
  | { kind: 'embed'; until: Until }
  | { kind: 'markup' }
  | { kind: 'tag'; inner: Row | undefined; name: string }
  | { kind: 'prose' }
);

/** The languages in use nest less deep than this by far; beyond it an opening mark is text. */
export const deepest = 48;

export const depthUnder = (parent: Frame | undefined) => (parent ? parent.depth + 1 : 0);

/** The state at the beginning of a text in `row`; `head` is the text's first few hundred characters. */
export function initialFrame(row: Row, head: string, parent?: Frame): Frame {
  const base = { parent, depth: depthUnder(parent), row };
  switch (row.host) {
    case 'markup':
      return { ...base, kind: 'markup' };
    case 'markdown':
      return { ...base, kind: 'prose' };
    case 'php':
      // A fragment without `<?php` is code, as in a snippet; a template begins with markup.
      return /^\s*</.test(head) ? { ...base, kind: 'markup' } : { ...base, kind: 'code', close: '', nest: 0 };
    case 'none':
    case 'yaml':
      return { ...base, kind: 'code', close: '', nest: 0 };
  }
}

function sameShape(a: Shape, b: Shape): boolean {
  return (
    a === b ||
    (a.close === b.close &&
      a.escape === b.escape &&
      a.multiline === b.multiline &&
      a.sigil === b.sigil &&
      a.heredoc === b.heredoc &&
      a.regex === b.regex &&
      a.block === b.block &&
      a.interpolations.length === b.interpolations.length &&
      a.interpolations.every((one, index) => one.open === b.interpolations[index]?.open))
  );
}

function sameTop(a: Frame, b: Frame): boolean {
  if (a.row !== b.row || a.depth !== b.depth) return false;
  switch (a.kind) {
    case 'code':
      return b.kind === 'code' && a.close === b.close && a.nest === b.nest;
    case 'comment':
      return b.kind === 'comment' && a.comment === b.comment && a.nest === b.nest;
    case 'string':
      return (
        b.kind === 'string' &&
        a.indented === b.indented &&
        a.indent === b.indent &&
        sameShape(a.shape, b.shape)
      );
    case 'embed':
      return (
        b.kind === 'embed' &&
        a.until.kind === b.until.kind &&
        (a.until.kind === 'tag'
          ? a.until.name === (b.until as typeof a.until).name
          : a.until.mark === (b.until as typeof a.until).mark)
      );
    case 'markup':
      return b.kind === 'markup';
    case 'tag':
      return b.kind === 'tag' && a.inner === b.inner && a.name === b.name;
    case 'prose':
      return b.kind === 'prose';
  }
}

/** Whether lexing on from either state gives the same regions. */
export function sameState(a: Frame | undefined, b: Frame | undefined): boolean {
  let left = a;
  let right = b;
  while (left !== right) {
    if (!left || !right || !sameTop(left, right)) return false;
    left = left.parent;
    right = right.parent;
  }
  return true;
}
