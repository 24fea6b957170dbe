import * as vscode from 'vscode';
import type { MileAppError } from '../mileapp/index.ts';
import { assertNever } from './assertNever.ts';
import { maskAll } from './mask.ts';
import { commands } from './names.ts';

/** What went wrong in one sentence for a person, and the one thing to do about it. */
export type Explanation = { sentence: string; remedy: vscode.Command };

/** The sentence and the remedy for an error of the API's client; for any other error, what can honestly be said. */
export function explain(error: unknown): Explanation {
  if (!isMileAppError(error))
    return { sentence: vscode.l10n.t('Something went wrong in the MileApp extension.'), remedy: showLog() };
  switch (error.kind) {
    case 'signedOut':
      return { sentence: vscode.l10n.t('You are not signed in to MileApp.'), remedy: signIn() };
    case 'unauthorized':
      return {
        sentence: vscode.l10n.t('MileApp no longer accepts this token: it was deleted, or it expired.'),
        remedy: { command: commands.signIn, title: vscode.l10n.t('Replace Token') },
      };
    case 'forbidden':
      return { sentence: vscode.l10n.t('Your role in MileApp does not allow this.'), remedy: retry() };
    case 'notFound':
      return { sentence: vscode.l10n.t('MileApp does not have this, or no longer.'), remedy: retry() };
    case 'conflict':
      return {
        sentence: vscode.l10n.t('Somebody changed this in MileApp in the meantime.'),
        remedy: retry(),
      };
    case 'rejected':
      return {
        sentence: vscode.l10n.t('MileApp refused the request: {0}', maskAll(error.message)),
        remedy: retry(),
      };
    case 'tooLarge':
      return { sentence: vscode.l10n.t('MileApp sent an answer too large to be read.'), remedy: retry() };
    case 'rateLimited':
      return {
        sentence: vscode.l10n.t('MileApp asks to wait: too many requests from your organization.'),
        remedy: retry(),
      };
    case 'server':
      return {
        sentence: vscode.l10n.t('MileApp has a problem of its own. Try again in a moment.'),
        remedy: retry(),
      };
    case 'unreachable':
      return { sentence: whyUnreachable(error), remedy: retry() };
    case 'timeout':
      return { sentence: vscode.l10n.t('MileApp took too long to answer.'), remedy: retry() };
    case 'unreadable':
      return { sentence: vscode.l10n.t('MileApp sent an answer that could not be read.'), remedy: showLog() };
    case 'refused':
      return {
        sentence: vscode.l10n.t('The MileApp address in the settings is not one a token may be sent to.'),
        remedy: {
          command: commands.openSettings,
          title: vscode.l10n.t('Open Settings'),
        },
      };
    default:
      return assertNever(error.kind);
  }
}

function whyUnreachable({ reason }: MileAppError): string {
  switch (reason) {
    case 'dns':
      return vscode.l10n.t('MileApp cannot be reached: its address could not be looked up. Are you offline?');
    case 'refusedConnection':
      return vscode.l10n.t('MileApp cannot be reached: the connection was refused.');
    case 'broken':
      return vscode.l10n.t('MileApp cannot be reached: the connection broke off.');
    case 'certificate':
      return vscode.l10n.t('MileApp cannot be reached: its certificate is not trusted on this machine.');
    case 'proxy':
      return vscode.l10n.t('MileApp cannot be reached: the proxy did not let the request through.');
    case 'proxyAuthentication':
      return vscode.l10n.t('MileApp cannot be reached: the proxy asks for a user name and a password.');
    case 'network':
    case undefined:
      return vscode.l10n.t('MileApp cannot be reached: there is a problem with the network.');
    default:
      return assertNever(reason);
  }
}

/** By its shape, not its class: the client may have been loaded from another chunk. */
function isMileAppError(error: unknown): error is MileAppError {
  return error instanceof Error && error.name === 'MileAppError' && 'kind' in error;
}

const signIn = (): vscode.Command => ({ command: commands.signIn, title: vscode.l10n.t('Sign In') });
const retry = (): vscode.Command => ({ command: commands.refresh, title: vscode.l10n.t('Try Again') });
const showLog = (): vscode.Command => ({ command: commands.showLog, title: vscode.l10n.t('Show Log') });
