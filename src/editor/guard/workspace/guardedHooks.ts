import type { Memento } from 'vscode';
import { removeHook } from './commitHook.ts';

const key = 'guardedHooks';

/** The folders of git hooks this extension has put its own into, so that all of them can be taken away again. */
export class GuardedHooks {
  readonly #memory: Memento;

  /** @param memory one for all windows */
  constructor(memory: Memento) {
    this.#memory = memory;
  }

  get folders(): readonly string[] {
    return this.#memory.get<string[]>(key, []);
  }

  async add(folder: string): Promise<void> {
    await this.#memory.update(key, [...new Set([...this.folders, folder])]);
  }

  async delete(folder: string): Promise<void> {
    await this.#memory.update(
      key,
      this.folders.filter((one) => one !== folder),
    );
  }

  /** Takes our hook out of every folder. @returns the folders where that failed; ones that are gone are no failure */
  removeAll(): string[] {
    return this.folders.filter((folder) => {
      try {
        removeHook(folder);
        return false;
      } catch {
        return true;
      }
    });
  }
}
