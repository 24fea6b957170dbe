import assert from 'node:assert/strict';
import { rowFor, rowNamed, rows } from '../../src/leaks/languages.ts';
import type { Region } from '../../src/leaks/lexer.ts';
import { regionsOf } from '../../src/leaks/lexicalMap.ts';

/** The text with `«…»` around strings and `‹…›` around comments. */
function marked(text: string, name: string): string {
  const row = rows.find((one) => one.name === name);
  assert.ok(row, name);
  return regionsOf(text, row)
    .map((region: Region) => {
      const part = text.slice(region.start, region.end);
      return region.kind === 'string' ? `«${part}»` : region.kind === 'comment' ? `‹${part}›` : part;
    })
    .join('')
    .replaceAll('»«', '');
}

/** Each line shows its own regions. */
const shown: Record<string, string[]> = {
  javascript: [
    'const a = «"x \\" y"», b = «\'z\'»; ‹// c "d"›\nf(«"e"»)',
    'g(«`a ${»h(«"}"») + {}}«${»b}« c`»)',
    'x = a / b / c; y = «/["\\/]/»g.test(s); return «/a/»',
    '‹/* a\n b " */› c',
    'open = «"unclosed»\nnext = «"closed"»',
    'continued = «"a\\\nb"»; c',
    '«`a ${»«`b ${»c}«`»}«`»'.replaceAll('»«', ''),
  ],
  python: [
    'a = «r"""x\n"y" \\" """»\n',
    'b = «f"{»x[«\'k\'»]«}"» ‹# c›'.replace('«}"»', '}«"»'),
    "c = «b'x'» + «Rb'y'» + «'z»\nd = «'e'»",
    'f"{{x}}"'.replace(/^.*$/, '«f"{{x}}"»'),
  ],
  rust: ['let a: &\'a str = «r#"x "y" "#»; let c = «\'"\'»; ‹/* a /* b */ c */› «b"z"»'],
  go: ['a := «`x\n"y"`»; r := «\'"\'»; b := «"z"» ‹// c›'],
  csharp: [
    'a = «$"x {»y(«"z"»)}«"»; b = «@"c:\\"»; c = «"""\n a "b" c\n """»; d = «$@"a""b"»;',
    'a = «@"""x"» + «@$"""y"""» + «$@"z"»; b',
  ],
  kotlin: ['val a = «"x $y ${»z(«"w"»)}«"» ‹/* /* */ */› «"""a "b" c"""»'],
  swift: ['let a = «"x \\(»f(«"y"»))«"»; let b = «#"a "b" \\n"#»'],
  ruby: [
    'a = «"x #{»y[«\'z\'»]}«"»; b = «%q(a "b" c)»; c = <<~EOS\n«  it\'s "#{»d}«"\n  EOS»\ne ‹# f›',
    'f(«%Q("x")»); puts «%q(\'y\')»; z\n«%q("a")»\n«%w[b "c]»',
    'a %(b - «"c"») + d % q(«"e"») - f() %w',
  ],
  perl: ['my $a = «qq{x "y"}»; print <<"EOT";\n«it\'s\nEOT»\n$#a; ‹# b›'],
  php: ["$a = «'x'» . «\"y {$»z[«'k'»]}«\"»; ‹# c›\n$b = <<<'EOT'\n«it's\nEOT»;", '#[A(«"b"»)]'],
  lua: ['a = «[==[ x ]] "y" ]==]» ‹--[[ b\n c ]]› ‹-- d›\ne'],
  elixir: ['a = «"x #{»y}«"»; b = «~s(z "w")»; c = «~S"""\n#{d}\n"""»'],
  sql: ["select «'it''s'», «$f$ 'a' $f$» ‹-- b›\n"],
  shellscript: [
    'a=«\'x\'"$b"» c=«"${»d:-«"e"»}«"»',
    "cat <<'EOF' | wc\n«a \"b\nEOF»\nc ‹# d›",
    'cat <<A <<-B\n«a\nA\n\tb\n\tB»\necho $# a#b',
  ],
  powershell: [`$a = «@"\nx "y" $(»z)«\n"@»; ‹<# b #>› «'c''d'»`],
  bat: ['‹REM a "b"›\nset "x=%y%"'.replace('"x=%y%"', '«"x=%y%"»')],
  yaml: [
    'a: it\'s\nb: "c" ‹# d›\n'.replace('"c"', '«"c"»'),
    'a: |\n«  x: "y\n\n  z\n»b: 1\n',
    '- a: >-\n«    x\n»  b: c\n',
  ],
  toml: ['a = «"""x\n"y" """» ‹# b›\nc = «\'d\\\'»'],
  terraform: ['a = «"x ${»y[«"z"»]}«"»\nb = <<-EOT\n«  it\'s\n  EOT»\n‹# c›'],
  cpp: ['a = «R"x(a "b" )" )x"»; c = «\'"\'»; ‹// d›'],
  r: ['a <- «r"---(x ")---"»; «\'b\'» ‹# c›'],
  html: ['<a b=«"c>d"»>it\'s<!-- e --><script>f(«"g"»)</script>h'.replace('<!-- e -->', '‹<!-- e -->›')],
  vue: ['<script lang="ts">\nconst a = «`b`» ‹// c›\n</script>\n<p>it\'s</p>'.replace('"ts"', '«"ts"»')],
  markdown: ['it\'s `a`\n\n```sh\ncurl -H «"b"» ‹# c›\n```\n"d" ‹<!-- e -->›\n'],
  xml: ['<a b=«\'c\'»>d <![CDATA[ "e" ]]></a>'.replace('<![CDATA[ "e" ]]>', '«<![CDATA[ "e" ]]>»')],
  ini: ["‹; a›\nb = it's ; c"],
  dotenv: ['A="b c" ‹# d›\nE=f#g'.replace('"b c"', '«"b c"»')],
};

