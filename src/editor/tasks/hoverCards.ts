import * as vscode from 'vscode';
import type { Task } from '../../mileapp/index.ts';
import type { Account } from '../accounts/vault.ts';
import { explain } from '../explain.ts';
import type { Directory } from './directory.ts';
import { dueOf } from './due.ts';
import { markdownText } from './markdownText.ts';
import type { TaskDetails } from './taskDetails.ts';
import type { TaskNode } from './taskNode.ts';
import { dueWords, statusWord, titleOf } from './words.ts';
import { zonedTime } from './zonedTime.ts';

/** The card of a task: Markdown in which no text of the task is markup, an address or an icon. */
export class HoverCards {
  readonly #details: TaskDetails;
  readonly #directory: Directory;
  readonly #now: () => number;

  constructor(details: TaskDetails, directory: Directory, now: () => number) {
    this.#details = details;
    this.#directory = directory;
    this.#now = now;
  }

  /** Reads the whole task; where that fails, the card says so and shows what its row holds. */
  async of(node: Extract<TaskNode, { kind: 'task' }>, signal: AbortSignal): Promise<vscode.MarkdownString> {
    const { account } = node.group;
    if (node.task.id === '') return this.card(account, node.task);
    try {
      return this.card(account, await this.#details.recent(account, node.task.id, signal));
    } catch (error) {
      return this.card(account, node.task, signal.aborted ? undefined : explain(error).sentence);
    }
  }

  card(account: Account, task: Task, problem?: string): vscode.MarkdownString {
    const due = dueOf(task, this.#now());
    const hub = task.hub?.name ?? this.#directory.nameOf(account, 'hubs', task.hubId);
    const about = [statusWord(task.status), task.flow, hub].filter(Boolean).map((one) => markdownText(one!));
    const facts: [string, string | undefined][] = [
      [vscode.l10n.t('Assignee'), task.assignee?.join(', ')],
      [vscode.l10n.t('Label'), task.label],
      [vscode.l10n.t('Start'), zonedTime(task.startTime)],
      [vscode.l10n.t('End'), zonedTime(task.endTime)],
      [vscode.l10n.t('Done'), zonedTime(task.doneTime)],
      [vscode.l10n.t('Created'), zonedTime(task.createdTime)],
    ];
    const lines = [
      `**${markdownText(titleOf(task))}**`,
      [about.join(' · '), due && markdownText(dueWords(due, this.#now()))].filter(Boolean).join('  \n'),
      task.content ? markdownText(task.content, 400) : '',
      facts
        .filter(([, value]) => value)
        .map(([label, value]) => `${markdownText(label)}: ${markdownText(value!)}`)
        .join('  \n'),
      problem ? `_${markdownText(problem)}_` : '',
      task.id === '' ? '' : `\`${task.id.replace(/[^\w@.+-]/g, '')}\``,
    ];
    return new vscode.MarkdownString(lines.filter(Boolean).join('\n\n'));
  }
}
