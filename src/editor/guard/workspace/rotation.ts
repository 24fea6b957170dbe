import * as vscode from 'vscode';
import { assertNever } from '../../assertNever.ts';
import { dashboardUrl } from '../../names.ts';

/** A leaked token while the flow's window lives. It is never stored; `token` goes when the window closes. */
export type Rotated = {
  token: string | undefined;
  masked: string;
  isMileApp: boolean;
};

/** What the flow needs from outside. */
export type RotationParts = {
  /** Signs in with a new token, which is validated; whether that was done. */
  signIn: () => Promise<boolean>;
  /** Replaces the token everywhere it stands; whether something was replaced. */
  replace: (rotated: Rotated) => Promise<boolean>;
  /** Asks the API once whether it still takes a token. */
  stillWorks: (token: string) => Promise<'works' | 'dead' | 'unknown'>;
  /** Where that question goes, for the consent. */
  origin: () => string;
};

type Step = 'delete' | 'signIn' | 'replace' | 'check';
type State = 'open' | 'done' | 'stillWorks' | 'unknown';

/**
 * Leads through what to do about a leaked token, after MileApp's own advice (mileapp-api.md, §6): delete it, make a
 * new one, replace it everywhere, check that the old one is dead. Of tokens that are not MileApp's nothing is sent
 * anywhere. Ends when the list is closed, and says what was left out.
 */
export async function rotate(rotated: Rotated, parts: RotationParts): Promise<void> {
  const states: Record<Step, State> = { delete: 'open', signIn: 'open', replace: 'open', check: 'open' };
  const steps: Step[] = rotated.isMileApp ? ['delete', 'signIn', 'replace', 'check'] : ['delete', 'replace'];
  const flow = { ...rotated };
  for (;;) {
    const step = await choose(flow, steps, states);
    if (!step) break;
    states[step] = await take(step, flow, parts, states[step]);
  }
  flow.token = undefined;
  if (rotated.isMileApp && states.check !== 'done') {
    void vscode.window.showWarningMessage(
      states.check === 'stillWorks'
        ? vscode.l10n.t('The leaked token {0} still works. Delete its key in MileApp.', rotated.masked)
        : vscode.l10n.t('The leaked token {0}: not checked whether it is dead.', rotated.masked),
    );
  }
}

type Item = vscode.QuickPickItem & { step?: Step };

async function choose(
  { masked, isMileApp }: Rotated,
  steps: readonly Step[],
  states: Readonly<Record<Step, State>>,
): Promise<Step | undefined> {
  const items = steps.map((step, index): Item => {
    const [label, detail] = stepText(step, isMileApp);
    return {
      step,
      label: `${index + 1}. ${label}`,
      detail,
      description: stateText(states[step]),
      iconPath: new vscode.ThemeIcon(states[step] === 'done' ? 'pass-filled' : 'circle-large-outline'),
    };
  });
  const close: Item = { label: vscode.l10n.t('Close'), iconPath: new vscode.ThemeIcon('close') };
  const chosen = await vscode.window.showQuickPick([...items, close], {
    title: vscode.l10n.t('Handle the leaked token {0}', masked),
    placeHolder: vscode.l10n.t('Step by step: removing it from a file does not take it back'),
    ignoreFocusOut: true,
  });
  return chosen?.step;
}

async function take(step: Step, flow: Rotated, parts: RotationParts, before: State): Promise<State> {
  switch (step) {
    case 'delete':
      return deleteKey(flow);
    case 'signIn':
      return (await parts.signIn()) ? 'done' : before;
    case 'replace':
      return (await parts.replace(flow)) ? 'done' : before;
    case 'check':
      return check(flow, parts, before);
    default:
      return assertNever(step);
  }
}

async function deleteKey({ isMileApp }: Rotated): Promise<State> {
  if (isMileApp) await vscode.env.openExternal(vscode.Uri.parse(dashboardUrl));
  return 'done';
}

async function check(flow: Rotated, { stillWorks, origin }: RotationParts, before: State): Promise<State> {
  flow.token ??= await pasteAgain();
  if (!flow.token) return before;
  const send = vscode.l10n.t('Send It');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Send the leaked token once, to see whether it is dead?'),
    { modal: true, detail: vscode.l10n.t('It is sent to {0} and nowhere else, one time.', origin()) },
    send,
  );
  if (chosen !== send) return before;
  const answer = await stillWorks(flow.token);
  switch (answer) {
    case 'dead':
      return 'done';
    case 'works':
      return 'stillWorks';
    case 'unknown':
      return 'unknown';
    default:
      return assertNever(answer);
  }
}

/** After a reload the token is known no more. */
async function pasteAgain(): Promise<string | undefined> {
  const pasted = await vscode.window.showInputBox({
    title: vscode.l10n.t('The leaked token'),
    prompt: vscode.l10n.t('Paste it to check it, or press Escape to leave it unchecked. It is not stored.'),
    password: true,
    ignoreFocusOut: true,
  });
  return pasted?.trim() || undefined;
}

function stepText(step: Step, isMileApp: boolean): [label: string, detail: string] {
  switch (step) {
    case 'delete':
      return isMileApp
        ? [
            vscode.l10n.t('Delete the key in MileApp'),
            vscode.l10n.t('Opens MileApp. There: Profile → Access Token → delete the key.'),
          ]
        : [
            vscode.l10n.t('Delete the token where it was made'),
            vscode.l10n.t('The service that gave it to you lists its tokens or keys: delete it there.'),
          ];
    case 'signIn':
      return [
        vscode.l10n.t('Create a new one and sign in with it'),
        vscode.l10n.t('In MileApp: Profile → Access Token → New. It is checked when you paste it here.'),
      ];
    case 'replace':
      return [
        vscode.l10n.t('Replace it everywhere it stands'),
        vscode.l10n.t('Puts an environment lookup in its place, after a preview.'),
      ];
    case 'check':
      return [
        vscode.l10n.t('Check that the old one is dead'),
        vscode.l10n.t('Asks MileApp once with the old token, after you agree.'),
      ];
    default:
      return assertNever(step);
  }
}

function stateText(state: State): string {
  switch (state) {
    case 'open':
      return '';
    case 'done':
      return vscode.l10n.t('done');
    case 'stillWorks':
      return vscode.l10n.t('it still works: delete its key first');
    case 'unknown':
      return vscode.l10n.t('no clear answer: try again');
    default:
      return assertNever(state);
  }
}
