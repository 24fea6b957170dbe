import { presserVariable, type Step, type StepAnswer } from './steps.ts';

/**
 * For tests in the extension host: presses what the extension API cannot press, in the window of the launcher. Every
 * call resolves when it is done and rejects, saying why, when it cannot be.
 */
export class Presser {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** @throws Error outside of a launcher. */
  static fromEnvironment(): Presser {
    const url = process.env[presserVariable];
    if (url === undefined) throw new Error(`${presserVariable} is not set: no launcher drives this window.`);
    return new Presser(url);
  }

  /** `Enter`, `Escape`, `Control+Period`: Playwright's names of keys. */
  async key(key: string): Promise<void> {
    await this.#ask({ do: 'key', key });
  }

  /** Types text where the focus is, key by key. */
  async type(text: string): Promise<void> {
    await this.#ask({ do: 'type', text });
  }

  /** Puts text where the focus is all at once, as a paste does. */
  async insert(text: string): Promise<void> {
    await this.#ask({ do: 'insert', text });
  }

  async click(target: string, options: { button?: 'left' | 'right'; clicks?: number } = {}): Promise<void> {
    await this.#ask({ do: 'click', target, ...options });
  }

  async hover(target: string): Promise<void> {
    await this.#ask({ do: 'hover', target });
  }

  /** Waits until something is seen, or no longer. Milliseconds; 30 000 unless told. */
  async waitFor(
    target: string,
    options: { state?: 'visible' | 'hidden'; timeout?: number } = {},
  ): Promise<void> {
    await this.#ask({ do: 'waitFor', target, ...options });
  }

  /** The text of everything that the selector meets now; it does not wait. */
  async texts(target: string): Promise<string[]> {
    return (await this.#ask({ do: 'texts', target })) as string[];
  }

  /** What a screen reader would find, in Playwright's notation. */
  async snapshot(target = 'body'): Promise<string> {
    return (await this.#ask({ do: 'snapshot', target })) as string;
  }

  /** Writes a PNG of the window to an absolute path. */
  async screenshot(path: string): Promise<void> {
    await this.#ask({ do: 'screenshot', path });
  }

  /**
   * The clipboard of the window, which Ctrl+C and Ctrl+V use. While tests run, `vscode.env.clipboard` is another one, in
   * memory.
   */
  async readClipboard(): Promise<string> {
    return (await this.#ask({ do: 'readClipboard' })) as string;
  }

  async writeClipboard(text: string): Promise<void> {
    await this.#ask({ do: 'writeClipboard', text });
  }

  /** Runs a command as a person does, by its title in the palette. */
  async runCommand(title: string): Promise<void> {
    await this.#ask({ do: 'runCommand', title });
  }

  async #ask(step: Step): Promise<unknown> {
    const response = await fetch(`${this.#url}/step`, { method: 'POST', body: JSON.stringify(step) });
    const answer = (await response.json()) as StepAnswer;
    if ('error' in answer) throw new Error(`${JSON.stringify(step)}: ${answer.error}`);
    return answer.value;
  }
}
