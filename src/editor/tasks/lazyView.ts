import * as vscode from 'vscode';
import type { AccountState, Accounts } from '../accounts/accounts.ts';
import { assertNever } from '../assertNever.ts';
import { views } from '../names.ts';
import type { TaskNode } from './taskNode.ts';
import type { TaskView } from './taskView.ts';

/** What the code of the view may do with the view itself. */
export type ViewFace = {
  readonly tree: vscode.TreeView<TaskNode>;
  /** Shows a number on the view's icon, unless the account has something to say there. */
  count(badge: vscode.ViewBadge | undefined): void;
};

/**
 * Stands for the view “Tasks” until somebody looks at it: its code, and what that needs, is loaded with the first
 * question VS Code asks or the first command a person gives.
 */
export class LazyView implements vscode.TreeDataProvider<TaskNode>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<TaskNode | undefined>;
  readonly #load: (face: ViewFace) => Promise<TaskView>;
  readonly #changed = new vscode.EventEmitter<TaskNode | undefined>();
  readonly #treeView: vscode.TreeView<TaskNode>;
  readonly #listener: vscode.Disposable;
  #accountBadge: vscode.ViewBadge | undefined;
  #countBadge: vscode.ViewBadge | undefined;
  #loading: Promise<TaskView> | undefined;
  #view: TaskView | undefined;

  constructor(accounts: Accounts, load: (face: ViewFace) => Promise<TaskView>) {
    this.#load = load;
    this.onDidChangeTreeData = this.#changed.event;
    this.#treeView = vscode.window.createTreeView(views.tasks, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#treeView.onDidCollapseElement(({ element }) => this.#view?.collapsed(element));
    this.#listener = accounts.onDidChange((state) => {
      this.#accountBadge = badgeFor(state);
      this.#showBadge();
    });
  }

  /** The view itself, loaded now if it was not. */
  get(): Promise<TaskView> {
    const face: ViewFace = {
      tree: this.#treeView,
      count: (badge) => {
        this.#countBadge = badge;
        this.#showBadge();
      },
    };
    this.#loading ??= this.#load(face).then((view) => {
      this.#view = view;
      view.onDidChange((node) => this.#changed.fire(node));
      return view;
    });
    return this.#loading;
  }

  async getChildren(node?: TaskNode): Promise<TaskNode[]> {
    return (await this.get()).tree.getChildren(node);
  }

  async getTreeItem(node: TaskNode): Promise<vscode.TreeItem> {
    return (await this.get()).tree.getTreeItem(node);
  }

  async getParent(node: TaskNode): Promise<TaskNode | undefined> {
    return (await this.get()).tree.getParent(node);
  }

  async resolveTreeItem(
    item: vscode.TreeItem,
    node: TaskNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    return (await this.get()).tree.resolveTreeItem(item, node, token);
  }

  dispose(): void {
    this.#listener.dispose();
    this.#treeView.dispose();
    this.#view?.dispose();
    this.#changed.dispose();
  }

  #showBadge(): void {
    this.#treeView.badge = this.#accountBadge ?? this.#countBadge;
  }
}

/** One badge, and only where a person has to act. */
function badgeFor(state: AccountState): vscode.ViewBadge | undefined {
  switch (state.kind) {
    case 'signedOut':
    case 'signedIn':
      return undefined;
    case 'rejected':
      return { value: 1, tooltip: vscode.l10n.t('MileApp no longer accepts your token.') };
    case 'expired':
      return { value: 1, tooltip: vscode.l10n.t('Your MileApp token has expired.') };
    default:
      return assertNever(state);
  }
}
