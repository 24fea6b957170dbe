// npm run bench: every measured number, beside its limit.   npm run bench -- client leaks   runs only these.
import { bench as client } from './client.ts';
import { bench as host } from './host.ts';
import { bench as leaks } from './leaks.ts';
import { bench as tree } from './tree.ts';
import { bench as workspace } from './workspace.ts';

const benches = { client, host, leaks, tree, workspace };

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

let missed = 0;
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  const figures = await bench();
  console.table(
    figures.map(({ what, value, limit, unit }) => ({
      what,
      measured: Number(value.toPrecision(3)),
      limit,
      unit,
      held: value <= limit ? 'yes' : 'NO',
    })),
  );
  missed += figures.filter(({ value, limit }) => value > limit).length;
}
process.exitCode = missed === 0 ? 0 : 1;
