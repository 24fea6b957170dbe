// npm run pictures: takes the pictures of the README and the walkthrough from the running extension, into media/.
//   --only <name> (may be given more than once)
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { film, webpOf } from './film.ts';
import { projectFolder } from './folders.ts';
import { buildExtension } from './processes.ts';
import { program } from './program.ts';
import { writeSample } from './sample.ts';
import { mintSampleTokens } from './sampleTokens.ts';
import { type Host, openHost } from './session.ts';
import { type Settings, type Theme, themes } from './settings.ts';

/** What a scene works with: a window on the sample project, signed out, and the sandbox behind it. */
type Stage = { host: Host; sandbox: Sandbox; sample: string };

type Scene = {
  /** The picture's name, without its theme and `.webp`. */
  name: string;
  themes: readonly Theme[];
  settings?: Settings;
  /** The language of VS Code; English unless told. */
  locale?: string;
  viewport?: { width: number; height: number };
  /** Pixels of the picture for each of the window; 2 unless told. */
  scale?: number;
  /** Brings the window to what the picture shows, and waits until it shows it; or makes the picture itself. */
  play(stage: Stage): Promise<Buffer | undefined>;
};

const scenes: readonly Scene[] = [
  {
    // What a stranger sees first: the extension at work.
    name: 'demo',
    themes: ['light', 'dark'],
    viewport: { width: 920, height: 560 },
    scale: 1,
    play: ({ host, sandbox, sample }) => film(host, sandbox, sample),
  },
  {
    name: 'tasks',
    scale: 1,
    themes,
    viewport: { width: 1360, height: 900 },
    async play({ host: { page, workbench }, sandbox }) {
      await workbench.showViewContainer('MileApp');
      await workbench.runCommand('MileApp: Sign In');
      await workbench.answerQuickInput(sandbox.mint());
      const rows = workbench.treeRows('Tasks');
      await rows.filter({ hasText: 'Ongoing' }).click();
      await page.locator('.pane-header[aria-label^="Leaks"]').click();
      await widenSideBar(page);
      await rows.filter({ hasText: 'due ' }).first().click();
      const frame = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
      await frame.locator('h1').waitFor();
      return undefined;
    },
  },
  {
    // A leak and what the light bulb offers, in Indonesian.
    name: 'indonesian',
    scale: 1,
    themes: ['light'],
    locale: 'id',
    viewport: { width: 1360, height: 760 },
    async play({ host: { page, workbench }, sandbox, sample }) {
      await workbench.showViewContainer('MileApp');
      await workbench.runCommand('MileApp: Masuk');
      await workbench.answerQuickInput(sandbox.mint());
      const rows = workbench.treeRows('Tugas');
      await rows.filter({ hasText: 'Berlangsung' }).click();
      await rows.filter({ hasText: 'tenggat ' }).first().waitFor();
      await widenSideBar(page);
      await workbench.openFile(path.join(sample, 'sync_tasks.py'));
      // The squiggle lies below the text, which takes the click.
      const leak = workbench.squiggles('error').first();
      await leak.click({ force: true, position: { x: 40, y: 4 } });
      await page.keyboard.press('ControlOrMeta+Period');
      await page.locator('.action-widget .monaco-list-row').first().waitFor();
      return undefined;
    },
  },
];

/** Makes the side bar so wide that rows are read whole. */
async function widenSideBar(page: Page): Promise<void> {
  const bar = (await page.locator('.part.sidebar').boundingBox())!;
  await page.mouse.move(bar.x + bar.width + 1, 500);
  await page.mouse.down();
  await page.mouse.move(bar.x + bar.width + 120, 500, { steps: 4 });
  await page.mouse.up();
}

program(async (stack) => {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  await buildExtension(stack);
  const media = path.join(projectFolder, 'media');
  await mkdir(media, { recursive: true });
  for (const scene of scenes.filter(({ name }) => values.only?.includes(name) ?? true)) {
    for (const theme of scene.themes) {
      const picture = path.join(media, `${scene.name}-${theme}.webp`);
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
    scale: scene.scale ?? 2,
    ...(scene.locale === undefined ? {} : { locale: scene.locale }),
    say: console.log,
  });
  own.defer(() => host.close());
  const made = await scene.play({ host, sandbox, sample });
  // Without the blinking of the cursor, a picture of the same thing is the same picture.
  const still = async () => host.page.screenshot({ animations: 'disabled', caret: 'hide' });
  await writeFile(picture, made ?? (await webpOf(host.page, await still())));
  await own.disposeAsync();
}
