import type { Writer } from '../writer.ts';
import { javascript, typescript } from './javascript.ts';
import { python } from './python.ts';
import { shellscript } from './shell.ts';

/** One row per language that can look up its environment. */
export const writers: readonly Writer[] = [javascript, typescript, python, shellscript];

const byLanguage = new Map(writers.map((writer) => [writer.language, writer]));

export function writerOf(language: string): Writer | undefined {
  return byLanguage.get(language);
}
