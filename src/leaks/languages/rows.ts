import {
  character,
  cppRaw,
  csharpRaw,
  elixirSigil,
  groovyDollarSlash,
  hereDocument,
  luaLong,
  perlQuoteLike,
  phpHereDocument,
  rRaw,
  rubyPercent,
  rustRaw,
  sqlDollar,
  swiftRaw,
} from './openers.ts';
import type { BlockComment, Interpolation, LineComment, Row, Shape, StringRule } from './row.ts';
import { quoted } from './row.ts';

const dollarBrace: readonly Interpolation[] = [{ open: '${', close: '}' }];
const hashBrace: readonly Interpolation[] = [{ open: '#{', close: '}' }];
const brace: readonly Interpolation[] = [{ open: '{', close: '}' }];
const shellParts: readonly Interpolation[] = [
  { open: '${', close: '}' },
  { open: '$(', close: ')' },
  { open: '`', close: '`' },
];

const slashes: LineComment = { mark: '//', where: 'anywhere' };
const hash: LineComment = { mark: '#', where: 'anywhere' };
const hashWord: LineComment = { mark: '#', where: 'wordStart' };
const hashLine: LineComment = { mark: '#', where: 'lineStart' };
const semicolonLine: LineComment = { mark: ';', where: 'lineStart' };
const dashes: LineComment = { mark: '--', where: 'anywhere' };
const slashStar: BlockComment = { open: '/*', close: '*/', nests: false };
const nestedSlashStar: BlockComment = { open: '/*', close: '*/', nests: true };
const angleBang: BlockComment = { open: '<!--', close: '-->', nests: false };

const doubleQuotes = quoted('"');
const singleQuotes = quoted("'");
const rawSingle = quoted("'", { escape: 'none', raw: true });
const doubledSingle = quoted("'", {
  escape: 'doubled',
  multiline: true,
  raw: true,
});
const opener = (first: string, open: Row['openers'][number]['open']) => ({
  first,
  open,
});

function row(name: string, endings: string, more: Partial<Row> = {}): Row {
  return {
    name,
    ids: [name],
    endings: endings.split(' ').filter((ending) => ending !== ''),
    names: [],
    style: 'code',
    lineComments: [],
    blockComments: [],
    strings: [],
    prefixes: {},
    openers: [],
    slashRegex: false,
    host: 'none',
    ...more,
  };
}

const cLike = {
  lineComments: [slashes],
  blockComments: [slashStar],
} satisfies Partial<Row>;
const hashCommented = { lineComments: [hash] } satisfies Partial<Row>;

const pythonFormat: Partial<Shape> = { interpolations: brace };
const pythonRaw: Partial<Shape> = { raw: true };
const pythonBytes: Partial<Shape> = { bytes: true };

const markup = {
  style: 'markup',
  host: 'markup',
  blockComments: [angleBang],
} satisfies Partial<Row>;

const dataQuotes: readonly StringRule[] = [
  quoted('"', { atValue: true }),
  quoted("'", { atValue: true, escape: 'none', raw: true }),
];

