import * as vscode from 'vscode';
import type { Finding } from '../../leaks/index.ts';
import { assertNever } from '../assertNever.ts';
import { longDate } from '../longDate.ts';
import { ago } from './ago.ts';

/** What a person reads about a finding. It never contains the token. */
export function sentenceFor(finding: Finding): string {
  const { reason, isMileApp, expiresAt } = finding;
  const ends =
    expiresAt === undefined ? '' : ` ${vscode.l10n.t('It is valid until {0}.', longDate(expiresAt))}`;
  switch (reason) {
    case 'ownToken':
      return (
        vscode.l10n.t(
          'This is the token you are signed in to MileApp with. Whoever reads this file can act as you.',
        ) + ends
      );
    case 'expiredJwt':
      return isMileApp
        ? vscode.l10n.t('Hard-coded MileApp access token, expired {0}.', ago(expiresAt ?? 0))
        : vscode.l10n.t('Hard-coded bearer token, expired {0}.', ago(expiresAt ?? 0));
    case 'unsignedJwt':
      return vscode.l10n.t('Hard-coded token without a signature: no careful service accepts it.');
    case 'publishedSample':
      return vscode.l10n.t('A token from published documentation: it opens nothing.');
    case 'publicByDesign':
      return vscode.l10n.t('A token that is made to be public.');
    case 'inDotenv':
      return vscode.l10n.t('A token in a .env file: keep this file out of git.');
    case 'mileAppToken':
      return (
        vscode.l10n.t('Hard-coded MileApp access token: whoever reads this file can act as its owner.') + ends
      );
    case 'liveJwt':
    case 'encryptedJwt':
    case 'bearerScheme':
    case 'authorizationHeader':
    case 'tokenKey':
    case 'tokenArgument':
    case 'tokenFlag':
    case 'tokenPair':
      return vscode.l10n.t('Hard-coded bearer token: whoever reads this file can use it.') + ends;
    default:
      return assertNever(reason);
  }
}

/** Why a text counts as a token, in a few words. */
export function reasonInWords(reason: Finding['reason']): string {
  switch (reason) {
    case 'ownToken':
      return vscode.l10n.t('equal to your own token');
    case 'mileAppToken':
      return vscode.l10n.t('has the form of MileApp’s tokens');
    case 'liveJwt':
    case 'expiredJwt':
      return vscode.l10n.t('decodes as a JSON Web Token');
    case 'encryptedJwt':
      return vscode.l10n.t('decodes as an encrypted JSON Web Token');
    case 'unsignedJwt':
      return vscode.l10n.t('decodes as a JSON Web Token without a signature');
    case 'publishedSample':
      return vscode.l10n.t('stands in published documentation');
    case 'publicByDesign':
      return vscode.l10n.t('says of itself that it is public');
    case 'inDotenv':
      return vscode.l10n.t('stands in a .env file');
    case 'bearerScheme':
      return vscode.l10n.t('follows the word Bearer');
    case 'authorizationHeader':
      return vscode.l10n.t('is the value of an authorization header');
    case 'tokenKey':
      return vscode.l10n.t('is the value of a name for tokens');
    case 'tokenArgument':
      return vscode.l10n.t('is given to a call that takes a token');
    case 'tokenFlag':
      return vscode.l10n.t('is given to an option that takes a token');
    case 'tokenPair':
      return vscode.l10n.t('stands beside a name for tokens');
    default:
      return assertNever(reason);
  }
}
