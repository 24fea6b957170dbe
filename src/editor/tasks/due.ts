import type { Task } from '../../mileapp/index.ts';
import { midnightsBetween } from './days.ts';

/** What a task's times say now: `due` and `overdue` for one that is to be done, `done` for one that is. */
export type Due = { kind: 'due' | 'overdue' | 'done'; at: number };

/** Undefined where the task has no time that says something. */
export function dueOf(task: Task, now: number): Due | undefined {
  const done = task.status === 'DONE';
  const at = Date.parse((done ? task.doneTime : task.endTime) ?? '');
  if (Number.isNaN(at)) return undefined;
  return { kind: done ? 'done' : at < now ? 'overdue' : 'due', at };
}

/** How far a moment is from now, in the unit a person would use. */
export function distance(at: number, now: number): { amount: number; unit: 'minute' | 'hour' | 'day' } {
  const minutes = Math.round((at - now) / 60_000);
  if (Math.abs(minutes) < 60) return { amount: minutes, unit: 'minute' };
  const hours = Math.round((at - now) / 3_600_000);
  if (Math.abs(hours) < 24) return { amount: hours, unit: 'hour' };
  return { amount: midnightsBetween(now, at), unit: 'day' };
}
