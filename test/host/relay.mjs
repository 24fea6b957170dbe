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
  // The methods of VS Code's console cannot be replaced; the console itself can.
  globalThis.console = new Console({ stdout: output, stderr: output, colorMode: false });
  try {
    const tests = await import(pathToFileURL(process.env.MILEAPP_TESTS ?? '').href);
    await tests.run();
  } catch (error) {
    globalThis.console.error(error);
    throw error;
  } finally {
    globalThis.console = inherited;
    const answered = once(output, 'response');
    output.end();
    const [response] = await answered;
    response.resume();
  }
}
