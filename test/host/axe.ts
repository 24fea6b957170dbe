import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';

/** What axe-core says of one thing: its rule, the element, and why. */
export type Violation = { rule: string; element: string; why: string };

/** What axe-core was able to judge, and what is wrong in it. */
export type AxeResult = { violations: Violation[]; passed: string[]; undecided: string[] };

/**
 * Looks at a frame with axe-core, all its rules on. The page of a webview runs no scripts, so nothing in it may wait
 * for a timer: the driver's own code is let in, and what axe-core puts off is done at once.
 */
export async function axeIn(frame: Frame): Promise<AxeResult> {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await frame.evaluate(`
    globalThis.setTimeout = (run, _delay, ...args) => (Promise.resolve().then(() => run(...args)), 0);
    globalThis.clearTimeout = () => {};
  `);
  await frame.evaluate(axe);
  return (await frame.evaluate(`
    axe.run(document, { iframes: false }).then(({ violations, passes, incomplete }) => ({
      violations: violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => ({ rule: id, element: html, why: failureSummary }))),
      passed: passes.map(({ id }) => id),
      undecided: incomplete.map(({ id }) => id),
    }))
  `)) as AxeResult;
}
