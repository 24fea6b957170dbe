import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { hookState, installHook, removeHook } from './commitHook.ts';
import type { GuardedHooks } from './guardedHooks.ts';

const run = promisify(execFile);

/** Guards the commits of a repository, or stops doing so. */
export class CommitGuard {
  readonly #program: string;
  readonly #version: string;
  readonly #guarded: GuardedHooks;

  /** @param program the command-line program's file  @param version the extension's */
  constructor(program: string, version: string, guarded: GuardedHooks) {
    this.#program = program;
    this.#version = version;
    this.#guarded = guarded;
  }

  /** Installs the hook in the repository of a folder, or removes it where it is installed. */
  async toggle(): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showErrorMessage(
        vscode.l10n.t('In Restricted Mode, git hooks are not touched. Trust this workspace first.'),
      );
      return;
    }
    const folder = await pickFolder();
    if (!folder) return;
    const git = (...args: string[]) => gitIn(folder.fsPath, args);
    const root = await git('rev-parse', '--show-toplevel');
    const asked = await git('rev-parse', '--git-path', 'hooks');
    if (root === undefined || asked === undefined) {
      void vscode.window.showErrorMessage(vscode.l10n.t('This folder is in no git repository.'));
      return;
    }
    const hooks = path.resolve(folder.fsPath, asked);
    try {
      const state = hookState(hooks);
      if (state.kind === 'ours' && state.version === this.#version) await this.#remove(hooks);
      else if (await mayTouch(hooks, root, git)) await this.#install(hooks, state.kind);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      void vscode.window.showErrorMessage(vscode.l10n.t('The hook could not be written ({0}).', code));
    }
  }

  async #install(hooks: string, before: 'ours' | 'other' | 'none'): Promise<void> {
    installHook(hooks, this.#program, this.#version);
    await this.#guarded.add(hooks);
    const done = vscode.l10n.t('Commits in this repository are now scanned for leaked tokens.');
    const kept = vscode.l10n.t('The hook that was there is kept and runs first.');
    void vscode.window.showInformationMessage(before === 'other' ? `${done} ${kept}` : done);
  }

  async #remove(hooks: string): Promise<void> {
    const remove = vscode.l10n.t('Stop Guarding');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('Commits in this repository are scanned for leaked tokens.'),
      remove,
    );
    if (chosen !== remove) return;
    removeHook(hooks);
    await this.#guarded.delete(hooks);
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Commits in this repository are no longer scanned for leaked tokens.'),
    );
  }
}

type Git = (...args: string[]) => Promise<string | undefined>;

/** Asks before touching hooks that others share: outside of the repository, or followed by it. */
async function mayTouch(hooks: string, root: string, git: Git): Promise<boolean> {
  if ((await git('config', '--get', 'core.hooksPath')) === undefined) return true;
  const real = (file: string) => realpath(file).catch(() => file);
  const relative = path.relative(await real(root), await real(hooks));
  const isOutside = relative.startsWith('..') || path.isAbsolute(relative);
  const isTracked = !isOutside && Boolean(await git('ls-files', '--', hooks));
  if (!isOutside && !isTracked) return true;
  const install = vscode.l10n.t('Install');
  const question = isOutside
    ? vscode.l10n.t('This repository takes its hooks from a folder outside of it. Install the hook there?')
    : vscode.l10n.t(
        'This repository takes its hooks from a folder that git follows. Install the hook there?',
      );
  const detail = isOutside
    ? vscode.l10n.t('{0} — it may serve other repositories, too.', hooks)
    : vscode.l10n.t('{0} — everybody who clones this repository would get it.', hooks);
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, install)) === install;
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length === 0) {
    void vscode.window.showErrorMessage(vscode.l10n.t('Open a folder first.'));
  }
  if (folders.length <= 1) return folders[0]?.uri;
  return (await vscode.window.showWorkspaceFolderPick())?.uri;
}

/** What git answers, without the line end; undefined where it has no answer. */
async function gitIn(cwd: string, args: string[]): Promise<string | undefined> {
  try {
    return (await run('git', args, { cwd })).stdout.replace(/\r?\n$/, '');
  } catch {
    return undefined;
  }
}