/** Every language that is known by name. The last resort is {@link unknownRow}. */
export const rows: readonly Row[] = [
  row('javascript', '.js .mjs .cjs .jsx .es6 .gs', {
    ids: ['javascript', 'javascriptreact'],
    ...cLike,
    strings: [
      doubleQuotes,
      singleQuotes,
      quoted('`', {
        multiline: true,
        template: true,
        interpolations: dollarBrace,
      }),
    ],
    slashRegex: true,
  }),
  row('typescript', '.ts .mts .cts .tsx', {
    ids: ['typescript', 'typescriptreact'],
    ...cLike,
    strings: [
      doubleQuotes,
      singleQuotes,
      quoted('`', {
        multiline: true,
        template: true,
        interpolations: dollarBrace,
      }),
    ],
    slashRegex: true,
  }),
  row('python', '.py .pyi .pyw .ipy .bzl .bazel', {
    names: ['sconstruct', 'sconscript', 'tiltfile'],
    ...hashCommented,
    strings: [
      quoted('"""', { multiline: true }),
      quoted("'''", { multiline: true }),
      doubleQuotes,
      singleQuotes,
    ],
    prefixes: {
      r: pythonRaw,
      b: pythonBytes,
      u: {},
      f: pythonFormat,
      t: pythonFormat,
      rb: { ...pythonRaw, ...pythonBytes },
      br: { ...pythonRaw, ...pythonBytes },
      rf: { ...pythonRaw, ...pythonFormat },
      fr: { ...pythonRaw, ...pythonFormat },
    },
  }),
  row('go', '.go', {
    ...cLike,
    strings: [doubleQuotes, quoted('`', { multiline: true, escape: 'none', raw: true })],
    openers: [opener("'", character)],
  }),
  row('rust', '.rs', {
    lineComments: [slashes],
    blockComments: [nestedSlashStar],
    strings: [quoted('"', { multiline: true })],
    prefixes: { b: { bytes: true }, c: {} },
    openers: [opener("'", character), opener('rbc', rustRaw)],
  }),
  row('java', '.java .jav', {
    ...cLike,
    strings: [quoted('"""', { multiline: true }), doubleQuotes],
    openers: [opener("'", character)],
  }),
  row('kotlin', '.kt .kts', {
    lineComments: [slashes],
    blockComments: [nestedSlashStar],
    strings: [
      quoted('"""', {
        multiline: true,
        escape: 'none',
        raw: true,
        interpolations: dollarBrace,
        sigil: '$',
      }),
      quoted('"', { interpolations: dollarBrace, sigil: '$' }),
    ],
    openers: [opener("'", character)],
  }),
  row('scala', '.scala .sc .sbt', {
    lineComments: [slashes],
    blockComments: [nestedSlashStar],
    strings: [quoted('"""', { multiline: true, escape: 'none', raw: true }), doubleQuotes],
    prefixes: { '*': { interpolations: dollarBrace, sigil: '$' } },
    openers: [opener("'", character)],
  }),
  row('groovy', '.groovy .gvy .gradle .jenkinsfile .nf', {
    names: ['jenkinsfile'],
    ...cLike,
    strings: [
      quoted('"""', {
        multiline: true,
        interpolations: dollarBrace,
        sigil: '$',
      }),
      quoted("'''", { multiline: true }),
      quoted('"', { interpolations: dollarBrace, sigil: '$' }),
      singleQuotes,
    ],
    openers: [opener('$', groovyDollarSlash)],
    slashRegex: true,
  }),
  row('csharp', '.cs .csx .cake', {
    ...cLike,
    strings: [doubleQuotes],
    prefixes: {
      $: { interpolations: brace },
      '@': { escape: 'doubled', multiline: true, raw: true },
      '$@': {
        escape: 'doubled',
        multiline: true,
        raw: true,
        interpolations: brace,
      },
      '@$': {
        escape: 'doubled',
        multiline: true,
        raw: true,
        interpolations: brace,
      },
    },
    openers: [opener('"$', csharpRaw), opener("'", character)],
  }),
  row('fsharp', '.fs .fsi .fsx', {
    lineComments: [slashes],
    blockComments: [{ open: '(*', close: '*)', nests: true }],
    strings: [
      quoted('"""', { multiline: true, escape: 'none', raw: true }),
      quoted('"', { multiline: true }),
    ],
    prefixes: {
      $: { interpolations: brace },
      '@': { escape: 'doubled', raw: true },
    },
    openers: [opener("'", character)],
  }),
  row('vb', '.vb .vbs .bas .cls', {
    lineComments: [{ mark: "'", where: 'anywhere' }],
    strings: [quoted('"', { escape: 'doubled' })],
    prefixes: { $: { interpolations: brace } },
  }),
  row('php', '.php .php4 .php5 .phtml .ctp', {
    lineComments: [slashes, hash],
    blockComments: [slashStar],
    strings: [
      quoted('"', {
        multiline: true,
        interpolations: [
          { open: '{$', close: '}' },
          { open: '${', close: '}' },
        ],
        sigil: '$',
      }),
      quoted("'", { multiline: true, raw: true }),
    ],
    openers: [opener('<', phpHereDocument)],
    host: 'php',
  }),
  row('ruby', '.rb .rake .gemspec .ru .podspec .rbi .cr', {
    names: ['gemfile', 'rakefile', 'podfile', 'vagrantfile', 'fastfile', 'appfile', 'brewfile', 'guardfile'],
    ...hashCommented,
    blockComments: [{ open: '\n=begin', close: '\n=end', nests: false }],
    strings: [
      quoted('"', { multiline: true, interpolations: hashBrace }),
      quoted("'", { multiline: true, raw: true }),
      quoted('`', { multiline: true, interpolations: hashBrace }),
    ],
    openers: [opener('<', hereDocument(hashBrace, '')), opener('%', rubyPercent)],
    slashRegex: true,
  }),
  row('perl', '.pl .pm .t .pod .psgi', {
    ids: ['perl', 'raku'],
    lineComments: [hashWord],
    strings: [
      quoted('"', { multiline: true, sigil: '$' }),
      quoted("'", { multiline: true, raw: true }),
      quoted('`', { multiline: true, sigil: '$' }),
    ],
    openers: [opener('<', hereDocument([], '$')), opener('q', perlQuoteLike)],
    slashRegex: true,
  }),
  row('swift', '.swift', {
    lineComments: [slashes],
    blockComments: [nestedSlashStar],
    strings: [
      quoted('"""', {
        multiline: true,
        interpolations: [{ open: '\\(', close: ')' }],
      }),
      quoted('"', { interpolations: [{ open: '\\(', close: ')' }] }),
    ],
    openers: [opener('#', swiftRaw)],
  }),
  row('objective-c', '.m .mm', {
    ids: ['objective-c', 'objective-cpp'],
    ...cLike,
    strings: [doubleQuotes],
    prefixes: { '@': {} },
    openers: [opener("'", character)],
  }),
  row('c', '.c .i', {
    ...cLike,
    strings: [doubleQuotes],
    prefixes: { l: {}, u8: {}, u: {} },
    openers: [opener("'", character)],
  }),
  row('cpp', '.cpp .cc .cxx .c++ .hpp .hh .hxx .h .ino .ipp .tpp .cu .cuh', {
    ids: ['cpp', 'cuda-cpp'],
    ...cLike,
    strings: [doubleQuotes],
    prefixes: { l: {}, u8: {}, u: {} },
    openers: [opener('RuUL', cppRaw), opener("'", character)],
  }),
  row('dart', '.dart', {
    lineComments: [slashes],
    blockComments: [nestedSlashStar],
    strings: [
      quoted('"""', {
        multiline: true,
        interpolations: dollarBrace,
        sigil: '$',
      }),
      quoted("'''", {
        multiline: true,
        interpolations: dollarBrace,
        sigil: '$',
      }),
      quoted('"', { interpolations: dollarBrace, sigil: '$' }),
      quoted("'", { interpolations: dollarBrace, sigil: '$' }),
    ],
    prefixes: {
      r: { escape: 'none', raw: true, interpolations: [], sigil: '' },
    },
  }),
  row('lua', '.lua .luau', {
    lineComments: [dashes],
    blockComments: [
      { open: '--[[', close: ']]', nests: false },
      { open: '--[=[', close: ']=]', nests: false },
    ],
    strings: [doubleQuotes, singleQuotes],
    openers: [opener('[', luaLong)],
  }),
  row('elixir', '.ex .exs .heex .eex', {
    ids: ['elixir', 'phoenix-heex'],
    ...hashCommented,
    strings: [
      quoted('"""', { multiline: true, interpolations: hashBrace }),
      quoted("'''", { multiline: true, interpolations: hashBrace }),
      quoted('"', { multiline: true, interpolations: hashBrace }),
      quoted("'", { multiline: true, interpolations: hashBrace }),
    ],
    openers: [opener('~', elixirSigil)],
  }),
  row('erlang', '.erl .hrl', {
    lineComments: [{ mark: '%', where: 'anywhere' }],
    strings: [quoted('"', { multiline: true }), singleQuotes],
  }),
  row('r', '.r .rprofile .rhistory', {
    names: ['.rprofile'],
    ...hashCommented,
    strings: [quoted('"', { multiline: true }), quoted("'", { multiline: true })],
    openers: [opener('rR', rRaw)],
  }),
  row('julia', '.jl', {
    ...hashCommented,
    blockComments: [{ open: '#=', close: '=#', nests: true }],
    strings: [
      quoted('"""', {
        multiline: true,
        interpolations: [{ open: '$(', close: ')' }],
        sigil: '$',
      }),
      quoted('"', {
        multiline: true,
        interpolations: [{ open: '$(', close: ')' }],
        sigil: '$',
      }),
    ],
    prefixes: {
      raw: { raw: true, interpolations: [], sigil: '' },
      b: { bytes: true },
      r: { regex: true },
    },
    openers: [opener("'", character)],
  }),
  row('haskell', '.hs .elm .purs', {
    ids: ['haskell', 'elm', 'purescript'],
    lineComments: [dashes],
    blockComments: [{ open: '{-', close: '-}', nests: true }],
    strings: [quoted('"""', { multiline: true }), doubleQuotes],
    openers: [opener("'", character)],
  }),
  row('ocaml', '.ml .mli', {
    blockComments: [{ open: '(*', close: '*)', nests: true }],
    strings: [quoted('"', { multiline: true })],
    openers: [opener("'", character)],
  }),
  row('clojure', '.clj .cljs .cljc .edn .lisp .el .scm .rkt', {
    ids: ['clojure', 'lisp', 'scheme', 'racket'],
    lineComments: [{ mark: ';', where: 'anywhere' }],
    strings: [quoted('"', { multiline: true })],
  }),
  row('coffeescript', '.coffee .litcoffee', {
    ...hashCommented,
    blockComments: [{ open: '###', close: '###', nests: false }],
    strings: [
      quoted('"""', { multiline: true, interpolations: hashBrace }),
      quoted("'''", { multiline: true }),
      quoted('"', { multiline: true, interpolations: hashBrace }),
      quoted("'", { multiline: true }),
    ],
  }),
  row('zig', '.zig', {
    lineComments: [slashes],
    strings: [doubleQuotes],
    openers: [opener("'", character)],
  }),
  row('nim', '.nim .nims', {
    ...hashCommented,
    blockComments: [{ open: '#[', close: ']#', nests: true }],
    strings: [quoted('"""', { multiline: true, escape: 'none', raw: true }), doubleQuotes],
    openers: [opener("'", character)],
  }),
  row(
    'shellscript',
    '.sh .bash .zsh .ksh .fish .bats .envrc .zshrc .bashrc .profile .bash_profile .zprofile .zshenv',
    {
      ids: ['shellscript', 'fish'],
      names: [
        '.bashrc',
        '.zshrc',
        '.profile',
        '.bash_profile',
        '.bash_aliases',
        '.envrc',
        '.zshenv',
        'apkbuild',
      ],
      style: 'shell',
      lineComments: [hashWord],
      strings: [
        quoted('"', {
          multiline: true,
          interpolations: shellParts,
          sigil: '$',
        }),
        quoted("'", { multiline: true, escape: 'none', raw: true }),
      ],
      // `$'…'` knows backslashes; `$"…"` is only translated.
      prefixes: { $: { escape: 'backslash', raw: false } },
      openers: [opener('<', hereDocument(shellParts, '$'))],
    },
  ),
  row('powershell', '.ps1 .psm1 .psd1', {
    style: 'shell',
    lineComments: [hashWord],
    blockComments: [{ open: '<#', close: '#>', nests: false }],
    strings: [
      quoted('@"', {
        close: '\n"@',
        multiline: true,
        escape: 'backtick',
        interpolations: [
          { open: '$(', close: ')' },
          { open: '${', close: '}' },
        ],
        sigil: '$',
        heredoc: 'expanding',
      }),
      quoted("@'", {
        close: "\n'@",
        multiline: true,
        escape: 'none',
        raw: true,
        heredoc: 'quoted',
      }),
      quoted('"', {
        multiline: true,
        escape: 'backtick',
        interpolations: [
          { open: '$(', close: ')' },
          { open: '${', close: '}' },
        ],
        sigil: '$',
      }),
      doubledSingle,
    ],
  }),
  row('bat', '.bat .cmd', {
    style: 'shell',
    lineComments: [
      { mark: 'rem ', where: 'lineStart' },
      { mark: 'REM ', where: 'lineStart' },
      { mark: 'Rem ', where: 'lineStart' },
      { mark: '@rem ', where: 'lineStart' },
      { mark: '@REM ', where: 'lineStart' },
      { mark: '::', where: 'lineStart' },
    ],
    strings: [quoted('"', { escape: 'none', sigil: '%' })],
  }),
  row('dockerfile', '.dockerfile .containerfile', {
    names: ['dockerfile', 'containerfile'],
    style: 'shell',
    lineComments: [hashLine],
    strings: [
      quoted('"', { interpolations: shellParts, sigil: '$', atValue: true }),
      quoted("'", { escape: 'none', raw: true, atValue: true }),
    ],
    openers: [opener('<', hereDocument(shellParts, '$'))],
  }),
  row('makefile', '.mk .mak .make', {
    names: ['makefile', 'gnumakefile', 'justfile'],
    ids: ['makefile', 'just'],
    style: 'shell',
    lineComments: [hashWord],
    strings: [
      quoted('"', { interpolations: shellParts, sigil: '$', atValue: true }),
      quoted("'", { escape: 'none', raw: true, atValue: true }),
    ],
  }),
  row('dotenv', '.env .flaskenv', {
    style: 'data',
    lineComments: [hashWord],
    strings: [
      quoted('"', {
        multiline: true,
        atValue: true,
        interpolations: dollarBrace,
        sigil: '$',
      }),
      quoted("'", {
        multiline: true,
        atValue: true,
        escape: 'none',
        raw: true,
      }),
      quoted('`', {
        multiline: true,
        atValue: true,
        escape: 'none',
        raw: true,
      }),
    ],
  }),
  row('http', '.http .rest', {
    ids: ['http', 'rest'],
    style: 'data',
    lineComments: [hashLine, { mark: '//', where: 'lineStart' }],
    strings: [quoted('"', { atValue: true })],
  }),
  row('json', '.json .jsonl .ndjson .webmanifest .har .geojson .jsonld .ipynb .map .code-profile .tfstate', {
    ids: ['json', 'jsonl'],
    names: ['composer.lock', '.bowerrc', '.jscsrc', 'pipfile.lock', 'deno.lock'],
    style: 'data',
    strings: [doubleQuotes],
  }),
  row('jsonc', '.jsonc .json5 .code-workspace .code-snippets .hujson', {
    ids: ['jsonc', 'json5', 'snippets'],
    names: [
      'tsconfig.json',
      'jsconfig.json',
      'mcp.json',
      'settings.json',
      'launch.json',
      '.eslintrc',
      '.babelrc',
    ],
    style: 'data',
    ...cLike,
    strings: [doubleQuotes, singleQuotes],
  }),
  row('yaml', '.yaml .yml .eyaml .eyml .cff', {
    ids: ['yaml', 'dockercompose', 'github-actions-workflow', 'helm', 'ansible', 'home-assistant'],
    style: 'data',
    lineComments: [hashWord],
    strings: [
      quoted('"', { multiline: true, atValue: true }),
      quoted("'", {
        multiline: true,
        atValue: true,
        escape: 'doubled',
        raw: true,
      }),
    ],
    host: 'yaml',
  }),
  row('toml', '.toml', {
    names: ['cargo.lock', 'poetry.lock', 'pipfile', 'uv.lock'],
    lineComments: [hash],
    style: 'data',
    strings: [
      quoted('"""', { multiline: true }),
      quoted("'''", { multiline: true, escape: 'none', raw: true }),
      doubleQuotes,
      rawSingle,
    ],
  }),
  row('ini', '.ini .cfg .inf .desktop .service .reg', {
    names: ['.pypirc', '.netrc', 'pip.conf', '.curlrc', '_netrc', '.wgetrc'],
    style: 'data',
    lineComments: [hashLine, semicolonLine],
    strings: dataQuotes,
  }),
  row('properties', '.properties .conf .gitconfig .npmrc .editorconfig .cnf', {
    names: ['.npmrc', '.yarnrc', '.gitconfig', '.hgrc'],
    style: 'data',
    lineComments: [hashLine, { mark: '!', where: 'lineStart' }, semicolonLine],
    strings: dataQuotes,
  }),
  row('terraform', '.tf .tfvars .hcl .nomad .tofu', {
    ids: ['terraform', 'terraform-vars', 'hcl', 'opentofu'],
    lineComments: [hash, slashes],
    blockComments: [slashStar],
    strings: [
      quoted('"', {
        interpolations: [
          { open: '${', close: '}' },
          { open: '%{', close: '}' },
        ],
      }),
    ],
    openers: [opener('<', hereDocument(dollarBrace, ''))],
  }),
  row('sql', '.sql .dsql .psql .ddl', {
    ids: ['sql', 'postgres', 'mysql', 'plsql'],
    lineComments: [dashes],
    blockComments: [slashStar],
    strings: [
      doubledSingle,
      quoted('"', { escape: 'doubled', multiline: true }),
      quoted('`', { escape: 'doubled' }),
    ],
    prefixes: { e: { escape: 'backslash', raw: false }, n: {}, b: {}, x: {} },
    openers: [opener('$', sqlDollar)],
  }),
  row('graphql', '.graphql .gql', {
    ...hashCommented,
    strings: [quoted('"""', { multiline: true }), doubleQuotes],
  }),
  row('proto', '.proto', {
    ...cLike,
    ids: ['proto', 'proto3'],
    strings: [doubleQuotes, singleQuotes],
  }),
  row('solidity', '.sol', { ...cLike, strings: [doubleQuotes, singleQuotes] }),
  row('css', '.css .scss .sass .less .styl', {
    ids: ['css', 'scss', 'sass', 'less', 'stylus'],
    lineComments: [],
    blockComments: [slashStar],
    strings: [doubleQuotes, singleQuotes],
  }),
  row(
    'xml',
    '.xml .xsd .xsl .xslt .svg .plist .csproj .props .config .resx .xaml .axml .storyboard .xib .pom .nuspec .wsdl .rss .jmx',
    {
      ids: ['xml', 'xsl'],
      names: ['pom.xml', 'web.config', 'nuget.config', 'app.config'],
      ...markup,
    },
  ),
  row(
    'html',
    '.html .htm .xhtml .shtml .ejs .hbs .handlebars .mustache .jsp .asp .aspx .erb .njk .cshtml .razor',
    {
      ids: ['html', 'handlebars', 'razor', 'jinja-html', 'django-html', 'erb'],
      ...markup,
    },
  ),
  row('vue', '.vue .svelte .astro', {
    ids: ['vue', 'svelte', 'astro'],
    ...markup,
  }),
  row('markdown', '.md .mdx .markdown .mdown .mkd .qmd .rmd', {
    ids: ['markdown', 'mdx', 'quarto', 'rmarkdown', 'prompt', 'instructions', 'chatagent', 'skill'],
    style: 'prose',
    blockComments: [angleBang],
    host: 'markdown',
  }),
  row('restructuredtext', '.rst .adoc .asciidoc .tex .org', {
    ids: ['restructuredtext', 'asciidoc', 'latex', 'tex', 'org'],
    style: 'prose',
  }),
  row('diff', '.diff .patch', { style: 'prose' }),
  row('plaintext', '.txt .log .text .csv .tsv .out', {
    ids: ['plaintext', 'log', 'csv', 'search-result', 'git-commit', 'git-rebase'],
    names: ['license', 'notice', 'authors', 'todo'],
    style: 'prose',
    lineComments: [hashLine, { mark: '//', where: 'lineStart' }],
  }),
];

/** What a file of an unknown kind is read as: common comment marks, common quotes, values without quotes. */
export const unknownRow: Row = row('unknown', '', {
  ids: [],
  style: 'data',
  lineComments: [
    hashWord,
    { mark: '//', where: 'wordStart' },
    semicolonLine,
    { mark: '--', where: 'wordStart' },
  ],
  blockComments: [slashStar, angleBang],
  strings: [quoted('"', { atValue: true }), quoted("'", { atValue: true }), quoted('`', { atValue: true })],
});
