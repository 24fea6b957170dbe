import * as vscode from 'vscode';
import { cleanToken, type MileApp, readExpiry } from '../../mileapp/index.ts';
import { assertNever } from '../assertNever.ts';
import { explain } from '../explain.ts';
import { longDate } from '../longDate.ts';
import { dashboardUrl, mileAppUrl } from '../names.ts';
import type { Account } from './vault.ts';

/** What the box needs from outside. */
export type SignIn = {
  /** The address the token is checked with and will belong to. */
  baseUrl: string;
  connect(baseUrl: string, token: () => Promise<string | undefined>): MileApp;
  save(account: Account, token: string): Promise<boolean>;
};

/**
 * Asks for an access token and stores it only if the API takes it. The box stays open when focus leaves it, says why
 * a token was refused, and checks on Enter, never while typing.
 * @returns the account, or undefined where the user gave up
 */
export async function askForToken({ baseUrl, connect, save }: SignIn): Promise<Account | undefined> {
  const box = vscode.window.createInputBox();
  const openMileApp: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('link-external'),
    tooltip: vscode.l10n.t('Open MileApp to create a token'),
  };
  box.title = vscode.l10n.t('MileApp: Sign In');
  box.prompt = promptFor(baseUrl);
  box.placeholder = vscode.l10n.t('Access token');
  box.password = true;
  box.ignoreFocusOut = true;
  box.buttons = [openMileApp];

  const closed = new AbortController();
  try {
    return await new Promise<Account | undefined>((resolve, reject) => {
      box.onDidHide(() => {
        closed.abort();
        resolve(undefined);
      });
      box.onDidTriggerButton(() => void vscode.env.openExternal(vscode.Uri.parse(dashboardUrl)));
      box.onDidChangeValue(() => {
        box.validationMessage = undefined;
      });
      box.onDidAccept(() => {
        if (box.busy) return;
        box.busy = true;
        box.validationMessage = undefined;
        checkToken(box.value, baseUrl, connect, closed.signal)
          .then(async (result) => {
            if ('refused' in result) box.validationMessage = result.refused;
            // Whoever has closed the box meanwhile does not want it stored.
            else if (closed.signal.aborted) resolve(undefined);
            else if (await save(result.account, result.token).catch(() => false)) resolve(result.account);
            else box.validationMessage = lost();
          })
          .catch((error: unknown) => {
            if (!closed.signal.aborted) reject(error);
          })
          .finally(() => {
            box.busy = false;
          });
      });
      box.show();
    });
  } finally {
    box.value = '';
    box.dispose();
  }
}

/** What became of a token that was tried: the account it belongs to, or a sentence that says why not. */
export type Checked = { account: Account; token: string } | { refused: string };

/** Asks the API whose token this is. Stores nothing. Rejects only with the signal's reason. */
export async function checkToken(
  pasted: string,
  baseUrl: string,
  connect: SignIn['connect'],
  signal: AbortSignal,
): Promise<Checked> {
  const cleaned = cleanToken(pasted);
  if ('refused' in cleaned) return { refused: sentenceFor(cleaned.refused) };
  const { token } = cleaned;
  const expiresAt = readExpiry(token);
  const now = Date.now();
  if (expiresAt !== undefined && expiresAt <= now) {
    return {
      refused: vscode.l10n.t(
        'This token expired on {0}. Create a new one in MileApp and paste it here.',
        longDate(expiresAt),
      ),
    };
  }
  try {
    const me = await connect(baseUrl, async () => token).me(signal);
    const account: Account = {
      id: `${me.id}@${new URL(baseUrl).host}`,
      baseUrl,
      userName: me.name ?? me.email ?? me.id,
      email: me.email ?? '',
      organization: me.organizationName ?? '',
      ...(expiresAt === undefined ? {} : { expiresAt }),
      savedAt: now,
    };
    return { account, token };
  } catch (error) {
    if (signal.aborted) throw error;
    if ((error as { kind?: unknown }).kind === 'unauthorized') {
      return {
        refused: vscode.l10n.t(
          'MileApp does not accept this token. It may be incomplete, deleted or expired: create a new one and paste it here.',
        ),
      };
    }
    return { refused: explain(error).sentence };
  }
}

function sentenceFor(
  refusal: Extract<ReturnType<typeof cleanToken>, { refused: unknown }>['refused'],
): string {
  switch (refusal) {
    case 'empty':
      return vscode.l10n.t('Paste an access token first.');
    case 'tooLong':
      return vscode.l10n.t(
        'This is too long to be an access token. Copy the token alone, without anything around it.',
      );
    case 'unsafe':
      return vscode.l10n.t(
        'An access token has no spaces, line breaks or special characters inside. Copy the token alone.',
      );
    default:
      return assertNever(refusal);
  }
}

/** Where the token comes from, and where it will go if that is not MileApp's own address. */
function promptFor(baseUrl: string): string {
  const where = vscode.l10n.t('Paste an access token from MileApp: Profile → Access Token → New.');
  if (baseUrl === mileAppUrl) return where;
  const address = vscode.l10n.t(
    'It will be sent to {0}, which is not MileApp’s own address.',
    new URL(baseUrl).origin,
  );
  return `${where} ${address}`;
}

/** What is said where the keyring did not give back what it was given. */
export function lost(): string {
  return vscode.l10n.t('The system keyring did not keep the token, so you are not signed in to MileApp.');
}
