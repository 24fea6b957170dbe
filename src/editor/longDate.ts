import * as vscode from 'vscode';

/** A day as a person writes it, in VS Code's language; milliseconds since the epoch. */
export function longDate(milliseconds: number | undefined): string {
  return milliseconds === undefined
    ? ''
    : new Date(milliseconds).toLocaleDateString(vscode.env.language, { dateStyle: 'long' });
}
