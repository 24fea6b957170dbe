import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../../../cli/writeWhole.ts';

/** Our mark in a hook: by it we know our own. */
const mark = 'mileapp-commit-guard';

/** What the hook that was there before is called while ours stands in its place. */
const keptName = 'pre-commit.before-mileapp';

/** The folder of the copied program, beside the hook. */
const programFolder = 'mileapp-commit-guard';

/** What a folder of hooks holds: ours, with its version; somebody else's; none. */
export type HookState = { kind: 'ours'; version: string } | { kind: 'other' } | { kind: 'none' };

export function hookState(hooks: string): HookState {
  const text = read(path.join(hooks, 'pre-commit'));
  if (text === undefined) return { kind: 'none' };
  const version = new RegExp(`${mark} ([\\w.-]+)`).exec(text)?.[1];
  return version === undefined ? { kind: 'other' } : { kind: 'ours', version };
}

/**
 * Puts our hook into a folder of hooks, with a copy of the program, so that the extension can be updated or removed. A
 * hook that is there is kept and still runs, first. Every file is written beside its place and then renamed, and our
 * hook comes last: a kill at any moment leaves either the old hook or ours, whole.
 * @param program the command-line program's file
 */
export function installHook(hooks: string, program: string, version: string): void {
  const folder = path.join(hooks, programFolder);
  const hook = path.join(hooks, 'pre-commit');
  mkdirSync(folder, { recursive: true });
  writeWhole(path.join(folder, `cli-${version}.mjs`), readFileSync(program));
  if (hookState(hooks).kind === 'other') {
    const beside = path.join(hooks, `${keptName}.tmp`);
    copyFileSync(hook, beside);
    chmodSync(beside, statSync(hook).mode & 0o777);
    renameSync(beside, path.join(hooks, keptName));
  }
  writeWhole(hook, hookText(version), 0o755);
  for (const name of readdirSync(folder))
    if (name !== `cli-${version}.mjs`) rmSync(path.join(folder, name), { force: true });
}

/** Takes our hook away and puts the one that was there before back. */
export function removeHook(hooks: string): void {
  if (hookState(hooks).kind !== 'ours') return;
  const hook = path.join(hooks, 'pre-commit');
  const kept = path.join(hooks, keptName);
  if (read(kept) === undefined) rmSync(hook);
  else renameSync(kept, hook);
  rmSync(path.join(hooks, programFolder), { recursive: true, force: true });
}

/** For any POSIX shell; git brings one on Windows. Lets a commit pass, loudly, where it cannot be scanned. */
function hookText(version: string): string {
  return `#!/bin/sh
# ${mark} ${version}: MileApp for VS Code looks for leaked tokens in what is staged.
# “MileApp: Guard Commits in this Repository” removes it; git commit --no-verify goes past it once.
hooks=$(dirname "$0")
if [ -x "$hooks/${keptName}" ]; then
  "$hooks/${keptName}" "$@" || exit $?
fi
usable='process.exit(Number(process.versions.node.split(".")[0]) >= 18 ? 0 : 1)'
if ! node -e "$usable" >/dev/null 2>&1; then
  echo 'MileApp: THIS COMMIT WAS NOT SCANNED for leaked tokens: there is no node, version 18 or newer.' >&2
  exit 0
fi
node "$hooks/${programFolder}/cli-${version}.mjs" --staged >&2
code=$?
case $code in
  0) exit 0 ;;
  1)
    echo 'MileApp: the commit was stopped. Fix what is listed, git add, and commit again.' >&2
    exit 1
    ;;
  2)
    echo 'MileApp: the commit was stopped, because it could not be scanned.' >&2
    exit 1
    ;;
esac
echo "MileApp: THIS COMMIT WAS NOT SCANNED for leaked tokens: the scanner ended with $code." >&2
exit 0
`;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
