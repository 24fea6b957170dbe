import * as vscode from 'vscode';
import type { Task } from '../../mileapp/index.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { explain } from '../explain.ts';
import { taskScheme } from '../names.ts';
import { plainText } from '../plainText.ts';
import type { TaskDetails } from './taskDetails.ts';
import type { TaskRef } from './taskRef.ts';

/** Tasks as read-only JSON documents: `mileapp-task:/<account>/<task id>/<title>.json`. */
export class TaskDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly onDidChange: vscode.Event<vscode.Uri>;
  readonly #accounts: Accounts;
  readonly #details: TaskDetails;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** Documents without an account to read them. */
  readonly #waiting = new Set<string>();
  /** Read for a document that is about to be opened. */
  readonly #ready = new Map<string, string>();

  constructor(accounts: Accounts, details: TaskDetails) {
    this.#accounts = accounts;
    this.#details = details;
    this.onDidChange = this.#changed.event;
  }

  /** Reads the task as it is now and shows it beside what is open. @throws {MileAppError} when it cannot be read */
  async show({ account, id, title }: TaskRef): Promise<void> {
    const uri = vscode.Uri.from({
      scheme: taskScheme,
      path: `/${encodeURIComponent(account.id)}/${encodeURIComponent(id)}/${fileName(title, id)}.json`,
    });
    const text = taskJson(await this.#details.read(account, id));
    this.#ready.set(uri.toString(), text);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await becomes(document, text);
    await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside });
  }

  /** What VS Code asks for, also when it restores the editor after a reload. */
  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const key = uri.toString();
    const ready = this.#ready.get(key);
    this.#ready.delete(key);
    if (ready !== undefined) return ready;
    const { accountId, id } = idsIn(uri);
    const account = this.#accounts.all.find((one) => one.id === accountId);
    if (!account) {
      this.#waiting.add(key);
      return `${JSON.stringify(vscode.l10n.t('Sign in to MileApp to see this task.'))}\n`;
    }
    this.#waiting.delete(key);
    try {
      return taskJson(await this.#details.read(account, id));
    } catch (error) {
      throw new Error(explain(error).sentence);
    }
  }

  /** Empties the documents of accounts that are gone, and fills those whose account is here again. */
  follow(): void {
    const here = new Set(this.#accounts.all.map(({ id }) => id));
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme !== taskScheme) continue;
      if (here.has(idsIn(uri).accountId) === this.#waiting.has(uri.toString())) this.#changed.fire(uri);
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** Whose task a document shows, and which. */
function idsIn(uri: vscode.Uri): { accountId: string; id: string } {
  const [accountId = '', id = ''] = uri.path.slice(1).split('/').map(decodeURIComponent);
  return { accountId, id };
}

/** Resolves when a document has a text: one that VS Code still holds from before takes it a moment later. */
async function becomes(document: vscode.TextDocument, text: string): Promise<void> {
  if (document.getText() === text) return;
  await new Promise<void>((resolve) => {
    const listeners = [
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === document) end();
      }),
      vscode.workspace.onDidCloseTextDocument((closed) => {
        if (closed === document) end();
      }),
    ];
    const end = () => {
      for (const listener of listeners) listener.dispose();
      resolve();
    };
  });
}

/** The task as its document and the clipboard show it. */
export function taskJson(task: Task): string {
  return `${JSON.stringify(task, undefined, 2)}\n`;
}

/** The task's title as the name of an editor tab. */
function fileName(title: string, id: string): string {
  return plainText(title, 60).replace(/[\\/:*?"<>|#%]/g, '-') || id;
}
