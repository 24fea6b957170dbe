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
    name: 'leak',
    themes: ['light', 'dark'],
    viewport: { width: 1100, height: 640 },
    async play({ host, sample }) {
      await host.workbench.openFile(path.join(sample, 'create-task.ts'));
      await host.page.locator('.squiggly-error, .squiggly-warning').first().waitFor();
    },
  },
  {
    name: 'tasks',
    themes: ['light', 'dark', 'contrast'],
    viewport: { width: 1280, height: 860 },
    async play({ host: { page, workbench }, sandbox }) {
      await workbench.showViewContainer('MileApp');
      await workbench.runCommand('MileApp: Sign In');
      await workbench.answerQuickInput(sandbox.mint());
      const rows = workbench.treeRows('Tasks');
      await page.locator('.pane-header[aria-label^="Leaks"]').click();
      await page.locator('.pane-header[aria-label^="Leaks"]').click();
      await rows.filter({ hasText: 'Ongoing' }).click();
      await rows.filter({ hasText: 'due ' }).first().click();
      await page.locator('.tab.active .codicon-checklist').waitFor();
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
