import * as vscode from 'vscode';
import type { Json, TaskFilter } from '../../mileapp/index.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Account } from '../accounts/vault.ts';
import { assertNever } from '../assertNever.ts';
import { settings } from '../names.ts';
import { plainText } from '../plainText.ts';
import type { Directory } from './directory.ts';
import {
  type ApiRequest,
  createTaskRequest,
  listRequest,
  oneTaskRequest,
  requestCode,
  type Target,
  targets,
} from './requestCode.ts';
import type { TaskDetails } from './taskDetails.ts';
import { taskJson } from './taskDocuments.ts';
import type { TaskRef } from './taskRef.ts';

/** Puts tasks, and the code of requests, on the clipboard. The code looks the token up; it never contains it. */
export class CopyAs {
  readonly #accounts: Accounts;
  readonly #details: TaskDetails;
  readonly #directory: Directory;

  constructor(accounts: Accounts, details: TaskDetails, directory: Directory) {
    this.#accounts = accounts;
    this.#details = details;
    this.#directory = directory;
  }

  id({ id }: TaskRef): Promise<void> {
    return copy(id);
  }

  title({ title }: TaskRef): Promise<void> {
    return copy(title);
  }

  async json({ account, id }: TaskRef): Promise<void> {
    await copy(taskJson(await this.#details.read(account, id)));
  }

  /** The request that reads this task. */
  oneTask({ account, id }: TaskRef): Promise<void> {
    return this.#request(account, async () => oneTaskRequest(id));
  }

  /** The request that reads the list as it is filtered. */
  list(account: Account, filter: TaskFilter): Promise<void> {
    return this.#request(account, async () => listRequest(filter));
  }

  /** The request that creates a task of a flow that is asked for. */
  async newTask(account: Account): Promise<void> {
    const flows = (await this.#directory.flows(account)).map(({ name }) => ({
      label: plainText(name),
      name,
    }));
    const flow = await vscode.window.showQuickPick(flows, {
      title: vscode.l10n.t('Copy Request That Creates a Task'),
      placeHolder: vscode.l10n.t('A task of which flow?'),
    });
    if (!flow) return;
    await this.#request(account, async () => {
      const { example, fields } = await this.#accounts.ask(account, (client) =>
        client.flowPayload(flow.name),
      );
      const required = fields.filter((field) => field.required).map(({ field }) => field);
      const notes = [
        vscode.l10n.t('The values below are samples made up by MileApp: replace them before you send this.'),
        ...(required.length > 0 ? [vscode.l10n.t('Required: {0}', required.join(', '))] : []),
      ];
      return createTaskRequest(example as Json, notes);
    });
  }

  async #request(account: Account, make: () => Promise<ApiRequest>): Promise<void> {
    const rows = targets.map((target) => ({ label: targetWord(target), target }));
    const chosen = await vscode.window.showQuickPick(rows, {
      title: vscode.l10n.t('Copy as Request Code'),
      placeHolder: vscode.l10n.t('In which language?'),
    });
    if (chosen) await copy(requestCode(chosen.target, await make(), account.baseUrl, variable()));
  }
}

/** Names of products and languages: the same in every language. */
function targetWord(target: Target): string {
  switch (target) {
    case 'curl':
      return 'cURL';
    case 'fetch':
      return 'JavaScript: fetch';
    case 'axios':
      return 'JavaScript: axios';
    case 'python':
      return 'Python: requests';
    case 'php':
      return 'PHP: Guzzle';
    case 'go':
      return 'Go: net/http';
    case 'http':
      return '.http (REST Client)';
    default:
      return assertNever(target);
  }
}

/** The environment variable that quick fixes name as well. */
function variable(): string {
  const name = vscode.workspace.getConfiguration().get<string>(settings.variable, '');
  return /^[A-Za-z_]\w*$/.test(name) ? name : 'MILEAPP_ACCESS_TOKEN';
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('Copied')}`, 3000);
}
