import * as vscode from 'vscode';

const units = [
  ['year', 365.25 * 86_400_000],
  ['month', 30.44 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
] as const;

/** How long ago something was, in words of VS Code's language: “3 years ago”. Milliseconds since the epoch. */
export function ago(moment: number, now = Date.now()): string {
  const words = new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'always' });
  const passed = Math.max(0, now - moment);
  const [unit, length] = units.find(([, least]) => passed >= least) ?? (['minute', 60_000] as const);
  return words.format(-Math.floor(passed / length), unit);
}
