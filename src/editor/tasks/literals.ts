import type { Json } from '../../mileapp/index.ts';

// Values as source text. Whatever a stranger wrote stays inside its quotes, and no character that turns the direction of
// text, or is invisible, stands in code as it is.

const unseen = /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const asReference = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON, over several lines. */
export function jsonText(value: Json): string {
  return JSON.stringify(value, undefined, 2).replace(unseen, asReference);
}

/** A word for a POSIX shell. */
export function shellText(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A string in double quotes that JavaScript, Python and Go read alike. */
export function doubleQuoted(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(unseen, asReference);
}

/** A string of JavaScript. */
export function jsText(text: string): string {
  return `'${doubleQuoted(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A string of PHP: in single quotes, where nothing has to be escaped but these and the backslash. */
export function phpText(text: string): string {
  const plain = text.toWellFormed();
  if (!/\p{Cc}/u.test(plain) && plain.search(unseen) < 0)
    return `'${plain.replace(/[\\']/g, (character) => `\\${character}`)}'`;
  const inside = plain
    .replace(/[\\"$]/g, (character) => `\\${character}`)
    .replace(unseen, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/\p{Cc}/gu, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
  return `"${inside}"`;
}

type Language = {
  text: (text: string) => string;
  key: (key: string) => string;
  nothing: string;
  yes: string;
  no: string;
  list: readonly [string, string];
  map: readonly [string, string];
  indent: string;
};

const javascript: Language = {
  text: jsText,
  // A literal `__proto__: …` would set the prototype; in brackets it is a key like others.
  key: (key) =>
    key === '__proto__' ? `['__proto__']: ` : `${/^[A-Za-z_]\w*$/.test(key) ? key : jsText(key)}: `,
  nothing: 'null',
  yes: 'true',
  no: 'false',
  list: ['[', ']'],
  map: ['{', '}'],
  indent: '  ',
};

const python: Language = {
  ...javascript,
  text: doubleQuoted,
  key: (key) => `${doubleQuoted(key)}: `,
  nothing: 'None',
  yes: 'True',
  no: 'False',
  indent: '    ',
};

const php: Language = {
  ...javascript,
  text: phpText,
  key: (key) => `${phpText(key)} => `,
  map: ['[', ']'],
  indent: '    ',
};

const languages = { javascript, python, php } as const;

/** A value as a literal, over several lines; those after the first are indented by `margin`. */
export function literal(language: keyof typeof languages, value: Json, margin = ''): string {
  return written(languages[language], value, margin);
}

function written(language: Language, value: Json, margin: string): string {
  if (value === null) return language.nothing;
  if (typeof value === 'boolean') return value ? language.yes : language.no;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return language.text(value);
  const inner = `${margin}${language.indent}`;
  const [open, close] = Array.isArray(value) ? language.list : language.map;
  const rows = Array.isArray(value)
    ? value.map((one) => written(language, one, inner))
    : Object.entries(value).map(([key, one]) => `${language.key(key)}${written(language, one, inner)}`);
  if (rows.length === 0) return `${open}${close}`;
  return `${open}\n${rows.map((row) => `${inner}${row},\n`).join('')}${margin}${close}`;
}
