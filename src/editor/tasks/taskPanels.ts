import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { plainText } from '../plainText.ts';
import type { TaskDetails } from './taskDetails.ts';
import { taskHtml } from './taskHtml.ts';
import { taskPage } from './taskPage.ts';
import type { TaskRef } from './taskRef.ts';
import { titleOf } from './words.ts';

/** The type of the pages, for `when` clauses: `activeWebviewPanelId`. */
const panelType = 'mileapp.task';

/** Tasks as pages to read, one for each task: nothing in them runs, and nothing is loaded. */
export class TaskPanels implements vscode.Disposable {
  readonly #details: TaskDetails;
  readonly #now: () => number;
  readonly #open = new Map<string, { panel: vscode.WebviewPanel; ref: TaskRef }>();

  constructor(details: TaskDetails, now: () => number) {
    this.#details = details;
    this.#now = now;
  }

  /** The task of the page that has the focus. */
  get active(): TaskRef | undefined {
    return [...this.#open.values()].find(({ panel }) => panel.active)?.ref;
  }

  /**
   * Reads the task as it is now and shows it, in its page if it has one.
   * @returns the task by the title it has now
   * @throws {MileAppError} when it cannot be read
   */
  async show({ account, id }: TaskRef): Promise<TaskRef> {
    const task = await this.#details.read(account, id);
    const components = await this.#details.components(account, task.flow);
    const ref = { account, id, title: titleOf(task) };
    const panel = this.#panelOf(ref);
    panel.title = plainText(ref.title, 60);
    panel.webview.html = taskHtml(taskPage(task, components, this.#now()), randomBytes(16).toString('hex'));
    panel.reveal();
    return ref;
  }

  dispose(): void {
    for (const { panel } of [...this.#open.values()]) panel.dispose();
  }

  #panelOf(ref: TaskRef): vscode.WebviewPanel {
    const key = `${ref.account.id}/${ref.id}`;
    const held = this.#open.get(key);
    const panel =
      held?.panel ??
      vscode.window.createWebviewPanel(panelType, '', vscode.ViewColumn.Active, {
        enableScripts: false,
        enableForms: false,
        enableCommandUris: false,
        enableFindWidget: true,
        localResourceRoots: [],
      });
    this.#open.set(key, { panel, ref });
    if (!held) {
      panel.iconPath = new vscode.ThemeIcon('checklist');
      panel.onDidDispose(() => this.#open.delete(key));
    }
    return panel;
  }
}
