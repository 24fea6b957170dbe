import * as vscode from 'vscode';
import { longDate } from '../longDate.ts';
import { commands } from '../names.ts';
import { plainText } from '../plainText.ts';
import type { AccountState, Accounts } from './accounts.ts';
import { type ExpiryStep, stepAt, untilNextStep, type warningDays } from './expirySteps.ts';
import type { Account } from './vault.ts';

/**
 * The status bar item, and the one warning at each step towards a token's end. One timer, at most a day ahead, and
 * none where no token ends.
 */
export class ExpiryWatch implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #memory: vscode.Memento;
  readonly #item = vscode.window.createStatusBarItem('mileapp.account', vscode.StatusBarAlignment.Right, 50);
  readonly #listener: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;

  /** @param memory where it is kept which steps were told, in all windows */
  constructor(accounts: Accounts, memory: vscode.Memento) {
    this.#accounts = accounts;
    this.#memory = memory;
    this.#item.name = vscode.l10n.t('MileApp Account');
    this.#listener = accounts.onDidChange((state) => this.#show(state));
    this.#show(accounts.state);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listener.dispose();
    this.#item.dispose();
  }

  #show(state: AccountState): void {
    clearTimeout(this.#timer);
    if (state.kind === 'signedOut') {
      this.#item.hide();
      return;
    }
    const { account } = state;
    const now = Date.now();
    const step: ExpiryStep = account.expiresAt === undefined ? 'far' : stepAt(account.expiresAt, now);
    const useless = state.kind !== 'signedIn';
    Object.assign(this.#item, face(account, step, useless));
    this.#item.show();
    if (account.expiresAt === undefined) return;
    const wait = untilNextStep(account.expiresAt, now);
    if (wait !== undefined) {
      this.#timer = setTimeout(() => {
        this.#accounts.recheck();
        this.#show(this.#accounts.state);
      }, wait);
    }
    if (!useless && step !== 'far' && step !== 'expired') void this.#tellOnce(account, step);
  }

  async #tellOnce(account: Account, step: (typeof warningDays)[number]): Promise<void> {
    const key = `expiryTold/${account.id}`;
    const told = this.#memory.get<{ savedAt: number; step: number }>(key);
    if (told?.savedAt === account.savedAt && told.step <= step) return;
    await this.#memory.update(key, { savedAt: account.savedAt, step });
    const replace = vscode.l10n.t('Replace Token');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        'Your MileApp token expires on {0}. Create a new one before it does.',
        longDate(account.expiresAt),
      ),
      replace,
    );
    if (chosen) await vscode.commands.executeCommand(commands.signIn);
  }
}

type Face = Pick<
  vscode.StatusBarItem,
  'text' | 'tooltip' | 'backgroundColor' | 'command' | 'accessibilityInformation'
>;

function face(account: Account, step: ExpiryStep, useless: boolean): Face {
  const { userName, organization, expiresAt } = account;
  const who = [userName, organization].filter(Boolean).join(' · ');
  if (useless || step === 'expired') {
    const sentence =
      step === 'expired'
        ? vscode.l10n.t('Your MileApp token expired on {0}. Click to replace it.', longDate(expiresAt))
        : vscode.l10n.t('MileApp no longer accepts your token. Click to replace it.');
    return {
      text: `$(error) ${vscode.l10n.t('MileApp: replace token')}`,
      tooltip: `${who}\n${sentence}`,
      backgroundColor: new vscode.ThemeColor('statusBarItem.errorBackground'),
      command: commands.signIn,
      accessibilityInformation: { label: sentence },
    };
  }
  const ends =
    expiresAt === undefined
      ? vscode.l10n.t('The token does not say when it expires.')
      : vscode.l10n.t('The token expires on {0}.', longDate(expiresAt));
  const near = step !== 'far';
  return {
    text: near
      ? `$(warning) ${step === 1 ? vscode.l10n.t('MileApp: token expires today or tomorrow') : vscode.l10n.t('MileApp: token expires within {0} days', step)}`
      : `$(account) ${plainText(userName)}`,
    tooltip: `MileApp: ${who}\n${ends}`,
    backgroundColor: near ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined,
    command: commands.switchAccount,
    accessibilityInformation: { label: vscode.l10n.t('MileApp account {0}. {1}', who, ends) },
  };
}
