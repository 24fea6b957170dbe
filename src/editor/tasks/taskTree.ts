import type * as vscode from 'vscode';
import type { HoverCards } from './hoverCards.ts';
import type { TaskItems } from './taskItems.ts';
import type { TaskModel } from './taskModel.ts';
import type { TaskNode } from './taskNode.ts';

/** The model and the looks of its rows as VS Code asks for them. */
export class TaskTree implements vscode.TreeDataProvider<TaskNode> {
  readonly #model: TaskModel;
  readonly #items: TaskItems;
  readonly #cards: HoverCards;

  constructor(model: TaskModel, items: TaskItems, cards: HoverCards) {
    this.#model = model;
    this.#items = items;
    this.#cards = cards;
  }

  getChildren(node?: TaskNode): Promise<TaskNode[]> {
    return this.#model.children(node);
  }

  getTreeItem(node: TaskNode): vscode.TreeItem {
    return this.#items.of(node);
  }

  getParent(node: TaskNode): TaskNode | undefined {
    return this.#model.parentOf(node);
  }

  /** The card of a task, when the row is hovered and not before. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    node: TaskNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    if (node.kind !== 'task') return item;
    const abort = new AbortController();
    const listener = token.onCancellationRequested(() => abort.abort());
    try {
      item.tooltip = await this.#cards.of(node, abort.signal);
    } finally {
      listener.dispose();
    }
    return item;
  }
}
