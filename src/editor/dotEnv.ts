/** One assignment of a `.env` file: `export` aside. */
const assignment = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/;

/** Every assignment in a `.env` file, in order, without its quotes. */
function assignmentsOf(text: string): (readonly [name: string, value: string])[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const match = assignment.exec(line);
    return match?.[1] ? [[match[1], unquoted(match[2] ?? '')] as const] : [];
  });
}

function unquoted(value: string): string {
  const trimmed = value.trim();
  const quoted = /^(["'`])(.*?)\1\s*(?:#.*)?$/.exec(trimmed);
  return quoted ? (quoted[2] ?? '') : trimmed.replace(/\s#.*$/s, '').trimEnd();
}

/** The value of a variable in a `.env` file: the last assignment counts. */
export function dotEnvValue(text: string, variable: string): string | undefined {
  return new Map(assignmentsOf(text)).get(variable) || undefined;
}

/** The names that hold a value. */
export function namesIn(text: string): string[] {
  return [...new Map(assignmentsOf(text))].flatMap(([name, held]) => (held ? [name] : []));
}

/** The name that holds this value, if one does. */
export function nameOfValue(text: string, value: string): string | undefined {
  return [...new Map(assignmentsOf(text))].find(([, held]) => held === value)?.[0];
}

/**
 * The text with the variable added at its end, in the file's own line ends; as it was where the variable has a value,
 * or where it is there and has to have none.
 */
export function withVariable(text: string, variable: string, value: string): string {
  const assigned = assignmentsOf(text).flatMap(([name, held]) => (name === variable ? [held] : []));
  if (assigned.some((held) => held !== '') || (value === '' && assigned.length > 0)) return text;
  return withLine(text, `${variable}=${/^[\w.~+/=:@-]*$/.test(value) ? value : `'${value}'`}`);
}

/** The text with a line added at its end, in the file's own line ends; as it was where that line is there. */
export function withLine(text: string, line: string): string {
  if (text.split(/\r?\n/).includes(line)) return text;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${text === '' || text.endsWith('\n') ? '' : eol}${line}${eol}`;
}
