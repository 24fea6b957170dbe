import assert from 'node:assert/strict';
import type { FixSource } from '../../../src/leaks/fix/fixFor.ts';
import { writers } from '../../../src/leaks/fix/languages/table.ts';
import { lookupTable } from '../../../src/leaks/fix/lookupTable.ts';
import { fixed } from './marked.ts';

/** What a literal of each language becomes: alone, and with text around it. */
const literals: readonly [language: string, before: string, after: string][] = [
  ['kotlin', 'val h = "Bearer §"', 'val h = "Bearer ${System.getenv("API_TOKEN")}"'],
  ['kotlin', 'private const val T: String = "§"', 'private val T: String = System.getenv("API_TOKEN")'],
  ['kotlin', 'val t = System.getenv("X") ?: "§"', 'val t = System.getenv("X")'],
  ['kotlin', 'val j = """{"a": "§"}"""', 'val j = """{"a": "${System.getenv("API_TOKEN")}"}"""'],
  ['scala', 'val t = "say \\"§\\""', 'val t = "say \\"" + sys.env("API_TOKEN") + "\\""'],
  ['scala', 'val t = sys.env.getOrElse("X", "§")', 'val t = sys.env("X")'],
  ['scala', 'val t = """$1 §"""', 'val t = s"""$$1 ${sys.env("API_TOKEN")}"""'],
  [
    'swift',
    'import Foundation\nlet t = "§"',
    'import Foundation\nlet t = ProcessInfo.processInfo.environment["API_TOKEN"] ?? ""',
  ],
  [
    'swift',
    'import Foundation\nlet t = "a" + "§"',
    'import Foundation\nlet t = "a" + (ProcessInfo.processInfo.environment["API_TOKEN"] ?? "")',
  ],
  [
    'swift',
    'import Foundation\nlet t = #"Bearer § \\n"#',
    'import Foundation\nlet t = #"Bearer \\#(ProcessInfo.processInfo.environment["API_TOKEN"] ?? "") \\n"#',
  ],
  [
    'csharp',
    'using System;\nvar t = $"{x} Bearer § {y}";',
    'using System;\nvar t = $"{x} Bearer " + Environment.GetEnvironmentVariable("API_TOKEN") + $" {y}";',
  ],
  [
    'csharp',
    'using System;\nvar t = """{"a":"§"}""";',
    'using System;\nvar t = "{\\"a\\":\\"" + Environment.GetEnvironmentVariable("API_TOKEN") + "\\"}";',
  ],
  [
    'csharp',
    'using System;\nclass A { void F() { const string t = "§"; } }',
    'using System;\nclass A { void F() { string t = Environment.GetEnvironmentVariable("API_TOKEN"); } }',
  ],
  [
    'csharp',
    '#nullable enable\nusing System;\nvar t = "§";',
    '#nullable enable\nusing System;\nvar t = Environment.GetEnvironmentVariable("API_TOKEN")!;',
  ],
  [
    'fsharp',
    'let h = f "Bearer §"',
    'let h = f ("Bearer " + System.Environment.GetEnvironmentVariable("API_TOKEN"))',
  ],
  [
    'vb',
    'Imports System\nDim h = "Bearer §"',
    'Imports System\nDim h = "Bearer " & Environment.GetEnvironmentVariable("API_TOKEN")',
  ],
  [
    'dart',
    "import 'dart:io' as io;\nvar h = 'Bearer §';",
    "import 'dart:io' as io;\nvar h = 'Bearer ${io.Platform.environment['API_TOKEN']}';",
  ],
  [
    'dart',
    "import 'dart:io';\nconst t = '§';",
    "import 'dart:io';\nfinal t = Platform.environment['API_TOKEN']!;",
  ],
  [
    'dart',
    "import 'dart:io';\nf(const {'a': r'\\b §'});",
    "import 'dart:io';\nf({'a': '\\\\b ${Platform.environment[\"API_TOKEN\"]}'});",
  ],
  [
    'objective-c',
    '- (void)f { g(@"100% §"); }',
    '- (void)f { g([NSString stringWithFormat:@"100%% %@", NSProcessInfo.processInfo.environment[@"API_TOKEN"]]); }',
  ],
  [
    'cpp',
    '#include <cstdlib>\nstd::string h = "Bearer §";',
    '#include <cstdlib>\nstd::string h = std::string("Bearer ") + std::getenv("API_TOKEN");',
  ],
  ['julia', 'h = "Bearer §"', 'h = "Bearer $(ENV["API_TOKEN"])"'],
  ['ocaml', 'let h = f "Bearer §"', 'let h = f ("Bearer " ^ Sys.getenv "API_TOKEN")'],
  [
    'clojure',
    '(def h {:token "§" :a "Bearer §"})',
    '(def h {:token (System/getenv "API_TOKEN") :a (str "Bearer " (System/getenv "API_TOKEN"))})',
  ],
  ['erlang', 'H = "Bearer §".', 'H = ("Bearer " ++ os:getenv("API_TOKEN")).'],
  ['coffeescript', "h = 'Bearer §'", "h = 'Bearer ' + process.env.API_TOKEN"],
  ['coffeescript', 'h = "Bearer §"', 'h = "Bearer #{process.env.API_TOKEN}"'],
  ['shellscript', "curl -H 'Bearer §' x", 'curl -H "Bearer ${API_TOKEN}" x'],
  ['shellscript', `curl -d '{"a":"§"}' x`, `curl -d '{"a":"'"\${API_TOKEN}"'"}' x`],
  [
    'rust',
    'let h = HeaderValue::from_str("Bearer §").unwrap();',
    'let h = HeaderValue::from_str(&format!("Bearer {}", std::env::var("API_TOKEN").expect("API_TOKEN is not set"))).unwrap();',
  ],
  ['powershell', "$h = 'say \"§\" ''$x'''", '$h = "say `"$env:API_TOKEN`" \'`$x\'"'],
  ['powershell', 'F -H "a §b"', 'F -H "a ${env:API_TOKEN}b"'],
  ['bat', 'set TOKEN=§', 'set TOKEN=%API_TOKEN%'],
  ['makefile', "a:\n\tcurl -H 'Bearer §' x", "a:\n\tcurl -H 'Bearer $(API_TOKEN)' x"],
  ['fish', "curl -H 'Bearer §' x", "curl -H 'Bearer '$API_TOKEN x"],
  ['php', "<?php\nconst T = '§';", "<?php\ndefine('T', getenv('API_TOKEN'));"],
];

