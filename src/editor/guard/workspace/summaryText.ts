import * as vscode from 'vscode';
import type { Skip } from '../../../cli/sourceText.ts';
import { assertNever } from '../../assertNever.ts';
import { count, size, toATenth } from '../../numbers.ts';
import type { LeakPlace } from './leakStore.ts';
import type { Summary } from './workspaceScan.ts';

/** What a scan came to, as the view “Leaks” says it. */
export function summaryText(
  summary: Summary,
  places: readonly LeakPlace[],
  troubles: readonly string[],
): string {
  const { files, bytes, milliseconds, skipped, stale } = summary;
  const skips = Object.entries(skipped).map(([skip, files]) => skipText(skip as Skip, count(files)));
  return [
    foundText(places),
    vscode.l10n.t(
      'Scanned {0} files, {1}, in {2} s.',
      count(files),
      size(bytes),
      toATenth(milliseconds / 1000),
    ),
    skips.length > 0 ? vscode.l10n.t('Not scanned: {0}.', skips.join(', ')) : '',
    stale.length > 0
      ? vscode.l10n.t(
          '.mileapp-leaks.json names {0} values that are found nowhere any more, last in: {1}.',
          count(stale.length),
          stale.join(', '),
        )
      : '',
    ...troubles,
  ]
    .filter(Boolean)
    .join(' ');
}

/** How far a scan has come. */
export function progressText(soFar: Summary, total: number, places: number): string {
  const perSecond = soFar.milliseconds > 0 ? soFar.bytes / 1000 / soFar.milliseconds : 0;
  return vscode.l10n.t(
    '{0} of {1} files · {2} MB/s · {3} found',
    count(soFar.files),
    count(total),
    count(perSecond),
    count(places),
  );
}

function foundText(places: readonly LeakPlace[]): string {
  if (places.length === 0) return vscode.l10n.t('No leaked tokens.');
  const tokens = new Set(places.map(({ leak }) => leak.identity)).size;
  return vscode.l10n.t('Leaked tokens: {0}, in {1} places.', count(tokens), count(places.length));
}

function skipText(skip: Skip, files: string): string {
  switch (skip) {
    case 'binary':
      return vscode.l10n.t('{0} binary', files);
    case 'huge':
      return vscode.l10n.t('{0} larger than 10 MB', files);
    case 'special':
      return vscode.l10n.t('{0} links and the like', files);
    case 'unreadable':
      return vscode.l10n.t('{0} without permission', files);
    case 'gone':
      return vscode.l10n.t('{0} gone', files);
    default:
      return assertNever(skip);
  }
}
