import * as vscode from 'vscode';
import type { Accounts } from '../accounts/accounts.ts';
import { explain } from '../explain.ts';
import { taskScheme } from '../names.ts';
import { TaskDocuments } from './taskDocuments.ts';
import { type TaskNode, TaskTree, titleOf } from './taskTree.ts';

/** The view “Tasks”: its tree, the documents it opens, and what a person can ask of both. */
export class TaskView implements vscode.Disposable {
  readonly tree: TaskTree;
  readonly #documents: TaskDocuments;
  readonly #registration: vscode.Disposable;

  constructor(accounts: Accounts) {
    this.tree = new TaskTree(accounts);
    this.#documents = new TaskDocuments(accounts);
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(taskScheme, this.#documents);
  }

  async loadMore(node: TaskNode): Promise<void> {
    if (node.kind === 'group') await this.tree.loadMore(node);
    else if (node.kind === 'more') await this.tree.loadMore(node.group);
  }

  /** Shows a task; a failure answers the click that asked for it. */
  async openTask(node: TaskNode): Promise<void> {
    if (node.kind !== 'task') return;
    const { account, task } = node;
    try {
      await this.#documents.show(account, task.id, titleOf(task));
    } catch (error) {
      const { sentence, remedy } = explain(error);
      const chosen = await vscode.window.showErrorMessage(sentence, remedy.title);
      if (chosen) await vscode.commands.executeCommand(remedy.command, ...(remedy.arguments ?? []));
    }
  }

  dispose(): void {
    this.tree.dispose();
    this.#documents.dispose();
    this.#registration.dispose();
  }
}