/** What each kind of file asks for. */
const files: readonly [path: string, language: string, before: string, after: string][] = [
  ['a.http', 'http', 'Authorization: Bearer §', 'Authorization: Bearer {{$dotenv API_TOKEN}}'],
  [
    'a.http',
    'http',
    '@a = {{$processEnv A}}\nB: Bearer §',
    '@a = {{$processEnv A}}\nB: Bearer {{$processEnv API_TOKEN}}',
  ],
  ['insomnia.json', 'json', '{"a":"§"}', '{"a":"{{ _.API_TOKEN }}"}'],
  ['.mcp.json', 'json', '{"a":"Bearer §"}', '{"a":"Bearer ${API_TOKEN}"}'],
  ['.vscode/tasks.json', 'jsonc', '{"a":"Bearer §"}', '{"a":"Bearer ${env:API_TOKEN}"}'],
  ['.devcontainer/devcontainer.json', 'jsonc', '{"a":"§"}', '{"a":"${localEnv:API_TOKEN}"}'],
  ['package.json', 'json', `{"a":"curl -H 'Bearer §' x"}`, '{"a":"curl -H \\"Bearer ${API_TOKEN}\\" x"}'],
  [
    'package.json',
    'json',
    '{"a":"A=1 curl --oauth2-bearer § x"}',
    '{"a":"A=1 curl --oauth2-bearer \\"${API_TOKEN}\\" x"}',
  ],
  [
    'a.yml',
    'yaml',
    "run: |\n  curl \\\n    -H 'Bearer §'\n",
    'run: |\n  curl \\\n    -H "Bearer ${API_TOKEN}"\n',
  ],
  ['a.yml', 'yaml', 'a: "${B:-§}"', 'a: "${B}"'],
  ['.gitlab-ci.yml', 'yaml', 'variables:\n  API_TOKEN: §', 'variables:\n  API_TOKEN: ${API_TOKEN_VALUE}'],
  ['docker-compose.yml', 'yaml', 'a: ${B:-§}\nc: §', 'a: ${B}\nc: ${API_TOKEN}'],
  ['application.yml', 'yaml', 'a: ${B:§}\nc: §', 'a: ${B}\nc: ${API_TOKEN}'],
  [
    '.github/workflows/a.yml',
    'yaml',
    "run: |\n  curl -H 'Bearer §' x",
    "run: |\n  curl -H 'Bearer ${{ secrets.API_TOKEN }}' x",
  ],
  ['azure-pipelines.yml', 'yaml', 'a: §', 'a: $(API_TOKEN)'],
  ['serverless.yml', 'yaml', 'a: §', 'a: ${env:API_TOKEN}'],
  [
    'playbook.yml',
    'yaml',
    'a: §\nb: "c §"',
    `a: "{{ lookup('env', 'API_TOKEN') }}"\nb: "c {{ lookup('env', 'API_TOKEN') }}"`,
  ],
  ['.npmrc', 'properties', '//x.invalid/:_authToken=§', '//x.invalid/:_authToken=${NPM_TOKEN}'],
  ['requirements.txt', 'plaintext', 'https://u:§@x.invalid/s', 'https://u:${API_TOKEN}@x.invalid/s'],
  ['application.conf', 'properties', 'a = "Bearer §"', 'a = "Bearer "${API_TOKEN}'],
  ['pom.xml', 'xml', '<a>§</a>', '<a>${env.API_TOKEN}</a>'],
  ['nuget.config', 'xml', '<a value="§"/>', '<a value="%API_TOKEN%"/>'],
  [
    'config/a.php',
    'php',
    "<?php\nreturn [\n  'a' => env('B', '§'),\n  'c' => '§',\n];",
    "<?php\nreturn [\n  'a' => env('B'),\n  'c' => env('API_TOKEN'),\n];",
  ],
  ['Jenkinsfile', 'groovy', "environment { T = '§' }", 'environment { T = "${env.API_TOKEN}" }'],
  ['terragrunt.hcl', 'terraform', 'a = "Bearer §"', 'a = "Bearer ${get_env("API_TOKEN")}"'],
  [
    'main.tf',
    'terraform',
    'a = "§"\nb = "Bearer §"\n',
    'a = var.api_token\nb = "Bearer ${var.api_token}"\n\nvariable "api_token" {\n  type      = string\n  sensitive = true\n}\n',
  ],
  ['main.tf', 'terraform', 'variable "a" {\n  default = "§"\n}\n', 'variable "a" {\n  sensitive = true\n}\n'],
  [
    'main.tf',
    'terraform',
    'a = "§"\nvariable "api_token" {}\n',
    'a = var.api_token\nvariable "api_token" {}\n',
  ],
  [
    'a.vue',
    'vue',
    '<script>\nif (import.meta.env.DEV) f("Bearer §");\n</script>',
    '<script>\nif (import.meta.env.DEV) f(`Bearer ${import.meta.env.VITE_API_TOKEN}`);\n</script>',
  ],
  [
    'a.dart',
    'dart',
    "import 'package:flutter/a.dart';\nfinal t = '§';",
    "import 'package:flutter/a.dart';\nfinal t = const String.fromEnvironment('API_TOKEN');",
  ],
  ['a.ts', 'typescript', 'Deno.serve(() => f("§"));', 'Deno.serve(() => f(Deno.env.get("API_TOKEN")!));'],
  [
    'a.gs',
    'javascript',
    'const t = "Bearer § x";',
    'const t = "Bearer " + PropertiesService.getScriptProperties().getProperty("API_TOKEN") + " x";',
  ],
  [
    'a.md',
    'markdown',
    'x\n\n```js\nf("Bearer §");\n```\n',
    'x\n\n```js\nf(`Bearer ${process.env.API_TOKEN}`);\n```\n',
  ],
  [
    'a.ipynb',
    'json',
    '{"cells":[{"cell_type":"code","source":["import json\\n","h = {\\"a\\": \\"Bearer §\\"}"]}]}',
    '{"cells":[{"cell_type":"code","source":["import json\\n","import os\\nh = {\\"a\\": f\\"Bearer {os.environ[\'API_TOKEN\']}\\"}"]}]}',
  ],
];

