import * as vscode from 'vscode';
import { taskStatuses } from '../../mileapp/index.ts';
import type { Account } from '../accounts/vault.ts';
import { assertNever } from '../assertNever.ts';
import { plainText } from '../plainText.ts';
import {
  type Choice,
  isEverything,
  type Named,
  type Range,
  rangeNames,
  readRange,
  type TimeKey,
  timeKeys,
} from './choice.ts';
import type { Directory } from './directory.ts';
import { report } from './report.ts';
import { type Answered, pickMany, pickOne, type Row, writeText } from './steps.ts';
import { choiceWords, rangeWord, statusWord, timeKeyWord, timeWords } from './words.ts';

type Step = 'flows' | 'hub' | 'status' | 'assignee' | 'active' | 'time';

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
      row('status', 'circle-large-outline', vscode.l10n.t('Status'), status && statusWord(status)),
      row('assignee', 'person', vscode.l10n.t('Assignee'), assignee && plainText(assignee.name, 40)),
      row('active', 'pulse', vscode.l10n.t('Active now'), active && vscode.l10n.t('yes')),
      row('time', 'calendar', vscode.l10n.t('Time'), time && timeWords(time)),
    ];
    if (!isEverything(choice))
      rows.push({ value: 'clear', label: `$(clear-all) ${vscode.l10n.t('Clear Filters')}` });
    const question = vscode.l10n.t('Which tasks do you want to see?');
    const chosen = await pickOne(rows, { title: title(), question, hasBack: false });
    return answerOf(chosen)?.value;
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
    const chosen = answerOf(await pickMany(rows, step(vscode.l10n.t('Tasks of which flows?'))));
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
    const written = answerOf(
      await writeText(
        step(vscode.l10n.t('MileApp does not list people to you. Whose tasks? Give an e-mail address.')),
        choice.assignee?.id ?? me.id,
        () => undefined,
      ),
    );
    if (!written) return undefined;
    const id = written.text.trim();
    return withPart(choice, 'assignee', id === '' ? undefined : { id, name: id });
  }
}

/** Three steps, each of which leads back to the one before. */
async function askTime(choice: Choice): Promise<Choice | undefined> {
  for (;;) {
    const by = answerOf(await askTimeKey());
    if (!by) return undefined;
    if (by.value === undefined) return withPart(choice, 'time', undefined);
    const range = await askRange(by.value);
    if (range === 'back') continue;
    return range && withPart(choice, 'time', { by: by.value, range: range.value });
  }
}

function askTimeKey(): Promise<Answered<Row<TimeKey | undefined>>> {
  const rows: Row<TimeKey | undefined>[] = [
    { label: vscode.l10n.t('Any time'), value: undefined },
    ...timeKeys.map((value) => ({ label: timeKeyWord(value), value })),
  ];
  return pickOne(rows, step(vscode.l10n.t('By which time?')));
}

async function askRange(by: TimeKey): Promise<Answered<{ value: Range }>> {
  const rows: Row<Range | 'other'>[] = [
    ...rangeNames.map((value) => ({ label: rangeWord(value), value })),
    { label: vscode.l10n.t('Other days…'), value: 'other' },
  ];
  for (;;) {
    const chosen = await pickOne(rows, step(timeKeyWord(by)));
    if (chosen === 'back' || !chosen) return chosen;
    if (chosen.value !== 'other') return { value: chosen.value };
    const written = await writeText(
      step(vscode.l10n.t('The first and the last day, such as 2026-03-01 2026-03-07.')),
      '',
      (text) => (readRange(text) ? undefined : vscode.l10n.t('Two days as YYYY-MM-DD.')),
    );
    if (written === 'back') continue;
    const value = written && readRange(written.text);
    return value && { value };
  }
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
  return answerOf(await pickOne([any, ...rows], step(question)));
}

/** A question below the menu, which the back button leads to; leaving the question does the same. */
const step = (question: string) => ({ title: title(), question, hasBack: true });

function answerOf<T>(answered: Answered<T>): T | undefined {
  return answered === 'back' ? undefined : answered;
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
