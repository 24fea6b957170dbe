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

/** A number to a tenth, with the marks of VS Code's language: `1,234.5`. */
export function toATenth(value: number): string {
  return tenths.format(value);
}
