import * as vscode from 'vscode';
import { taskStatuses } from '../../mileapp/index.ts';
import type { Account } from '../accounts/vault.ts';
import { assertNever } from '../assertNever.ts';
import { plainText } from '../plainText.ts';
import { type Choice, isEverything, type Named, rangeNames, readRange, timeKeys } from './choice.ts';
import type { Directory } from './directory.ts';
import { report } from './report.ts';
import { choiceWords, rangeWord, statusWord, timeKeyWord, timeWords } from './words.ts';

type Step = 'flows' | 'hub' | 'status' | 'assignee' | 'active' | 'time';
type Row<T> = vscode.QuickPickItem & { value: T };

/** Asks, step by step, for the tasks somebody wants to see. */
export class FilterPick {
  readonly #directory: Directory;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  /** What was chosen, starting from `choice`; undefined where somebody changed their mind. */
  async ask(account: Account, choice: Choice): Promise<Choice | undefined> {
    let now = choice;
    for (;;) {
      const step = await this.#menu(now);
      if (step === undefined) return undefined;
      if (step === 'show') return now;
      try {
        now = step === 'clear' ? {} : ((await this.#step(step, account, now)) ?? now);
      } catch (error) {
        await report(error);
      }
    }
  }

  async #menu(choice: Choice): Promise<Step | 'show' | 'clear' | undefined> {
    const { flows, hub, status, assignee, active, time } = choice;
    const any = vscode.l10n.t('any');
    const row = (value: Step, icon: string, label: string, description: string | undefined) => ({
      value,
      label: `$(${icon}) ${label}`,
      description: description ?? any,
    });
    const rows: Row<Step | 'show' | 'clear'>[] = [
      {
        value: 'show',
        label: `$(check) ${vscode.l10n.t('Show Tasks')}`,
        description: choiceWords(choice) || vscode.l10n.t('all'),
      },
      row(
        'flows',
        'type-hierarchy',
        vscode.l10n.t('Flow'),
        flows?.map(({ name }) => plainText(name, 40)).join(', '),
      ),
      row('hub', 'home', vscode.l10n.t('Hub'), hub && plainText(hub.name, 40)),
      row('status', 'circle-outline', vscode.l10n.t('Status'), status && statusWord(status)),
      row('assignee', 'person', vscode.l10n.t('Assignee'), assignee && plainText(assignee.name, 40)),
      row('active', 'pulse', vscode.l10n.t('Active now'), active && vscode.l10n.t('yes')),
      row('time', 'calendar', vscode.l10n.t('Time'), time && timeWords(time)),
    ];
    if (!isEverything(choice))
      rows.push({ value: 'clear', label: `$(clear-all) ${vscode.l10n.t('Clear Filters')}` });
    const chosen = await pick(rows, vscode.l10n.t('Which tasks do you want to see?'));
    return chosen?.value;
  }

  async #step(step: Step, account: Account, choice: Choice): Promise<Choice | undefined> {
    switch (step) {
      case 'flows':
        return this.#flows(account, choice);
      case 'hub': {
        const hub = await oneOf(
          await this.#directory.hubs(account),
          choice.hub,
          vscode.l10n.t('Tasks of which hub?'),
        );
        return hub && withPart(choice, 'hub', hub.value);
      }
      case 'status': {
        const statuses = taskStatuses.map((id) => ({ id, name: statusWord(id) }));
        const before = statuses.find(({ id }) => id === choice.status);
        const status = await oneOf(statuses, before, vscode.l10n.t('Tasks of which status?'));
        return status && withPart(choice, 'status', status.value?.id);
      }
      case 'assignee':
        return this.#assignee(account, choice);
      case 'active':
        return withPart(choice, 'active', choice.active ? undefined : true);
      case 'time':
        return askTime(choice);
      default:
        return assertNever(step);
    }
  }

