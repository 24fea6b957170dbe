import type { Page } from 'playwright-core';
import type { Step } from './steps.ts';
import { Workbench } from './workbench.ts';

/** Milliseconds that a step waits for what it needs. */
const patience = 30_000;

/** Does one step in a window and gives what it reads. Rejects when it cannot be done. */
export async function pressPage(page: Page, step: Step): Promise<unknown> {
  const first = (target: string) => page.locator(target).first();
  switch (step.do) {
    case 'key':
      return page.keyboard.press(step.key);
    case 'type':
      return page.keyboard.type(step.text);
    case 'insert':
      return page.keyboard.insertText(step.text);
    case 'click':
      return first(step.target).click({
        button: step.button ?? 'left',
        clickCount: step.clicks ?? 1,
        timeout: patience,
      });
    case 'hover':
      return first(step.target).hover({ timeout: patience });
    case 'waitFor':
      return first(step.target).waitFor({
        state: step.state ?? 'visible',
        timeout: step.timeout ?? patience,
      });
    case 'texts':
      return page.locator(step.target).allInnerTexts();
    case 'snapshot':
      return first(step.target).ariaSnapshot({ timeout: patience });
    case 'screenshot':
      await page.screenshot({ path: step.path });
      return undefined;
    case 'readClipboard':
      return page.evaluate('navigator.clipboard.readText()');
    case 'writeClipboard':
      return page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(step.text)})`);
    case 'runCommand':
      return new Workbench(page).runCommand(step.title);
    default:
      throw new Error(`No such step: ${JSON.stringify(step satisfies never)}`);
  }
}