describe('lexer', () => {
  for (const [name, texts] of Object.entries(shown)) {
    it(`reads ${name}`, () => {
      for (const text of texts) {
        assert.equal(marked(text.replace(/[«»‹›]/g, ''), name), text);
      }
    });
  }

  it('tells a literal’s parts', () => {
    const python = rowNamed('py');
    assert.ok(python);
    const text = 'x = rb"a\\"b"';
    const literal = regionsOf(text, python).find((region) => region.kind === 'string')?.literal;
    assert.ok(literal);
    const { shape, row, ...parts } = literal;
    assert.deepEqual(parts, {
      start: 4,
      end: 12,
      contentStart: 7,
      contentEnd: 11,
      prefix: 'rb',
      opener: '"',
      closed: true,
    });
    assert.deepEqual([shape.raw, shape.bytes, row.name], [true, true, 'python']);
  });

  it('reaches the end of every row’s text without a gap', () => {
    const text =
      'a "b ${c} #{d} \\(e) `f` \'g\' // h # i -- j /* k */ <<EOF\nl\nEOF\n```js\nm\n```\n<script>n</script>\n""" o';
    for (const row of rows) {
      let end = 0;
      for (const region of regionsOf(text, row)) {
        assert.equal(region.start, end, row.name);
        end = region.end;
      }
      assert.equal(end, text.length, row.name);
    }
  });

  it('chooses the row by language id, by path where VS Code says plaintext or nothing', () => {
    const choices: [Parameters<typeof rowFor>[0], string][] = [
      [{ languageId: 'typescriptreact', path: 'a.txt' }, 'typescript'],
      [{ languageId: 'plaintext', path: 'src/Main.kt' }, 'kotlin'],
      [{ path: 'main.tf' }, 'terraform'],
      [{ languageId: 'plaintext', path: 'a/b.http' }, 'http'],
      [{ path: 'App.vue' }, 'vue'],
      [{ path: '.env.production' }, 'dotenv'],
      [{ path: 'Dockerfile.dev' }, 'dockerfile'],
      [{ path: 'x.postman_collection.json' }, 'json'],
      [{ languageId: 'plaintext' }, 'plaintext'],
      [{ languageId: 'brainfuck', path: 'a.bf' }, 'unknown'],
      [undefined, 'unknown'],
    ];
    assert.deepEqual(
      choices.map(([source]) => rowFor(source).name),
      choices.map(([, name]) => name),
    );
    assert.equal(rowFor({ path: 'bin/run' }, '#!/usr/bin/env python3\n').name, 'python');
  });
});
