import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type * as vscode from 'vscode';
import { GuardPolicy } from '../../../../src/editor/guard/guardPolicy.ts';
import { LeakGuard } from '../../../../src/editor/guard/leakGuard.ts';
import { Variables } from '../../../../src/editor/guard/variables.ts';
import { Baselines } from '../../../../src/editor/guard/workspace/baselines.ts';
import type { LeakNode } from '../../../../src/editor/guard/workspace/leaksTree.ts';
import { LeaksView } from '../../../../src/editor/guard/workspace/leaksView.ts';
import { settings } from '../../../../src/editor/names.ts';
import { Setting } from '../../../../src/editor/settings.ts';
import { answerNotification } from '../../pressing.ts';
import { emptyArea, header, workerThatWaits, writeIn } from './leaksInHost.ts';

describe('the scan of the workspace, while it is under way', () => {
  const owned: vscode.Disposable[] = [];
  const own = <T extends vscode.Disposable>(part: T) => {
    owned.push(part);
    return part;
  };
  afterEach(async () => {
    for (const part of owned.splice(0).reverse()) part.dispose();
    await emptyArea();
  });

  it('ends when Cancel is pressed, says so, and can be begun again', async () => {
    await writeIn({ 'a.js': header(randomBytes(30).toString('base64url')) });
    const guard = own(new LeakGuard(own(new GuardPolicy())));
    const face = { message: '' } as vscode.TreeView<LeakNode>;
    const rotation = {
      signIn: async () => false,
      stillWorks: async () => 'unknown' as const,
      origin: () => '',
    };
    const variables = new Variables(own(new Setting(settings.variable, '')));
    const worker = workerThatWaits('go');
    const view = own(
      new LeaksView({ guard, variables, baselines: own(new Baselines()), worker, face, rotation }),
    );
    const scanning = view.scan();
    await answerNotification('Scanning for leaked tokens', 'Cancel');
    await scanning;
    assert.equal(face.message, 'The scan was cancelled: this is what it found until then.');
    await writeIn({ go: '' });
    await view.scan();
    assert.match(face.message ?? '', /^Leaked tokens: /);
  });
});
