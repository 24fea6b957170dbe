import * as vscode from 'vscode';
import { count } from '../numbers.ts';
import { clock } from './words.ts';

/** What the head of the view needs to know. */
export type Situation = {
  /** Whether the view is in sight. */
  visible: boolean;
  /** Until when MileApp asks everybody to wait. */
  pausedUntil: number | undefined;
  /** When rows were read that a refresh could not replace. */
  staleSince: number | undefined;
};

/** The line above the tree: until when to wait, counted down while somebody looks, and of when old rows are. */
export class ViewMessage implements vscode.Disposable {
  readonly #show: (message: string | undefined) => void;
  #situation: Situation = { visible: false, pausedUntil: undefined, staleSince: undefined };
  #timer: NodeJS.Timeout | undefined;

  constructor(show: (message: string | undefined) => void) {
    this.#show = show;
  }

  follow(situation: Situation): void {
    this.#situation = situation;
    this.#tell();
    const counts = situation.visible && situation.pausedUntil !== undefined;
    if (counts) this.#timer ??= setInterval(() => this.#tell(), 1000);
    else this.#stop();
  }

  dispose(): void {
    this.#stop();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tell(): void {
    const { pausedUntil, staleSince } = this.#situation;
    const lines: string[] = [];
    if (pausedUntil !== undefined) {
      const seconds = Math.max(0, Math.ceil((pausedUntil - Date.now()) / 1000));
      lines.push(
        vscode.l10n.t(
          'MileApp asks to wait until {0} ({1}\u00a0s).',
          clock(pausedUntil, true),
          count(seconds),
        ),
      );
    }
    if (staleSince !== undefined)
      lines.push(vscode.l10n.t('Some rows are as of {0}: MileApp did not answer since.', clock(staleSince)));
    this.#show(lines.length > 0 ? lines.join(' ') : undefined);
  }
}
