import * as vscode from 'vscode';

const whole = new Intl.NumberFormat(vscode.env.language, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(vscode.env.language, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** A number without decimals, with the marks of VS Code's language: `50,000`. */
export function count(value: number): string {
  return whole.format(value);
}

/** Bytes in the unit that suits them, in VS Code's language: `12 kB`, `1.2 MB`. */
export function size(bytes: number): string {
  const [unit, length, digits] = bytes < 1e6 ? ['kilobyte', 1e3, 0] : ['megabyte', 1e6, 1];
  const words = new Intl.NumberFormat(vscode.env.language, {
    style: 'unit',
    unit,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return words.format(Math.ceil(bytes / (length / 10 ** digits)) / 10 ** digits);
}

/** A number to a tenth, with the marks of VS Code's language: `1,234.5`. */
export function toATenth(value: number): string {
  return tenths.format(value);
}
