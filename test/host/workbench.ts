import type { Locator, Page } from 'playwright-core';

/** Milliseconds that one thing may take on a busy machine. */
const patience = 60_000;

/** What a person does in a window of VS Code, and what they see there. Everything waits until it can be done. */
export class Workbench {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The input at the top of the window: palette, pick lists, our boxes. */
  get quickInput(): Locator {
    return this.#page.locator(
      '.quick-input-widget:visible input[type="text"], .quick-input-widget:visible input[type="password"]',
    );
  }

  /** Rows of the pick list that is open. */
  get quickPickRows(): Locator {
    return this.#page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  }

  /** The labels of those rows, once there is one: while a list is drawn anew there is none for a moment. */
  async quickPickLabels(): Promise<string[]> {
    for (;;) {
      await this.quickPickRows.first().waitFor();
      const rows = await this.quickPickRows.allInnerTexts();
      if (rows.length > 0) return rows.map((text) => text.split('\n')[0] ?? '');
    }
  }

  /** The sentence below the input: a prompt, or why what was typed is refused. */
  get quickInputMessage(): Locator {
    return this.#page.locator('.quick-input-widget:visible .quick-input-message');
  }

  /**
   * Runs a command by the title the palette shows: `MileApp: Sign In`. The palette lists what was registered when it
   * opened, so while extensions are still being read it is opened again.
   */
  async runCommand(title: string): Promise<void> {
    const deadline = Date.now() + patience;
    const ask = async () => {
      await this.#page.keyboard.press('F1');
      await this.quickInput.fill(`>${title}`, { timeout: 5_000 });
      await this.#pickFocused(title, 5_000);
    };
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await this.#page.keyboard.press('Escape');
      }
    }
  }

  /** Types into the input that is open, and presses Enter. */
  async answerQuickInput(text: string): Promise<void> {
    await this.quickInput.fill(text);
    await this.#page.keyboard.press('Enter');
  }

  /** Picks the row with that label from the list that is open. */
  async pick(label: string): Promise<void> {
    await this.quickPickRows.filter({ hasText: label }).first().click();
  }

  /** Opens a file by its absolute path and waits for its tab. */
  async openFile(file: string): Promise<void> {
    const name = file.split(/[/\\]/).at(-1) ?? file;
    await this.#page.keyboard.press('ControlOrMeta+P');
    await this.quickInput.fill(file);
    await this.#pickFocused(name, patience);
    await this.#page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  }

  /** The code editor that has the focus, or had it last. */
  get editor(): Locator {
    return this.#page.locator('.editor-group-container.active .monaco-editor').first();
  }

  /** The wavy lines in the editor, one for each underlined stretch of a line. */
  squiggles(severity: 'error' | 'warning' | 'info' | 'hint'): Locator {
    return this.editor.locator(`.squiggly-${severity}`);
  }

  /** Puts the cursor on the first underlined stretch of that severity and opens the light bulb's menu. */
  async openQuickFixes(severity: 'error' | 'warning' | 'info' | 'hint'): Promise<void> {
    const squiggle = this.squiggles(severity).first();
    await squiggle.waitFor();
    const rows = this.#page.locator('.action-widget .monaco-list-row');
    const deadline = Date.now() + patience;
    for (;;) {
      // The squiggle lies below the text, which takes the click.
      await squiggle.click({ force: true, position: { x: 40, y: 4 } });
      await this.#page.keyboard.press('ControlOrMeta+Period');
      try {
        return await rows.first().waitFor({ timeout: 5_000 });
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
    }
  }

  /**
   * Opens the list of notifications and waits for one that has this text. A window under a driver for smoke tests, as ours
   * is, shows no toasts: only the list, and a dot on the bell. A list without messages closes itself, so it is opened
   * again until the message has come.
   */
  async notification(text: string): Promise<Locator> {
    const found = this.#page
      .locator('.notifications-center .notification-list-item')
      .filter({ hasText: text })
      .first();
    const deadline = Date.now() + patience;
    for (;;) {
      await this.#showNotifications();
      try {
        await found.waitFor({ timeout: 5_000 });
        return found;
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
    }
  }

  /** The messages in the list of notifications now. */
  async notifications(): Promise<string[]> {
    await this.#showNotifications();
    return this.#page.locator('.notifications-center .notification-list-item-message').allInnerTexts();
  }

  /** A modal dialog. */
  get dialog(): Locator {
    return this.#page.locator('.monaco-dialog-box');
  }

  async pressDialogButton(label: string): Promise<void> {
    await this.dialog.getByRole('button', { name: label, exact: true }).click();
  }

  /** Shows a view container by the name on its icon: `MileApp`, `Explorer`. Pressing the icon of one in sight hides it. */
  async showViewContainer(name: string): Promise<void> {
    await this.runCommand(`View: Show ${name}`);
    await this.#page.locator('.part.sidebar .composite.title').filter({ hasText: name }).waitFor();
  }

  /** Rows of a tree view, by the view's title; what is scrolled out of sight is not among them. */
  treeRows(viewTitle: string): Locator {
    return this.#pane(viewTitle).locator('.monaco-list-row');
  }

  /** The sentence above the rows of a tree view. */
  viewMessage(viewTitle: string): Locator {
    return this.#pane(viewTitle).locator('.message');
  }

  #pane(viewTitle: string): Locator {
    const header = this.#page.locator(`.pane-header[aria-label^="${viewTitle}"]`);
    return this.#page.locator('.pane').filter({ has: header });
  }

  async #showNotifications(): Promise<void> {
    const list = this.#page.locator('.notifications-center.visible');
    if (await list.isVisible()) return;
    await this.runCommand('Notifications: Show Notifications');
    await list.waitFor();
  }

  /** Waits until the row that Enter would take carries this label, and takes it. */
  async #pickFocused(label: string, timeout: number): Promise<void> {
    await this.quickPickRows
      .and(this.#page.locator('.focused'))
      .filter({ hasText: label })
      .first()
      .waitFor({ timeout });
    await this.#page.keyboard.press('Enter');
  }
}
