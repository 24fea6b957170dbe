// The page of a task, as axe-core sees it in the window, in every kind of theme.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { axeIn } from '../../host/axe.ts';
import { type Host, openHost } from '../../host/session.ts';
import { themes } from '../../host/settings.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';

/** Each has a status in another colour: the group, what its row says, and the colour's class in the page. */
const kinds = [
  ['Unassigned', /(?<!over)due /, 'plain'],
  ['Ongoing', /(?<!over)due /, 'active'],
  ['Ongoing', /overdue /, 'warning'],
  ['Done', /done /, 'done'],
] as const;

describe('the page of a task, for axe-core', () => {
  let sandbox: Sandbox;
  let workspace: string;
  let host: Host | undefined;

  before(async () => {
    // Of yesterday, so that some of its tasks are overdue by now.
    sandbox = await startSandbox({ seed: 1, now: Date.now() - 23 * 3_600_000 });
    workspace = await mkdtemp(path.join(tmpdir(), 'mileapp-axe-'));
  });
  afterEach(async () => {
    await host?.close();
    host = undefined;
  });
  after(async () => {
    await sandbox.close();
    await rm(workspace, { recursive: true, force: true });
  });

  for (const theme of themes) {
    it(`has no fault in a theme of the kind ${theme}`, async () => {
      const { MILEAPP_VSCODE: version } = process.env;
      host = await openHost({
        workspace,
        theme,
        settings: { 'mileapp.apiUrl': sandbox.baseUrl },
        ...(version === undefined ? {} : { version }),
      });
      const { page, workbench } = host;
      await workbench.showViewContainer('MileApp');
      await workbench.runCommand('MileApp: Sign In');
      await workbench.answerQuickInput(sandbox.mint());
      const level = (depth: number) =>
        workbench.treeRows('Tasks').and(page.locator(`[aria-level="${depth}"]`));
      for (const [group, says, tone] of kinds) {
        await level(1).filter({ hasText: group }).click();
        await level(2).filter({ hasText: says }).first().click();
        const { violations, undecided, passed } = await axeIn(await taskFrame(host, tone));
        assert.deepEqual({ violations, undecided }, { violations: [], undecided: [] }, tone);
        assert.ok(passed.includes('color-contrast'), 'it judged colours');
        await workbench.runCommand('View: Close All Editors');
        await page.locator('iframe.webview').waitFor({ state: 'detached' });
        await level(1).filter({ hasText: group }).click();
      }
    });
  }
});

/** The innermost frame of the page that is shown, once its status has that colour. */
async function taskFrame({ page }: Host, tone: string): Promise<Frame> {
  const frames = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  const status = await frames.locator(`.status.${tone}`).elementHandle();
  const frame = await status?.ownerFrame();
  assert.ok(frame, 'a task is shown');
  return frame;
}