  async #flows(account: Account, choice: Choice): Promise<Choice | undefined> {
    const rows = (await this.#directory.flows(account)).map((flow) => ({
      label: plainText(flow.name),
      value: flow,
      picked: choice.flows?.some(({ id }) => id === flow.id) ?? false,
    }));
    const chosen = await vscode.window.showQuickPick(rows, {
      title: title(),
      placeHolder: vscode.l10n.t('Tasks of which flows?'),
      canPickMany: true,
    });
    if (!chosen) return undefined;
    return withPart(choice, 'flows', chosen.length > 0 ? chosen.map(({ value }) => value) : undefined);
  }

  /** A role that may not see the others can still write an address. */
  async #assignee(account: Account, choice: Choice): Promise<Choice | undefined> {
    const me: Named = { id: account.email, name: account.userName };
    const people = await this.#directory.people(account).catch(() => undefined);
    if (people) {
      const all = [me, ...people.filter(({ id }) => id !== me.id)];
      const chosen = await oneOf(all, choice.assignee, vscode.l10n.t('Tasks in whose hands?'));
      return chosen && withPart(choice, 'assignee', chosen.value);
    }
    const email = await vscode.window.showInputBox({
      title: title(),
      prompt: vscode.l10n.t('MileApp does not list people to you. Whose tasks? Give an e-mail address.'),
      value: choice.assignee?.id ?? me.id,
    });
    if (email === undefined) return undefined;
    const id = email.trim();
    return withPart(choice, 'assignee', id === '' ? undefined : { id, name: id });
  }
}

async function askTime(choice: Choice): Promise<Choice | undefined> {
  const keys: Row<(typeof timeKeys)[number] | undefined>[] = timeKeys.map((value) => ({
    label: timeKeyWord(value),
    value,
  }));
  const by = await pick(
    [{ label: vscode.l10n.t('Any time'), value: undefined }, ...keys],
    vscode.l10n.t('By which time?'),
  );
  if (!by) return undefined;
  if (by.value === undefined) return withPart(choice, 'time', undefined);
  const other = vscode.l10n.t('Other days…');
  const ranges: Row<(typeof rangeNames)[number] | 'other'>[] = [
    ...rangeNames.map((value) => ({ label: rangeWord(value), value })),
    { label: other, value: 'other' },
  ];
  const chosen = await pick(ranges, timeKeyWord(by.value));
  if (!chosen) return undefined;
  if (chosen.value !== 'other') return withPart(choice, 'time', { by: by.value, range: chosen.value });
  const typed = await vscode.window.showInputBox({
    title: title(),
    prompt: vscode.l10n.t('The first and the last day, such as 2026-03-01 2026-03-07.'),
    validateInput: (text) => (readRange(text) ? undefined : vscode.l10n.t('Two days as YYYY-MM-DD.')),
  });
  const range = typed === undefined ? undefined : readRange(typed);
  return range && withPart(choice, 'time', { by: by.value, range });
}

/** One of a list, or `value: undefined` for any; undefined where nothing was chosen. */
async function oneOf<T extends Named>(
  all: readonly T[],
  before: Named | undefined,
  question: string,
): Promise<{ value: T | undefined } | undefined> {
  const any: Row<T | undefined> = { label: vscode.l10n.t('Any'), value: undefined };
  const rows = all.map(
    (value): Row<T | undefined> => ({
      label: plainText(value.name) || '–',
      ...(value.id.includes('@') ? { description: plainText(value.id) } : {}),
      ...(value.id === before?.id ? { detail: vscode.l10n.t('chosen now') } : {}),
      value,
    }),
  );
  return pick([any, ...rows], question);
}

async function pick<T>(rows: Row<T>[], question: string): Promise<Row<T> | undefined> {
  return vscode.window.showQuickPick(rows, {
    title: title(),
    placeHolder: question,
    matchOnDescription: true,
  });
}

const title = () => vscode.l10n.t('Filter Tasks');

/** The choice with a part set anew, its keys in one order, so that equal choices are equal as JSON. */
function withPart<K extends keyof Choice>(choice: Choice, key: K, value: Choice[K] | undefined): Choice {
  const all: Partial<Record<keyof Choice, unknown>> = { ...choice, [key]: value };
  const keys = ['flows', 'hub', 'status', 'assignee', 'active', 'time'] as const;
  return Object.fromEntries(
    keys.flatMap((one) => (all[one] === undefined ? [] : [[one, all[one]]])),
  ) as Choice;
}
