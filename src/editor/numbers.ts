import * as vscode from 'vscode';

// Making one costs more than a thousand uses.
const whole = new Intl.NumberFormat(vscode.env.language, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(vscode.env.language, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

const bytesIn = (unit: string, digits: number) =>
  new Intl.NumberFormat(vscode.env.language, {
    style: 'unit',
    unit,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
const kilobytes = bytesIn('kilobyte', 0);
const megabytes = bytesIn('megabyte', 1);

/** A number without decimals, with the marks of VS Code's language: `50,000`. */
export function count(value: number): string {
  return whole.format(value);
}

/** Bytes in the unit that suits them, in VS Code's language: `12 kB`, `1.2 MB`. */
export function size(bytes: number): string {
  return bytes < 1e6
    ? kilobytes.format(Math.ceil(bytes / 1e3))
    : megabytes.format(Math.ceil(bytes / 1e5) / 10);
}

/** A number to a tenth, with the marks of VS Code's language: `1,234.5`. */
export function toATenth(value: number): string {
  return tenths.format(value);
}
