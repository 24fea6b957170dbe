// What the launcher has VS Code run in the extension host in place of the test module: it runs that module, and sends
// what it prints straight to the launcher, since VS Code would mix it with its own log. A plain .mjs, because VS Code
// takes a module for ESM by this name wherever the extension under test lies.
import { Console } from 'node:console';
import { once } from 'node:events';
import { request } from 'node:http';
import { pathToFileURL } from 'node:url';

export async function run() {
  const output = request(`${process.env.MILEAPP_PRESSER}/output`, { method: 'POST' });
  output.flushHeaders();
  const inherited = globalThis.console;
  // Not an error of whichever test is running: the launcher, which hears nothing any more, gives up.
  output.on('error', (error) => inherited.error(error));
  let passed = false;
  // The methods of VS Code's console cannot be replaced; the console itself can.
  globalThis.console = withoutHost(
    new Console({ stdout: output, stderr: output, colorMode: false }),
    inherited,
  );
  try {
    const tests = await import(pathToFileURL(process.env.MILEAPP_TESTS ?? '').href);
    await tests.run();
    passed = true;
  } catch (error) {
    globalThis.console.error(error);
    throw error;
  } finally {
    globalThis.console = inherited;
    const answered = once(output, 'response');
    output.end();
    const [response] = await answered;
    response.resume();
    if (passed) await fetch(`${process.env.MILEAPP_PRESSER}/passed`, { method: 'POST' });
  }
}

/**
 * A console whose lines go to the launcher, but for those that VS Code writes itself: they stay in its log.
 * @param {Console} own
 * @param {globalThis.Console} inherited
 */
function withoutHost(own, inherited) {
  for (const method of /** @type {const} */ (['log', 'info', 'warn', 'error', 'debug', 'trace'])) {
    const print = own[method].bind(own);
    own[method] = (...args) => {
      const [, , caller = ''] = (new Error().stack ?? '').split('\n');
      if (caller.includes('extensionHostProcess.js')) inherited[method](...args);
      else print(...args);
    };
  }
  return own;
}
