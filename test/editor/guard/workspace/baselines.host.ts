import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { GuardPolicy } from '../../../../src/editor/guard/guardPolicy.ts';
import { LeakGuard } from '../../../../src/editor/guard/leakGuard.ts';
import { Baselines } from '../../../../src/editor/guard/workspace/baselines.ts';
import { LeakStore } from '../../../../src/editor/guard/workspace/leakStore.ts';
import { WorkspaceScan } from '../../../../src/editor/guard/workspace/workspaceScan.ts';
import { extensionId } from '../../../../src/editor/names.ts';
import { workspaceFolder } from '../../inHost.ts';
import { area, areaUri, emptyArea, header, writeIn } from './leaksInHost.ts';

/** A scan thread that begins when a file is there. */
const slowWorker = (worker: string, go: string) => `
  import { existsSync } from 'node:fs';
  const never = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(${JSON.stringify(go)})) Atomics.wait(never, 0, 0, 10);
  await import(${JSON.stringify(worker)});
`;

describe('a baseline that comes while files are scanned', () => {
  const baseline = vscode.Uri.joinPath(workspaceFolder(), '.mileapp-leaks.json');
  afterEach(async () => {
    await vscode.workspace.fs.delete(baseline);
    await emptyArea();
  });

  it('counts for them', async () => {
    const token = randomBytes(30).toString('base64url');
    await writeIn({ 'a.js': header(token), 'b.js': header(randomBytes(30).toString('base64url')) });
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension);
    const baselines = new Baselines();
    const policy = new GuardPolicy();
    const guard = new LeakGuard(policy);
    const store = new LeakStore(guard, baselines);
    const worker = vscode.Uri.joinPath(extension.extensionUri, 'dist', 'worker.js').toString(true);
    const slow = new URL(
      `data:text/javascript,${encodeURIComponent(slowWorker(worker, areaUri('go').fsPath))}`,
    );
    try {
      const names = ['a.js', 'b.js'].map((name) => `${area}/${name}`);
      const scanning = new WorkspaceScan(slow, store, baselines, guard).some(workspaceFolder(), names, []);
      await baselines.loaded();
      await baselines.add(workspaceFolder(), token, `${area}/a.js`);
      await writeIn({ go: '' });
      await scanning;
      assert.deepEqual(
        store.places.map(({ uri }) => uri.path.split('/').at(-1)),
        ['b.js'],
      );
    } finally {
      store.dispose();
      guard.dispose();
      policy.dispose();
      baselines.dispose();
    }
  });
});
