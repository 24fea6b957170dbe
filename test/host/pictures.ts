// npm run pictures: takes the pictures of the README and the walkthrough from the running extension, into media/.
//   --only <name> (may be given more than once)
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { projectFolder } from './folders.ts';
import { buildExtension } from './processes.ts';
import { program } from './program.ts';
import { writeSample } from './sample.ts';
import { mintSampleTokens } from './sampleTokens.ts';
import { type Host, openHost } from './session.ts';
import type { Settings, Theme } from './settings.ts';

/** What a scene works with: a window on the sample project, signed out, and the sandbox behind it. */
type Stage = { host: Host; sandbox: Sandbox; sample: string };

type Scene = {
  /** The picture's name, without its theme and `.png`. */
  name: string;
  themes: readonly Theme[];
  settings?: Settings;
  viewport?: { width: number; height: number };
  /** Brings the window to what the picture shows, and waits until it shows it. */
  play(stage: Stage): Promise<void>;
};

const scenes: readonly Scene[] = [
  {
    // The README's first picture: a leak, what the light bulb offers, and the tasks beside it.
    name: 'screenshot',
    themes: ['light', 'dark'],
    viewport: { width: 1180, height: 700 },
    async play({ host: { page, workbench }, sandbox, sample }) {
      await workbench.showViewContainer('MileApp');
      await workbench.runCommand('MileApp: Sign In');
      await workbench.answerQuickInput(sandbox.mint());
      await workbench.treeRows('Tasks').filter({ hasText: 'Ongoing' }).click();
      await workbench.treeRows('Tasks').filter({ hasText: 'due ' }).first().waitFor();
      await page.locator('.pane-header[aria-label^="Leaks"]').click();
      await workbench.openFile(path.join(sample, 'sync_tasks.py'));
      // The squiggle lies below the text, which takes the click.
      await workbench
        .squiggles('error')
        .first()
        .click({ force: true, position: { x: 40, y: 4 } });
      await page.keyboard.press('ControlOrMeta+Period');
      await page.locator('.action-widget .monaco-list-row').first().waitFor();
    },
  },
  {
    name: 'tasks',
    themes: ['light', 'dark', 'contrast'],
    viewport: { width: 1360, height: 900 },
    async play({ host: { page, workbench }, sandbox }) {
      await workbench.showViewContainer('MileApp');
      await workbench.runCommand('MileApp: Sign In');
      await workbench.answerQuickInput(sandbox.mint());
      const rows = workbench.treeRows('Tasks');
      await rows.filter({ hasText: 'Ongoing' }).click();
      await page.locator('.pane-header[aria-label^="Leaks"]').click();
      // A wider side bar: rows are read whole.
      const bar = (await page.locator('.part.sidebar').boundingBox())!;
      await page.mouse.move(bar.x + bar.width + 1, 500);
      await page.mouse.down();
      await page.mouse.move(bar.x + bar.width + 120, 500, { steps: 4 });
      await page.mouse.up();
      await rows.filter({ hasText: 'due ' }).first().click();
      const frame = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
      await frame.locator('h1').waitFor();
    },
  },
];

program(async (stack) => {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  await buildExtension(stack);
  const media = path.join(projectFolder, 'media');
  await mkdir(media, { recursive: true });
  for (const scene of scenes.filter(({ name }) => values.only?.includes(name) ?? true)) {
    for (const theme of scene.themes) {
      const picture = path.join(media, `${scene.name}-${theme}.png`);
      await take(stack, scene, theme, picture);
      console.log(path.relative(projectFolder, picture));
    }
  }
  return 0;
});

async function take(stack: AsyncDisposableStack, scene: Scene, theme: Theme, picture: string): Promise<void> {
  const own = stack.use(new AsyncDisposableStack());
  const sandbox = await startSandbox({ seed: 1 });
  own.defer(() => sandbox.close());
  const folder = await mkdtemp(path.join(tmpdir(), 'mileapp-picture-'));
  own.defer(() => rm(folder, { recursive: true, force: true }));
  const sample = path.join(folder, 'warung-deliveries');
  await writeSample(sample, mintSampleTokens(sandbox));

  const host = await openHost({
    workspace: sample,
    theme,
    settings: { 'mileapp.apiUrl': sandbox.baseUrl, 'editor.minimap.enabled': false, ...scene.settings },
    viewport: scene.viewport ?? { width: 1280, height: 800 },
    scale: 2,
    say: console.log,
  });
  own.defer(() => host.close());
  await scene.play({ host, sandbox, sample });
  // Without the blinking of the cursor, a picture of the same thing is the same picture.
  await host.page.screenshot({ path: picture, animations: 'disabled', caret: 'hide' });
  await own.disposeAsync();
}