describe('a lookup', () => {
  for (const [language, before, after] of literals) {
    it(`${language}: ${before.replaceAll('\n', '⏎')}`, () => {
      assert.equal(fixed(before, { languageId: language }), after);
    });
  }
  for (const [path, language, before, after] of files) {
    it(`${path}: ${before.replaceAll('\n', '⏎')}`, () => {
      const source: FixSource = { languageId: language, path };
      assert.equal(fixed(before, source), after);
    });
  }
});

/** A line for each language in which `x = "§"` is none. */
const samples: Record<string, string> = {
  'objective-c': '- (void)f { g(@"§"); }',
  cpp: 'std::string x = "§";',
};

describe('the table of lookups', () => {
  for (const { language, shown, shownImport = '' } of writers) {
    it(`shows what ${language} writes, and nothing in it is left open`, () => {
      const after = fixed(samples[language] ?? 'x = "§"', { languageId: language, now: 0 });
      assert.ok(after.includes(shown), after);
      assert.ok(after.includes(shownImport), after);
      for (const pair of ['()', '[]', '{}']) {
        const [open = '', close = ''] = pair;
        assert.equal(shown.split(open).length, shown.split(close).length, `${pair} in ${shown}`);
      }
      for (const quote of `'"`) assert.equal(shown.split(quote).length % 2, 1, `${quote} in ${shown}`);
    });
  }

  it('names no language twice, and gives a lookup for each', () => {
    const table = lookupTable();
    assert.equal(new Set(table.map(({ language }) => language)).size, table.length);
    assert.deepEqual(
      table.filter(({ lookup }) => !/API_TOKEN|NPM_TOKEN|api_token/.test(lookup)),
      [],
    );
  });
});
