import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as TreeSitter from '@vscode/tree-sitter-wasm';
import fc from 'fast-check';
import { applied, marked } from './marked.ts';

const require = createRequire(import.meta.url);
const { Language, Parser } = require('@vscode/tree-sitter-wasm') as typeof TreeSitter;
const grammars = dirname(require.resolve('@vscode/tree-sitter-wasm'));

/** How a literal is written: its marks, and what its content may be made of beside plain words. */
type Quote = { open: string; close: string; content: readonly string[] };

type Grammar = {
  language: string;
  grammar: string;
  path?: string;
  /** What the lookup begins with, as an expression; its leaf in the tree is no text of a literal. */
  lookup: RegExp;
  quotes: readonly Quote[];
  /** Programs with `◊` where the literal stands. */
  contexts: readonly string[];
};

const plain = [
  'Bearer ',
  'x',
  ' ',
  '{',
  '}',
  '$',
  '#',
  '@',
  '%',
  ': ',
  '; ',
  '&y=',
  '(',
  ')',
  '[0]',
  '->',
  '=',
  'é',
  '<',
  '!',
];
const quote = (open: string, content: readonly string[], close = open): Quote => ({
  open,
  close,
  content: [...plain, ...content],
});

const scripts: Omit<Grammar, 'language' | 'grammar'> = {
  lookup: /process\.env/g,
  quotes: [
    quote('"', ["'", '`', '${', '\\"', '\\n', '\\u0041', '\\\\']),
    quote("'", ['"', '`', '${', "\\'", '\\x41', '\\\\']),
    quote('`', ['"', "'", '\\`', '\\${', '${id}', '${`n${id}`}', '\n', '\\\\']),
  ],
  contexts: [
    'const h = ◊;',
    'const h = { Authorization: ◊ };',
    'const h = { "a": 1, b: ◊, c };',
    'f(◊, 1);',
    'f(a, ◊);',
    'const l = [◊, ◊];',
    'const g = (x = ◊) => x;',
    'const g = () => ◊;',
    'function g() { return ◊ }',
    'const c = a ? ◊ : ◊;',
    'const c = a + ◊ + b;',
    'const n = ◊.length;',
    'switch (a) { case ◊: break; }',
    'a.b["c"] = ◊;',
    'const c = a || ◊;',
    'if (a === ◊) f();',
    'class A { token = ◊; m() { return ◊; } }',
    'throw new Error(◊);',
    'export default ◊;',
    'const u = `x ${◊} y`;',
    'new WebSocket(◊);',
    'const t = typeof ◊',
    'let z = ◊, y = ◊;',
  ],
};

/** The grammar takes `((` for arithmetic, even in quotes. */
const inShell = plain.filter((part) => part !== '(' && part !== ')');

