/** One assignment of a `.env` file: `export` and quotes aside. */
const assignment = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/;

/** The value of a variable in a `.env` file: the last assignment counts. */
export function dotEnvValue(text: string, variable: string): string | undefined {
  const values = text.split(/\r?\n/).flatMap((line) => {
    const match = assignment.exec(line);
    return match?.[1] === variable ? [unquoted(match[2] ?? '')] : [];
  });
  return values.at(-1) || undefined;
}

/**
 * The name under which a value can be kept: the one asked for, or the first of `NAME_2`, `NAME_3` … that is free or
 * holds this very value.
 */
export function freeName(text: string, variable: string, value: string): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? variable : `${variable}_${count}`;
    const taken = dotEnvValue(text, name);
    if (taken === undefined || taken === value) return name;
  }
}

/** The text with the variable added at its end, in the file's own line ends; as it was where the variable is there. */
export function withVariable(text: string, variable: string, value: string): string {
  if (isAssigned(text, variable)) return text;
  return withLine(text, `${variable}=${/^[\w.~+/=:@-]*$/.test(value) ? value : `'${value}'`}`);
}

/** The text with a line added at its end, in the file's own line ends; as it was where that line is there. */
export function withLine(text: string, line: string): string {
  if (text.split(/\r?\n/).includes(line)) return text;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${text === '' || text.endsWith('\n') ? '' : eol}${line}${eol}`;
}

function isAssigned(text: string, variable: string): boolean {
  return text.split(/\r?\n/).some((line) => {
    const match = assignment.exec(line);
    return match?.[1] === variable && unquoted(match[2] ?? '') !== '';
  });
}

function unquoted(value: string): string {
  const trimmed = value.trim();
  return /^(["'`]).*\1$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed.replace(/\s#.*$/s, '').trimEnd();
}
