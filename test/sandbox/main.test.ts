import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

describe('the sandbox alone', () => {
  it('prints its address and tokens that work there, and ends when told', async () => {
    const main = fileURLToPath(new URL('main.ts', import.meta.url));
    const child = spawn(process.execPath, [main, '--port', '0', '--size', '20'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const said: string[] = [];
      for await (const line of createInterface({ input: child.stdout })) {
        said.push(line);
        if (line.startsWith('control ')) break;
      }
      const address = said[0]?.split(' ')[1];
      const token = said
        .find((line) => line.startsWith('token made '))
        ?.split(' ')
        .at(-1);
      const response = await fetch(`${address}/tasks`, { headers: { authorization: `Bearer ${token}` } });
      assert.equal(((await response.json()) as { tasks: { total: number } }).tasks.total, 20);
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      assert.deepEqual(await ended, [0, null]);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
