import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes `target` once and whole: `fill` writes into a folder beside it, which takes the name `target` only when
 * `fill` is through, so a half-made one is never seen and is made anew. Two processes may do it at the same time;
 * the one that comes second throws its work away.
 */
export async function makeOnce(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  if (await exists(target)) return;
  const stage = `${target}.part-${process.pid}`;
  await clearAbandoned(target);
  await mkdir(stage, { recursive: true });
  try {
    await fill(stage);
    await rename(stage, target).catch(async (error: unknown) => {
      if (!(await exists(target))) throw error;
    });
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** Removes what processes that have ended left half-made. */
async function clearAbandoned(target: string): Promise<void> {
  const parent = path.dirname(target);
  await mkdir(parent, { recursive: true });
  const prefix = `${path.basename(target)}.part-`;
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length)))) {
      await rm(path.join(parent, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
