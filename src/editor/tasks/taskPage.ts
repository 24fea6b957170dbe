import * as vscode from 'vscode';
import type { FlowComponent, Task } from '../../mileapp/index.ts';
import { dueOf } from './due.ts';
import { fieldValues } from './fieldValues.ts';
import { mapLink } from './safeLink.ts';
import type { Section, TaskPage, Value } from './taskHtml.ts';
import { dueWords, statusWord, titleOf } from './words.ts';
import { zonedTime } from './zonedTime.ts';

/** What the page of a task says. @param components the fields of its flow, for their titles and their order */
export function taskPage(task: Task, components: readonly FlowComponent[], now: number): TaskPage {
  const due = dueOf(task, now);
  const timeline = historyOf(task);
  return {
    language: vscode.env.language,
    title: titleOf(task),
    status: statusWord(task.status),
    tone: due?.kind === 'overdue' ? 'warning' : toneOf(task.status),
    about: [task.flow, task.hub?.name, due && dueWords(due, now)].filter(Boolean).join(' · '),
    ...(task.content ? { content: task.content } : {}),
    sections: [summary(task), fields(task, components)].filter(({ rows }) => rows.length > 0),
    ...(timeline ? { timeline } : {}),
  };
}

function toneOf(status: string | undefined): TaskPage['tone'] {
  return status === 'ONGOING' ? 'active' : status === 'DONE' ? 'done' : 'plain';
}

function summary(task: Task): Section {
  const rows: [string, Value[]][] = [
    [vscode.l10n.t('Assignee'), texts(...(task.assignee ?? []))],
    [vscode.l10n.t('Assigned by'), texts(task.assignedBy)],
    [vscode.l10n.t('Vehicle'), texts(task.assignedVehicle?.name)],
    [vscode.l10n.t('Hub'), texts(task.hub?.name ?? task.hubId)],
    [vscode.l10n.t('Flow'), texts(task.flow)],
    [vscode.l10n.t('Label'), texts(task.label)],
    [vscode.l10n.t('Start'), texts(zonedTime(task.startTime))],
    [vscode.l10n.t('End'), texts(zonedTime(task.endTime))],
    [vscode.l10n.t('Assigned'), texts(zonedTime(task.assignedTime))],
    [vscode.l10n.t('Done'), texts(zonedTime(task.doneTime))],
    [vscode.l10n.t('Done by'), texts(task.doneBy)],
    [vscode.l10n.t('Done at'), places(task.doneCoordinate)],
    [vscode.l10n.t('Expected at'), places(task.expectedCoordinate)],
    [vscode.l10n.t('Created'), texts(zonedTime(task.createdTime))],
    [vscode.l10n.t('Created by'), texts(task.createdBy)],
    [vscode.l10n.t('Created from'), texts(task.createdFrom)],
    [vscode.l10n.t('Updated'), texts(zonedTime(task.updatedTime))],
    [vscode.l10n.t('Reference'), texts(task.refId)],
    [vscode.l10n.t('Id'), texts(task.id)],
  ];
  return {
    heading: vscode.l10n.t('Summary'),
    rows: rows.filter(([, values]) => values.length > 0).map(([label, values]) => ({ label, values })),
  };
}

/** The flow's fields under their titles, in the flow's order; what the flow does not know comes last, by its id. */
function fields(task: Task, components: readonly FlowComponent[]): Section {
  const titles = new Map(components.flatMap(({ id, title }) => (id ? [[id, title || id] as const] : [])));
  const own = new Map(Object.entries(task.fields));
  const keys = [...titles.keys()].filter((id) => own.has(id));
  keys.push(...[...own.keys()].filter((id) => !titles.has(id)));
  return {
    heading: vscode.l10n.t('Fields'),
    rows: keys
      .map((id) => ({ label: titles.get(id) ?? id, values: fieldValues(own.get(id) ?? null) }))
      .filter(({ values }) => values.length > 0),
  };
}

function historyOf({ histories }: Task): TaskPage['timeline'] {
  if (!histories || histories.length === 0) return undefined;
  const events = histories
    .toSorted((a, b) => (Date.parse(a.createdAt ?? '') || 0) - (Date.parse(b.createdAt ?? '') || 0))
    .map(({ action, createdAt, notes }) => ({
      when: zonedTime(createdAt) ?? vscode.l10n.t('At an unknown time'),
      what: actionWord(action),
      ...(notes ? { more: notes } : {}),
    }));
  return { heading: vscode.l10n.t('History'), events };
}

/** The documented actions (mileapp-api.md, §3.3); others are shown as they are. */
function actionWord(action: string | undefined): string {
  switch (action) {
    case 'create':
      return vscode.l10n.t('Created');
    case 'put':
    case 'patch':
      return vscode.l10n.t('Changed');
    case 'delete':
      return vscode.l10n.t('Deleted');
    case 'assign':
      return vscode.l10n.t('Assigned');
    case 'unassign':
      return vscode.l10n.t('Assignment taken back');
    case 'move':
      return vscode.l10n.t('Moved to another hub');
    case undefined:
      return vscode.l10n.t('Changed');
    default:
      return action;
  }
}

function texts(...values: (string | undefined)[]): Value[] {
  return values.flatMap((text) => (text ? [{ text }] : []));
}

function places(text: string | undefined): Value[] {
  const href = text && mapLink(text);
  return text ? [href ? { text, href } : { text }] : [];
}
