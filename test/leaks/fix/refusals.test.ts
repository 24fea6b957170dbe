import assert from 'node:assert/strict';
import type { RefusalReason } from '../../../src/leaks/fix/refusals.ts';
import { refusals } from '../../../src/leaks/fix/refusals.ts';
import { applied, marked } from './marked.ts';

const cases: readonly [language: string, text: string, reason: RefusalReason, path?: string][] = [
  ['javascript', '// Bearer §', 'comment'],
  ['python', '# Bearer §', 'comment'],
  ['css', '/* § */', 'comment'],
  ['python', '"""Send Bearer §."""', 'documentation'],
  ['python', 'def f():\n    """Send Bearer §."""\n', 'documentation'],
  ['elixir', '@moduledoc """\nBearer §\n"""', 'documentation'],
  ['json', '{"token": "§"}', 'json'],
  ['json', '{"cells":[{"cell_type":"markdown","source":["Bearer §"]}]}', 'json', 'a.ipynb'],
  ['yaml', 'token: §', 'yaml'],
  ['toml', 'token = "§"', 'toml'],
  ['xml', '<a b="§"/>', 'xml'],
  ['ini', 'a = §', 'ini'],
  ['properties', 'a=§', 'ini', 'gradle.properties'],
  ['jsonc', '{"a": "§"}', 'settings', '.vscode/settings.json'],
  ['sql', "SELECT '§';", 'sql'],
  ['html', '<script>f("§")</script>', 'browser'],
  ['vue', '<script>f("§")</script>', 'browser'],
  ['html', '<p>§</p>', 'markup'],
  ['java', 'import android.util.Log;\nclass A { String t = "§"; }', 'app'],
  ['swift', 'import SwiftUI\nlet t = "§"', 'app'],
  ['markdown', 'Bearer §', 'prose'],
  ['plaintext', '§', 'prose'],
  ['dotenv', 'TOKEN=§', 'dotenv'],
  ['dockerfile', 'ENV TOKEN=§', 'dockerfile'],
  ['c', 'f("Bearer §");', 'c'],
  ['cpp', 'const char *t = "§";', 'cpp'],
  ['shellscript', "cat <<'EOF'\nBearer §\nEOF\n", 'quotedHereDocument'],
  ['shellscript', 'cat <<"EOF"\nBearer §\nEOF\n', 'quotedHereDocument'],
  ['powershell', "$a = @'\nBearer §\n'@\n", 'quotedHereDocument'],
  ['ruby', "a = <<~'EOF'\n  #{x} Bearer §\nEOF\n", 'quotedHereDocument'],
  ['javascript', 'const a = /Bearer §/;', 'regex'],
  ['ruby', 'a = /Bearer §/', 'regex'],
  ['java', '@Headers({"Authorization: Bearer §"}) interface A {}', 'annotation'],
  ['kotlin', '@Headers("Authorization: Bearer §")\nfun f() {}', 'annotation'],
  ['csharp', 'class A { [Header("Bearer §")] void F() {} }', 'attribute'],
  ['php', "<?php\n#[Header('§')]\nclass A {}", 'attribute'],
  ['rust', '#[doc = "§"]\nfn f() {}', 'attribute'],
  ['typescript', 'type T = "§";', 'type'],
  ['typescript', 'type T<A> = A extends "§" ? 1 : 2;', 'type'],
  ['typescript', 'let a: "§";', 'type'],
  ['typescript', 'let a: string | "§";', 'type'],
  ['typescript', 'interface A { b: "§" }', 'type'],
  ['typescript', 'interface A { a: string; "§": string }', 'type'],
  ['typescript', 'type A = { b: { c: "§" } };', 'type'],
  ['typescript', 'class A { b: "§" = c; }', 'type'],
  ['typescript', 'function f(a: "§"): void {}', 'type'],
  ['typescript', 'function f(): "§" { return g(); }', 'type'],
  ['typescript', 'const f = (a?: "§") => a;', 'type'],
  ['typescript', 'type F = (a: string) => "§";', 'type'],
  ['typescript', 'const a = b as "§";', 'type'],
  ['typescript', 'const a = b satisfies "§";', 'type'],
  ['typescript', 'const a = new Map<"§", 1>();', 'type'],
  ['typescript', 'let a: Pick<B, "§">;', 'type'],
  ['typescript', 'let a: B["§"];', 'type'],
  ['typescript', 'let a: ["§", string];', 'type'],
  ['python', 'def f(a: Literal["§"]): ...', 'type'],
  ['python', 'match a:\n    case "§":\n        pass\n', 'pattern'],
  ['java', 'switch (a) { case "§": f(); }', 'pattern'],
  ['csharp', 'var a = b is "§";', 'pattern'],
  ['csharp', 'var a = b switch { "§" => 1 };', 'pattern'],
  ['rust', 'match a { "§" => 1, _ => 2 }', 'pattern'],
  ['elixir', 'def f("§"), do: 1', 'pattern'],
  ['typescript', 'enum E { A = "§" }', 'enumValue'],
  ['swift', 'enum E: String { case a = "§" }', 'enumValue'],
  ['php', "<?php\nenum E: string { case A = '§'; }", 'enumValue'],
  ['php', "<?php\nclass A { const T = '§'; }", 'classConstant'],
  ['php', "<?php\nclass A { private array $a = ['b' => 'Bearer §']; }", 'propertyDefault'],
  ['php', "<?php\nfunction f($a = '§') {}", 'parameterDefault'],
  ['csharp', 'class A { void F(string a = "§") {} }', 'parameterDefault'],
  ['dart', "void f({String a = '§'}) {}", 'parameterDefault'],
  ['go', 'package a\n\nconst t = "§"\n\nconst h = "Bearer " + t\n', 'constant'],
  ['java', 'class A { static final String T = "§"; @Header(T) void f() {} }', 'constant'],
  ['objective-c', 'static NSString *const kToken = @"§";', 'constant'],
  ['vb', 'Const T As String = "§"', 'constant'],
  ['go', 'package a\n\nconst (\n\tA = iota\n\tB = "§"\n)\n', 'constantBlock'],
  ['typescript', 'import a from "§";', 'moduleName'],
  ['typescript', 'declare module "§" {}', 'moduleName'],
  ['go', 'package a\n\ntype A struct {\n\tB string `json:"§"`\n}\n', 'structTag'],
  ['javascript', 'const a = [⟦"§1", "§2"⟧].join(".");', 'split'],
  ['ruby', 'a = %w[b §]', 'list'],
  ['perl', 'my @a = qw(b §);', 'list'],
  ['haskell', 'a = "§"', 'functional'],
  ['terraform', 'terraform {\n  backend "a" {\n    b = "§"\n  }\n}\n', 'backend', 'main.tf'],
  ['terraform', 'a = "§"', 'variableValues', 'a.tfvars'],
  ['json', '{"a": "§"}', 'variableValues', 'a.postman_environment.json'],
  ['yaml', 'env: { A: § }', 'flow', '.github/workflows/a.yml'],
  ['javascript', 'const a = `Bearer §', 'unclosed'],
];

describe('a refusal', () => {
  for (const [languageId, text, reason, path] of cases) {
    it(`${languageId}: ${text.replaceAll('\n', '⏎')}: ${reason}`, () => {
      const { refused } = applied(marked(text), { languageId, ...(path === undefined ? {} : { path }) });
      assert.deepEqual(refused, [refusals[reason]]);
    });
  }

  it('is one sentence', () => {
    for (const sentence of Object.values(refusals))
      assert.match(sentence, /^[A-Z][^.!?]*(?:\.\w[^.!?]*|::[^.!?]*)*\.$/);
  });
});
