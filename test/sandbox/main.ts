// Runs the sandbox alone:   npm run sandbox -- --port 4010 --size 240 [--seed 1]
// Prints its address, a token for each person, and the key of its control address; ends with Ctrl+C.
import { parseArgs } from 'node:util';
import { startSandbox } from './sandbox.ts';
import { userKeys } from './world.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    size: { type: 'string', default: '240' },
    seed: { type: 'string', default: '1' },
  },
});

const sandbox = await startSandbox({
  port: Number(values.port),
  size: Number(values.size),
  seed: Number(values.seed),
});

console.log(`address ${sandbox.baseUrl}`);
for (const user of userKeys) {
  const { role, organization } = sandbox.people[user];
  console.log(`token ${user} (${role}, ${organization.companyName}) ${sandbox.mint({ user })}`);
}
console.log(`control ${sandbox.origin}/__sandbox/ with x-sandbox-key: ${sandbox.controlKey}`);

const end = () => void sandbox.close().then(() => process.exit(0));
process.once('SIGINT', end);
process.once('SIGTERM', end);
