import { inspect } from 'node:util';
import Mocha from 'mocha';

/** How often a test that needs a window may be tried before it has failed. */
export const tries = 2;

/**
 * Tells of a failure when it happens, since a run that is given up later takes the summary with it, and of every test
 * that needed a second try: a window is pressed from outside, on machines that are busy with something else.
 */
export default class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.on('retry', (test, error: unknown) => tell(`tried again: ${test.title}`, error));
    runner.on('fail', (_test, error: unknown) => tell('why:', error));
  }
}

function tell(what: string, error: unknown): void {
  console.log(`      ${what}\n      ${inspect(error).replaceAll('\n', '\n      ')}`);
}
