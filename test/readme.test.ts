import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tables, withTables } from './readme/tables.ts';

const root = resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

describe('the README', () => {
  const text = read('README.md');

  it('has the tables that package.json and the lookups give: npm run readme', () => {
    assert.equal(text, withTables(text));
    for (const [name, rows] of Object.entries(tables())) assert.ok(rows.split('\n').length > 5, name);
  });

  it('shows and links only what is there', () => {
    const linked = [...text.matchAll(/(?:\]\(|src(?:set)?=")([^)"#]+)/g)].map(([, target]) => target ?? '');
    const files = linked.filter((target) => !/^(?:https?|command):/.test(target));
    assert.deepEqual(
      files.filter((file) => !existsSync(join(root, file))),
      [],
    );
    assert.ok(files.length >= 3);
  });

  it('names only scripts that are there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const documents = text + read('.github/CONTRIBUTING.md');
    const named = [...documents.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script ?? '');
    assert.deepEqual(
      named.filter((script) => !(script in scripts)),
      [],
    );
    assert.ok(named.length > 5);
  });

  it('keeps the way in for contributors short', () => {
    assert.ok(read('.github/CONTRIBUTING.md').trimEnd().split('\n').length < 100);
  });
});
