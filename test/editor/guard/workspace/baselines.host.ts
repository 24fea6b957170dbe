import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { GuardPolicy } from '../../../../src/editor/guard/guardPolicy.ts';
import { LeakGuard } from '../../../../src/editor/guard/leakGuard.ts';
import { Baselines } from '../../../../src/editor/guard/workspace/baselines.ts';
import { LeakStore } from '../../../../src/editor/guard/workspace/leakStore.ts';
import { WorkspaceScan } from '../../../../src/editor/guard/workspace/workspaceScan.ts';
import { workspaceFolder } from '../../inHost.ts';
import { area, areaUri, emptyArea, header, workerThatWaits, writeIn } from './leaksInHost.ts';

describe('a baseline that comes while files are scanned', () => {
  const baseline = vscode.Uri.joinPath(workspaceFolder(), '.mileapp-leaks.json');
  afterEach(async () => {
    await vscode.workspace.fs.delete(baseline);
    await emptyArea();
  });

  it('counts for them, and a folder stands for its files', async () => {
    const token = randomBytes(30).toString('base64url');
    await writeIn({ 'a.js': header(token), 'b.js': header(randomBytes(30).toString('base64url')) });
    const baselines = new Baselines();
    const policy = new GuardPolicy();
    const guard = new LeakGuard(policy);
    const store = new LeakStore(guard, baselines);
    try {
      const names = ['a.js', 'b.js'].map((name) => `${area}/${name}`);
      const scan = new WorkspaceScan(workerThatWaits('go'), store, baselines, guard);
      const scanning = scan.some(workspaceFolder(), names);
      await baselines.loaded();
      await baselines.add(workspaceFolder(), token, `${area}/a.js`);
      await writeIn({ go: '' });
      await scanning;
      assert.deepEqual(
        store.places.map(({ uri }) => uri.path.split('/').at(-1)),
        ['b.js'],
      );

      // Of a folder that is moved or deleted VS Code tells no more than the folder.
      const found = () => store.places.map(({ uri }) => uri.path.split('/').at(-1));
      await writeIn({ 'inner/c.js': header(randomBytes(30).toString('base64url')) });
      await scan.some(workspaceFolder(), [`${area}/inner`]);
      assert.deepEqual(found(), ['b.js', 'c.js']);
      await vscode.workspace.fs.delete(areaUri('inner'), { recursive: true });
      await scan.some(workspaceFolder(), [`${area}/inner`]);
      assert.deepEqual(found(), ['b.js']);
    } finally {
      store.dispose();
      guard.dispose();
      policy.dispose();
      baselines.dispose();
    }
  });
});
