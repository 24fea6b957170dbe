// What the tests in the extension host share that press the window, which only a launcher with a browser can. Tests that do
// not import this run on the desktop, too.
import * as vscode from 'vscode';
import { commands } from '../../src/editor/names.ts';
import { Presser } from '../host/presser.ts';
import { sandbox } from './inHost.ts';

export const presser = Presser.fromEnvironment();

/** The password box of Sign In, as a selector of Playwright. */
export const passwordBox = '.quick-input-widget:visible input[type="password"]';
const boxMessage = '.quick-input-widget:visible .quick-input-message';

/** Opens the box, pastes the text into it and presses Enter. Resolves when the command has ended. */
export async function startSignIn(pasted: string): Promise<{ ended: Promise<unknown> }> {
  const ended = Promise.resolve(vscode.commands.executeCommand(commands.signIn));
  await presser.click(passwordBox);
  await presser.insert(pasted);
  await presser.key('Enter');
  return { ended };
}

/** Signs in as somebody of the sandbox's people, as a person does: with a pasted token. */
export async function signIn(token?: string): Promise<string> {
  const pasted = token ?? (await sandbox.mint());
  const { ended } = await startSignIn(pasted);
  await ended;
  return pasted;
}

/** What the box says below its input, once it says that. */
export async function boxSays(part: string): Promise<string> {
  await presser.waitFor(`${boxMessage}:has-text(${JSON.stringify(part)})`);
  return (await presser.texts(boxMessage)).join(' ');
}

/**
 * Waits until a notification says this, answers it with a button or by closing it, and lets the others go. While tests
 * run VS Code shows no toasts, so its list is opened.
 */
export async function answerNotification(part: string, button?: string): Promise<void> {
  await vscode.commands.executeCommand('notifications.showList');
  const message = `.notifications-center .notification-list-item:has-text(${JSON.stringify(part)})`;
  await presser.waitFor(message);
  // An answered one goes by itself; what the answer led to may be there already.
  if (button) await presser.click(`${message} .monaco-button:has-text(${JSON.stringify(button)})`);
  else await vscode.commands.executeCommand('notifications.clearAll');
  await vscode.commands.executeCommand('notifications.hideList');
}

/** What the notifications say that come until `ended` has settled; each is closed, as whoever waits for it expects. */
export async function notificationsUntil(ended: Promise<unknown>): Promise<string[]> {
  const item = '.notifications-center .notification-list-item';
  const said: string[] = [];
  let over = false;
  const end = () => {
    over = true;
  };
  const settled = ended.then(end, end);
  while (!over) {
    await vscode.commands.executeCommand('notifications.showList');
    // Another one may have come and gone before the one that is waited for.
    await Promise.race([presser.waitFor(item, { timeout: 2000 }).catch(() => {}), settled]);
    said.push(...(await presser.texts(item)));
    await vscode.commands.executeCommand('notifications.clearAll');
  }
  await vscode.commands.executeCommand('notifications.hideList');
  await ended;
  return said;
}