const grammarsToTry: readonly Grammar[] = [
  { language: 'javascript', grammar: 'javascript', ...scripts },
  {
    language: 'javascriptreact',
    grammar: 'javascript',
    lookup: /process\.env/g,
    quotes: [quote('"', ["'", '`']), quote("'", ['"', '`', '${'])],
    contexts: ['const e = <Client token=◊ />;', 'const e = <A b={1} c=◊>text</A>;', 'const e = <A b={◊} />;'],
  },
  {
    language: 'typescript',
    grammar: 'typescript',
    ...scripts,
    contexts: [
      ...scripts.contexts,
      'const h: string = ◊;',
      'const h: Record<string, string> = { a: ◊ };',
      'interface A { b: string }\nconst c: A = { b: ◊ };',
      'const f = (a: string): string => ◊;',
      'class A { private readonly token: string = ◊; }',
      'const m = new Map<string, string>([["a", ◊]]);',
      'const x = (◊) as string;',
    ],
  },
  {
    language: 'python',
    grammar: 'python',
    lookup: /\bos\.environ/g,
    quotes: [
      quote('"', ["'", '\\"', '\\n', '\\\\', '\\N{BULLET}']),
      quote("'", ['"', "\\'", '\\x41']),
      quote('"""', ["'", '\n', '\\"']),
      quote("'''", ['"', '\n', "\\'"]),
      { open: 'f"', close: '"', content: ['Bearer ', 'x', '{uid}', '{{', '}}', "'", '$'] },
      { open: "rf'", close: "'", content: ['Bearer ', '{uid}', '\\d', '"'] },
      quote('r"', ["'", '\\d'], '"'),
      quote('b"', ["'", '\\x41'], '"'),
      quote("rb'", ['"', '\\d'], "'"),
      quote('u"', ["'"], '"'),
    ].map((one) => ({ ...one, content: one.content.filter((part) => part !== 'é' || !/b/.test(one.open)) })),
    contexts: [
      'h = ◊\n',
      'h = {"a": ◊, ◊: 1}\n',
      'f(◊, token=◊)\n',
      'h = "a" + ◊\n',
      'h = (\n    ◊\n)\n',
      'def f(a=◊):\n    return ◊\n',
      'class A:\n    token = ◊\n',
      'x = ◊ if a else ◊\n',
      'l = [◊, (◊,)]\n',
      'n = ◊.upper()\n',
      'n = ◊[1:]\n',
      'import json\nimport sys\n\nh = ◊\n',
      '"""Says."""\nfrom __future__ import annotations\nfrom a import b\nh = ◊\n',
      'assert a == ◊, "no"\n',
      'h = lambda: ◊\n',
    ],
  },
  {
    language: 'go',
    grammar: 'go',
    lookup: /\bos\.Getenv/g,
    quotes: [quote('"', ["'", '`', '\\"', '\\n', '\\u00e9']), quote('`', ['"', "'", '\n', '\\d'])],
    contexts: [
      'package a\n\nvar h = ◊\n',
      'package a\n\nconst h = ◊\n',
      'package a\n\nconst (\n\tg = "a"\n\th = ◊\n)\n',
      'package a\n\nimport "fmt"\n\nfunc f() { fmt.Println(◊, ◊) }\n',
      'package a\n\nimport (\n\t"fmt"\n\n\t"x.invalid/y"\n)\n\nfunc f() string { return ◊ }\n',
      'package a\n\nvar m = map[string]string{"a": ◊, ◊: "b"}\n',
      'package a\n\nvar b = []byte(◊)\n',
      'package a\n\nfunc f() { h := ◊; g(h) }\n',
      'package a\n\nfunc f() { const h = ◊\n g(h) }\n',
    ],
  },
  {
    language: 'rust',
    grammar: 'rust',
    lookup: /\bstd::env::var|env!/g,
    quotes: [
      quote('"', ["'", '\\"', '\\n', '\\u{e9}']),
      quote('r#"', ["'", '"x', '\\d', '\n'], '"#'),
      quote('b"', ["'", '\\x41'], '"'),
    ],
    contexts: [
      'const H: &str = ◊;',
      'static H: &[&str] = &[◊, ◊];',
      'fn f() { let h = ◊; }',
      'fn f() { c.header("Authorization", ◊); }',
      'fn f() { c.bearer_auth(◊).send(); }',
      'fn f() -> String { ◊.to_string() }',
      "fn f() -> &'static str { ◊ }",
      'fn f() { println!("{}", ◊); }',
      'fn f() { let a = A { b: ◊ }; }',
      'fn f() { match a { 1 => ◊, _ => ◊ } }',
      'fn f() { if a == ◊ { } }',
      'fn f() { let v = vec![◊]; }',
    ],
  },
  {
    language: 'java',
    grammar: 'java',
    lookup: /\bSystem\.getenv/g,
    quotes: [quote('"', ["'", '\\"', '\\n', '\\u00e9']), quote('"""\n', ["'", '\\"', '\n'], '"""')],
    contexts: [
      'class A { static final String H = ◊; }',
      'class A { String f() { return ◊; } }',
      'class A { void f() { g(◊, "a" + ◊); } }',
      'class A { int f() { return ◊.length(); } }',
      'class A { String[] h = {◊, ◊}; }',
      'class A { boolean f() { return a ? b.equals(◊) : c == ◊; } }',
    ],
  },
  {
    language: 'csharp',
    grammar: 'c-sharp',
    lookup: /\bEnvironment\.GetEnvironmentVariable/g,
    quotes: [
      quote('"', ["'", '\\"', '\\n']),
      quote('@"', ["'", 'x""', '\\d', '\n'], '"'),
      { open: '$"', close: '"', content: ['Bearer ', '{id}', '{{', '}}', "'", '\\"'] },
      quote('"""', ["'"]),
    ],
    contexts: [
      'class A { const string H = ◊; }',
      'class A { public static readonly string H = ◊; }',
      'class A { void F() { G(◊, "a" + ◊); } }',
      'class A { void F() { const string h = ◊; var i = ◊; } }',
      'class A { int F() => ◊.Length; }',
      'class A { string[] H = { ◊, ◊ }; }',
      'using System.Text;\nnamespace B { class A { string H = ◊; } }',
    ],
  },
  {
    language: 'php',
    grammar: 'php',
    lookup: /\bgetenv/g,
    quotes: [
      quote("'", ['"', "\\'", '\\n', '$id', '{$id}']),
      quote('"', ["'", '\\"', '\\n', '$id', '{$id}', '\\$']),
      { open: '<<<EOT\n', close: '\nEOT', content: ['Bearer ', 'x', '"', "'", '$id', '\n'] },
      { open: "<<<'EOT'\n", close: '\nEOT', content: ['Bearer ', 'x', '"', '$id', '\n'] },
    ],
    contexts: [
      '<?php\n$h = ◊;\n',
      "<?php\n$h = ['Authorization' => ◊, 'x' => ◊];\n",
      '<?php\nf(◊, 1);\n',
      '<?php\nfunction f() { return ◊; }\n',
      '<?php\n$h = $a ? ◊ : $b;\n',
      '<?php\necho $a . ◊ . $b;\n',
      '<?php\nclass A { function f() { $this->a = ◊; } }\n',
    ],
  },
  {
    language: 'ruby',
    grammar: 'ruby',
    lookup: /\bENV\.fetch/g,
    quotes: [
      quote("'", ['"', "\\'", '\\n', '#{id}', '\\\\']),
      quote('"', ["'", '\\"', '\\n', '#{id}', '\\#{']),
      { open: '%q(', close: ')', content: ['Bearer ', 'x', '<'] },
      { open: '%Q(', close: ')', content: ['Bearer ', '#{id}', 'x'] },
    ],
    contexts: [
      'h = ◊\n',
      "h = { 'a' => ◊, ◊ => 1 }\n",
      'f ◊\n',
      'f(◊, a: ◊)\n',
      'h = a ? ◊ : ◊\n',
      'n = ◊.length\n',
      'h = "x #{◊}"\n',
      'def f(a = ◊)\n  ◊\nend\n',
    ],
  },
  {
    language: 'shellscript',
    grammar: 'bash',
    lookup: /(?<=\$\{)API_TOKEN/g,
    quotes: [
      {
        open: '"',
        close: '"',
        content: [...inShell.filter((part) => part !== '$'), "'", '\\"', '$id', '${id}', '$(f "x")', '\\$'],
      },
      { open: "'", close: "'", content: [...inShell, '"', '\\', '$id', '`'] },
      { open: '', close: '', content: ['x', 'a=', '-', '_'] },
      { open: "$'", close: "'", content: ['Bearer ', '\\t', "\\'", '"'] },
    ],
    contexts: [
      'curl -H ◊ https://x.invalid\n',
      'export A=◊\n',
      'f ◊ ◊\n',
      'a=(◊ ◊)\n',
      'if [ "$a" = ◊ ]; then f; fi\n',
      'x="$(f ◊)"\n',
      'f -H◊ | g\n',
      'f <<<◊\n',
    ],
  },
  {
    language: 'powershell',
    grammar: 'powershell',
    lookup: /(?<=\$\{?)env:API_TOKEN/g,
    quotes: [quote("'", ['"', "''", '$id', '`']), quote('"', ["'", '`"', '$id', '$($id)', '`$'])].map(
      (one) => ({
        ...one,
        content: one.content.filter((part) => !['$', '}', '{', '%', '#', '@'].includes(part)),
      }),
    ),
    contexts: [
      '$h = ◊\n',
      '$h = @{ Authorization = ◊ }\n',
      'Invoke-RestMethod -Uri $u -Headers @{ a = ◊ }\n',
      'F -Token ◊ -Other ◊\n',
    ],
  },
  {
    language: 'cpp',
    grammar: 'cpp',
    lookup: /\bgetenv/g,
    quotes: [quote('"', ["'", '\\"', '\\n'])],
    contexts: [
      'std::string h = ◊;',
      'void f() { std::string h(◊); g(std::string(◊)); }',
      'void f() { g(◊); }',
      '#include <string>\nstd::string h{◊};',
    ],
  },
];

type Tree = TreeSitter.Tree;

function mistakes(tree: Tree): string[] {
  const found: string[] = [];
  if (!tree.rootNode.hasError) return found;
  const visit = (node: TreeSitter.Node): void => {
    if (node.isError || node.isMissing)
      found.push(`${node.type} at ${node.startIndex}: ${node.text.slice(0, 40)}`);
    for (const child of node.children) if (child?.hasError || child?.isMissing) visit(child);
  };
  visit(tree.rootNode);
  return found.length > 0 ? found : ['error'];
}

const textOfLiteral = /string|content|fragment|chars|comment|heredoc|raw|text|ERROR/;

describe('a fixed text parses', () => {
  before(async () => {
    await Parser.init();
  });

  for (const one of grammarsToTry) {
    it(`${one.language}: in every context, whatever the literal`, async function () {
      this.timeout(120_000);
      const parser = new Parser();
      parser.setLanguage(await Language.load(join(grammars, `tree-sitter-${one.grammar}.wasm`)));
      const parse = (text: string): Tree => {
        const tree = parser.parse(text);
        assert.ok(tree);
        return tree;
      };
      let fixes = 0;
      const literal = fc
        .constantFrom(...one.quotes)
        .chain(({ open, close, content }) =>
          fc
            .tuple(
              fc.array(fc.constantFrom(...content), { maxLength: 4 }),
              fc.array(fc.constantFrom(...content), { maxLength: 4 }),
            )
            .map(([before, after]) => `${open}${before.join('')}§${after.join('')}${close}`),
        );
      const program = fc.constantFrom(...one.contexts).chain((context) =>
        fc
          .tuple(
            ...context
              .split('◊')
              .slice(1)
              .map(() => literal),
          )
          .map((literals) => {
            const parts = context.split('◊');
            return parts.map((part, index) => part + (literals[index] ?? '')).join('');
          }),
      );
      fc.assert(
        fc.property(program, fc.constantFrom('\n', '\r\n'), (template, eol) => {
          const before = marked(template.replaceAll('\n', eol));
          fc.pre(mistakes(parse(before.text)).length === 0);
          const after = applied(before, { languageId: one.language });
          const tree = parse(after.text);
          assert.deepEqual(mistakes(tree), [], `${before.text}\n→\n${after.text}`);
          if (after.refused.length > 0) return;
          fixes++;
          assert.equal(after.text.includes(before.token), false);
          if (before.text.includes('\r\n')) assert.doesNotMatch(after.text, /(?<!\r)\n/);
          const lookups = [...after.text.matchAll(one.lookup)];
          assert.ok(lookups.length >= before.findings.length, `${before.text}\n→\n${after.text}`);
          for (const lookup of lookups) {
            const leaf = tree.rootNode.descendantForIndex(lookup.index + 1);
            assert.doesNotMatch(leaf?.type ?? 'none', textOfLiteral, `${before.text}\n→\n${after.text}`);
          }
          assert.deepEqual(
            applied({ ...before, text: after.text, findings: [] }, { languageId: one.language }).text,
            after.text,
          );
        }),
        { numRuns: 300 },
      );
      assert.ok(fixes > 50, `${fixes} fixes`);
    });
  }
});
