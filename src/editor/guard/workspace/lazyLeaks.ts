import * as vscode from 'vscode';
import { views } from '../../names.ts';
import type { LeakNode } from './leaksTree.ts';
import type { LeaksView } from './leaksView.ts';

/** Stands for the view “Leaks” until the workspace is scanned: its code is loaded with the first of its commands. */
export class LazyLeaks implements vscode.TreeDataProvider<LeakNode>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<LeakNode | undefined>;
  readonly #load: (face: vscode.TreeView<LeakNode>) => Promise<LeaksView>;
  readonly #changed = new vscode.EventEmitter<LeakNode | undefined>();
  readonly #treeView: vscode.TreeView<LeakNode>;
  #loading: Promise<LeaksView> | undefined;
  #view: LeaksView | undefined;

  constructor(load: (face: vscode.TreeView<LeakNode>) => Promise<LeaksView>) {
    this.#load = load;
    this.onDidChangeTreeData = this.#changed.event;
    this.#treeView = vscode.window.createTreeView(views.leaks, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
  }

  /** The view itself, loaded now if it was not. */
  get(): Promise<LeaksView> {
    this.#loading ??= this.#load(this.#treeView).then((view) => {
      this.#view = view;
      view.tree.onDidChangeTreeData((node) => this.#changed.fire(node));
      return view;
    });
    return this.#loading;
  }

  getChildren(node?: LeakNode): LeakNode[] {
    return this.#view?.tree.getChildren(node) ?? [];
  }

  async getTreeItem(node: LeakNode): Promise<vscode.TreeItem> {
    return (await this.get()).tree.getTreeItem(node);
  }

  dispose(): void {
    this.#treeView.dispose();
    this.#view?.dispose();
    this.#changed.dispose();
  }
}
