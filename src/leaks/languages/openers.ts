import type { Interpolation, Opened, Opener, Shape } from './row.ts';
import { plainShape } from './row.ts';

function opened(
  start: number,
  contentStart: number,
  shape: Partial<Shape>,
  rest: Partial<Pick<Opened, 'prefix' | 'deferred' | 'indented'>> = {},
): Opened {
  return {
    start,
    contentStart,
    shape: { ...plainShape, ...shape },
    prefix: '',
    deferred: false,
    indented: false,
    ...rest,
  };
}

const isWord = (code: number) =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;

const afterWord = (text: string, at: number) => at > 0 && isWord(text.charCodeAt(at - 1));

/** An opener by pattern; the pattern is sticky, so each call places it anew. */
function opener(
  source: string,
  build: (found: RegExpExecArray, text: string, at: number) => Opened | undefined,
): Opener {
  const pattern = new RegExp(source, 'y');
  return (text, at) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    return found ? build(found, text, at) : undefined;
  };
}

/** `<<EOF`, `<<-'EOF'`, `<<~EOF`: shells, Ruby, Perl, Terraform, Dockerfiles. */
export function hereDocument(interpolations: readonly Interpolation[], sigil: string): Opener {
  return opener(
    '<<([-~]?)[ \\t]{0,8}(?:\\\\?([A-Za-z_]\\w{0,63})|\'([^\'\\n]{1,64})\'|"([^"\\n]{1,64})")',
    (found, text, at) => {
      if (text.charCodeAt(at - 1) === 60) return undefined;
      const spaced = /^<<[-~]?[ \t]/.test(found[0]);
      const bare = found[2];
      if (bare !== undefined && spaced) return undefined;
      // `1 <<x` and `array <<VALUE` are shifts and appends more often than documents.
      if (bare !== undefined && found[1] === '' && afterWord(text, at)) return undefined;
      const quotedName = found[3] !== undefined || found[0].includes('\\');
      return opened(
        at,
        at + found[0].length,
        {
          close: bare ?? found[3] ?? found[4] ?? '',
          escape: quotedName ? 'none' : 'backslash',
          multiline: true,
          interpolations: quotedName ? [] : interpolations,
          sigil: quotedName ? '' : sigil,
          raw: quotedName,
          heredoc: quotedName ? 'quoted' : 'expanding',
        },
        { deferred: true, indented: found[1] !== '' },
      );
    },
  );
}

/** PHP's `<<<EOT` and `<<<'EOT'`. */
export const phpHereDocument: Opener = opener(
  '<<<[ \\t]{0,8}(?:([A-Za-z_]\\w{0,63})|\'(\\w{1,64})\'|"(\\w{1,64})")',
  (found, _text, at) => {
    const isQuoted = found[2] !== undefined;
    return opened(
      at,
      at + found[0].length,
      {
        close: found[1] ?? found[2] ?? found[3] ?? '',
        escape: isQuoted ? 'none' : 'backslash',
        multiline: true,
        interpolations: isQuoted
          ? []
          : [
              { open: '{$', close: '}' },
              { open: '${', close: '}' },
            ],
        sigil: isQuoted ? '' : '$',
        raw: isQuoted,
        heredoc: isQuoted ? 'quoted' : 'expanding',
      },
      { deferred: true, indented: true },
    );
  },
);

/** Rust's `r#"…"#`, `br"…"`, `cr"…"`. */
export const rustRaw: Opener = opener('([bc]?r)(#{0,16})"', (found, text, at) =>
  afterWord(text, at)
    ? undefined
    : opened(
        at,
        at + found[0].length,
        {
          close: `"${found[2]}`,
          escape: 'none',
          multiline: true,
          raw: true,
          bytes: found[1] === 'br',
        },
        { prefix: found[1] ?? '' },
      ),
);

/** Swift's `#"…"#` and `#"""…"""#`. */
export const swiftRaw: Opener = opener('(#{1,8})("""|")', (found, _text, at) =>
  opened(
    at,
    at + found[0].length,
    {
      close: `${found[2]}${found[1]}`,
      escape: 'none',
      multiline: found[2] === '"""',
      raw: true,
      interpolations: [{ open: `\\${found[1]}(`, close: ')' }],
    },
    { prefix: found[1] ?? '' },
  ),
);

/** C#'s `"""…"""`, with as many quotes as it likes, and `$` before them. */
export const csharpRaw: Opener = opener('(\\${0,4})("{3,16})', (found, text, at) => {
  // `@"""x"` is a verbatim literal that begins with a quote.
  if (/@\$?$/.test(text.slice(Math.max(0, at - 2), at))) return undefined;
  const dollars = (found[1] ?? '').length;
  return opened(
    at,
    at + found[0].length,
    {
      close: found[2] ?? '"""',
      escape: 'none',
      multiline: true,
      raw: true,
      interpolations: dollars > 0 ? [{ open: '{'.repeat(dollars), close: '}' }] : [],
    },
    { prefix: found[1] ?? '' },
  );
});

