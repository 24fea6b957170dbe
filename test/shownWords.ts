// Reads the words that people see out of source code: the sentences given to `l10n.t`, and those that are not.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as TreeSitter from '@vscode/tree-sitter-wasm';

const require = createRequire(import.meta.url);
const { Language, Parser } = require('@vscode/tree-sitter-wasm') as typeof TreeSitter;
const grammars = dirname(require.resolve('@vscode/tree-sitter-wasm'));

export type ShownWords = {
  /** Sentences written into a call of `l10n.t`. */
  sentences: string[];
  /** What else is given to `l10n.t` as the sentence: expressions, as written. */
  handedOn: string[];
  /** Words that look as if a person were to read them, and do not pass through `l10n.t`. */
  strays: string[];
};

/** Where VS Code takes text for people: properties of its items and boxes … */
const shownProperties = new Set([
  'altText',
  'description',
  'detail',
  'label',
  'message',
  'name',
  'placeHolder',
  'placeholder',
  'prompt',
  'refused',
  'sentence',
  'text',
  'title',
  'tooltip',
  'validationMessage',
]);
/** … and what its functions and classes are called with. */
const shownBy =
  /(?:^|\.)(?:show\w+Message|setStatusBarMessage|TreeItem|CodeAction|MarkdownString|append(?:Text|Markdown))$/;

/** A text of two words, or of one that begins like a sentence. Names in camel case or with dots are none. */
const wordy = /\p{L}{2,}[,;:]? \p{L}{2,}|^[^\p{L}]*\p{Lu}\p{Ll}+(?![\p{L}\d_.-])/u;

/** A reader of TypeScript; it takes a moment to make. */
export async function shownWordsReader(): Promise<(source: string) => ShownWords> {
  await Parser.init({ locateFile: (file: string) => join(grammars, file) });
  const parser = new Parser();
  parser.setLanguage(await Language.load(join(grammars, 'tree-sitter-typescript.wasm')));
  return (source) => {
    const tree = parser.parse(source);
    if (!tree || tree.rootNode.hasError) throw new Error('This is not TypeScript.');
    const words: ShownWords = { sentences: [], handedOn: [], strays: [] };
    const given = new Set<number>();
    for (const call of nodes(tree.rootNode, 'call_expression')) {
      if (!/(?:^|\.)l10n\.t$/.test(call.childForFieldName('function')?.text ?? '')) continue;
      const sentence = call.childForFieldName('arguments')?.namedChildren[0];
      if (!sentence) continue;
      given.add(sentence.id);
      if (sentence.type === 'string') words.sentences.push(literalText(sentence));
      else words.handedOn.push(sentence.text);
    }
    for (const literal of nodes(tree.rootNode, 'string', 'template_string')) {
      if (given.has(literal.id) || isOfType(literal)) continue;
      const text = literalText(literal);
      // Icons are the same in every language.
      const bare = text.replace(/\$\([\w~-]+\)/g, '');
      if (wordy.test(bare) || (/\p{L}/u.test(bare) && isShown(literal))) words.strays.push(text);
    }
    tree.delete();
    return words;
  };
}

function nodes(root: TreeSitter.Node, ...types: string[]): TreeSitter.Node[] {
  return root.descendantsOfType(types).filter((node) => node !== null);
}

/** The text of a literal; what a template puts in is left out. */
function literalText(literal: TreeSitter.Node): string {
  return literal.namedChildren
    .map((part) => {
      if (part?.type === 'string_fragment') return part.text;
      return part?.type === 'escape_sequence' ? unescaped(part.text) : '';
    })
    .join('');
}

function unescaped(sequence: string): string {
  const code = /^\\(?:u\{?([\da-f]+)\}?|x([\da-f]{2}))$/i.exec(sequence);
  if (code) return String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? '', 16));
  const named: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  const letter = sequence.slice(1);
  return named[letter] ?? letter;
}

/** A module's name, or a type that is a literal. */
function isOfType({ parent }: TreeSitter.Node): boolean {
  return parent === null || ['import_statement', 'export_statement', 'literal_type'].includes(parent.type);
}

/** Whether the value of an expression goes where VS Code shows it. */
function isShown(node: TreeSitter.Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'ternary_expression':
      return parent.childForFieldName('condition')?.id !== node.id && isShown(parent);
    case 'binary_expression':
      return (
        /^(?:\?\?|\|\||\+|&&)$/.test(parent.childForFieldName('operator')?.text ?? '') && isShown(parent)
      );
    case 'parenthesized_expression':
    case 'template_substitution':
    case 'template_string':
    case 'satisfies_expression':
    case 'as_expression':
      return isShown(parent);
    case 'pair':
      return shownProperties.has(parent.childForFieldName('key')?.text ?? '');
    case 'assignment_expression': {
      const target = parent.childForFieldName('left');
      return shownProperties.has(target?.childForFieldName('property')?.text ?? '');
    }
    case 'arguments': {
      const call = parent.parent;
      const name = call?.childForFieldName('function') ?? call?.childForFieldName('constructor');
      return shownBy.test(name?.text ?? '');
    }
    default:
      return false;
  }
}
