import * as vscode from 'vscode';

const format = new Intl.DateTimeFormat(vscode.env.language, {
  weekday: 'short',
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

/** A moment of the API (ISO 8601) in this machine's time, with its zone; undefined for none. */
export function zonedTime(iso: string | undefined): string | undefined {
  const moment = Date.parse(iso ?? '');
  return Number.isNaN(moment) ? undefined : format.format(moment);
}