/** Lua's `[[…]]` and `[==[…]==]`. */
export const luaLong: Opener = opener('\\[(={0,16})\\[', (found, _text, at) =>
  opened(at, at + found[0].length, {
    close: `]${found[1]}]`,
    escape: 'none',
    multiline: true,
    raw: true,
  }),
);

/** C++'s `R"tag(…)tag"`. */
export const cppRaw: Opener = opener('(u8|[uUL])?R"([^()\\\\\\s"]{0,16})\\(', (found, text, at) =>
  afterWord(text, at)
    ? undefined
    : opened(
        at,
        at + found[0].length,
        {
          close: `)${found[2]}"`,
          escape: 'none',
          multiline: true,
          raw: true,
        },
        { prefix: `${found[1] ?? ''}R` },
      ),
);

const bracketPairs: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  '<': '>',
};

/** R's `r"(…)"` and `R"---[…]---"`. */
export const rRaw: Opener = opener('([rR])(["\'])(-{0,16})([([{])', (found, text, at) =>
  afterWord(text, at)
    ? undefined
    : opened(
        at,
        at + found[0].length,
        {
          close: `${bracketPairs[found[4] ?? '(']}${found[3]}${found[2]}`,
          escape: 'none',
          multiline: true,
          raw: true,
        },
        { prefix: found[1] ?? '' },
      ),
);

/** PostgreSQL's `$$…$$` and `$tag$…$tag$`. */
export const sqlDollar: Opener = opener('\\$([A-Za-z_]\\w{0,31})?\\$', (found, text, at) =>
  afterWord(text, at)
    ? undefined
    : opened(at, at + found[0].length, {
        close: found[0],
        escape: 'none',
        multiline: true,
        raw: true,
      }),
);

/** Quote-like words with a mark of the writer's choice: `%q(…)`, `qq{…}`, `~s|…|`. */
function quoteLike(
  source: string,
  shapeOf: (word: string) => Partial<Shape>,
  mayFollow: (text: string, at: number, word: string) => boolean,
): Opener {
  return opener(source, (found, text, at) => {
    if (!mayFollow(text, at, found[1] ?? '')) return undefined;
    const mark = found[0].endsWith('"""') ? '"""' : (found[0].at(-1) ?? '');
    return opened(
      at,
      at + found[0].length,
      {
        escape: 'backslash',
        multiline: true,
        ...shapeOf(found[1] ?? ''),
        close: bracketPairs[mark] ?? mark,
      },
      { prefix: found[0].slice(0, -mark.length) },
    );
  });
}

const hashBrace: readonly Interpolation[] = [{ open: '#{', close: '}' }];

/** Whether `%` begins a literal rather than a remainder: `f(%Q(…))`, `puts %q(…)`, but not `a %(b)` or `) %q(b)`. */
function mayBeginPercent(text: string, at: number, word: string): boolean {
  const before = text[at - 1] ?? '';
  if (before !== ' ' && before !== '\t') return !/[\w)\]}.]/.test(before);
  return !(word === '' ? /[\w)\]}]/ : /[\d)\]}]/).test(text[at - 2] ?? '');
}

export const rubyPercent: Opener = quoteLike(
  '%([qQwWiIrx]?)[(\\[{<|!/]',
  (word) => ({
    raw: word === 'q' || word === 'w' || word === 'i',
    regex: word === 'r',
    interpolations: word === 'q' || word === 'w' || word === 'i' ? [] : hashBrace,
  }),
  mayBeginPercent,
);

export const perlQuoteLike: Opener = quoteLike(
  '(qq|qw|qr|q)[(\\[{<|!/~]',
  (word) => ({
    raw: word === 'q' || word === 'qw',
    regex: word === 'qr',
    sigil: word === 'q' || word === 'qw' ? '' : '$',
  }),
  (text, at) => !/[\w$@%&>-]/.test(text[at - 1] ?? ''),
);

export const elixirSigil: Opener = quoteLike(
  '~([a-zA-Z])(?:"""|[(\\[{<|/"\'])',
  (word) => ({
    raw: word >= 'A' && word <= 'Z',
    regex: word === 'r' || word === 'R',
    interpolations: word >= 'A' && word <= 'Z' ? [] : hashBrace,
  }),
  (text, at) => !afterWord(text, at),
);

/** Groovy's `$/…/$`. */
export const groovyDollarSlash: Opener = opener('\\$/', (_found, _text, at) =>
  opened(at, at + 2, {
    close: '/$',
    escape: 'none',
    multiline: true,
    interpolations: [{ open: '${', close: '}' }],
    sigil: '$',
  }),
);

/** `'x'`, `'\n'`, `'\u{1F600}'` where a single quote holds one character; a lifetime or a prime stays code. */
export const character: Opener = opener(
  "'(?:\\\\[^\\n][^'\\n]{0,10}|[^'\\\\\\n]{1,2})'",
  (_found, text, at) =>
    afterWord(text, at) && text[at - 1] !== 'b' && text[at - 1] !== 'L' && text[at - 1] !== 'u'
      ? undefined
      : opened(at, at + 1, { close: "'", char: true }),
);
