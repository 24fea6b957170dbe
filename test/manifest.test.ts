import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commands, extensionId, settings, views } from '../src/editor/names.ts';

const root = resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json'));
const words = JSON.parse(read('package.nls.json')) as Record<string, string>;
const { contributes } = manifest;

describe('the manifest', () => {
  it('names what the code names', () => {
    assert.equal(`${manifest.publisher}.${manifest.name}`, extensionId);
    assert.deepEqual(
      contributes.commands.map(({ command }: { command: string }) => command).sort(),
      Object.values(commands).sort(),
    );
    assert.deepEqual(
      contributes.views.mileapp.map(({ id }: { id: string }) => id),
      Object.values(views),
    );
    assert.deepEqual(
      Object.keys(contributes.configuration.properties).sort(),
      Object.values(settings).sort(),
    );
  });

  it('keeps every id under mileapp', () => {
    const ids = [...Object.values(commands), ...Object.values(views), ...Object.values(settings)];
    assert.deepEqual(
      ids.filter((id) => !id.startsWith('mileapp.')),
      [],
    );
  });

  it('lets no workspace redirect a request', () => {
    assert.equal(contributes.configuration.properties[settings.apiUrl].scope, 'application');
  });

  it('has every sentence in package.nls.json, and nothing there that is not used', () => {
    const used = [...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(words).sort());
  });

  it('is built for the oldest VS Code it supports', () => {
    assert.equal(manifest.engines.vscode, '^1.110.0');
    assert.match(manifest.devDependencies['@types/vscode'], /^~1\.110\./);
    assert.deepEqual(Object.keys(manifest.dependencies), ['undici']);
  });
});
