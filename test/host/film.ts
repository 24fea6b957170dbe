import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { animatedWebp, type Frame } from './animatedWebp.ts';
import type { Host } from './session.ts';

/** How well pictures are kept, from 0 to 1: below this, the edges of letters show it. */
const quality = 0.65;

/** A window's PNG as WebP: a browser can encode it. */
export async function webpOf(page: Page, png: Buffer): Promise<Buffer> {
  // A page of its own: the workbench's policy lets no picture in from here.
  const blank = await page.context().newPage();
  try {
    const encoded = (await blank.evaluate(
      `(async () => {
        const picture = await createImageBitmap(await (await fetch('data:image/png;base64,${png.toString('base64')}')).blob());
        const canvas = new OffscreenCanvas(picture.width, picture.height);
        canvas.getContext('2d', { alpha: false }).drawImage(picture, 0, 0);
        const webp = await canvas.convertToBlob({ type: 'image/webp', quality: ${quality} });
        return btoa(Array.from(new Uint8Array(await webp.arrayBuffer()), (byte) => String.fromCharCode(byte)).join(''));
      })()`,
    )) as string;
    return Buffer.from(encoded, 'base64');
  } finally {
    await blank.close();
  }
}

/** The extension at work, in one short animation: signing in, a task, a leak and its fix. */
export async function film(host: Host, sandbox: Sandbox, sample: string): Promise<Buffer> {
  const { page, workbench } = host;
  const pictures: { png: Buffer; milliseconds: number }[] = [];
  const shot = async (milliseconds: number) => {
    pictures.push({ png: await page.screenshot({ animations: 'disabled' }), milliseconds });
  };
  await workbench.showViewContainer('MileApp');
  await page.locator('.pane-header[aria-label^="Leaks"]').click();
  await shot(900);

  await page.locator('.welcome-view-content').getByRole('button', { name: 'Sign In' }).click();
  await workbench.quickInput.fill(sandbox.mint());
  await shot(1400);
  await page.keyboard.press('Enter');
  const rows = workbench.treeRows('Tasks');
  await rows.filter({ hasText: 'Ongoing' }).click();
  await rows.filter({ hasText: 'due ' }).first().waitFor();
  await shot(1600);
  await rows.filter({ hasText: 'due ' }).first().click();
  const frame = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  await frame.locator('h1').waitFor();
  await page.mouse.move(700, 400);
  await shot(2200);

  await workbench.openFile(path.join(sample, 'sync_tasks.py'));
  const squiggle = workbench.squiggles('error').first();
  await squiggle.waitFor();
  await shot(2000);
  await workbench.openQuickFixes('error');
  await shot(2200);
  await page.keyboard.press('Enter');
  await squiggle.waitFor({ state: 'hidden' });
  await page.locator('.action-widget .monaco-list-row').first().waitFor({ state: 'hidden' });
  await shot(3200);

  const frames: Frame[] = [];
  for (const { png, milliseconds } of pictures) frames.push({ webp: await webpOf(page, png), milliseconds });
  return animatedWebp(frames);
}
