import { mkdir, mkdtemp, open, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a file on this machine whole or not at all: in a folder beside it, then renamed over it. A kill in between
 * leaves the file as it was, and may leave that folder: nobody but the owner can read it, and git ignores it whatever
 * the rules around it say.
 * @param mode of the file, from its first byte on; 0o600 for what nobody but the owner may read
 */
export async function replaceFile(file: string, text: string, mode: number): Promise<void> {
  // A link stays a link: what it points at is replaced.
  const target = await realpath(file).catch(() => file);
  const beside = await mkdtemp(`${target}.`);
  try {
    await writeFile(path.join(beside, '.gitignore'), '*\n');
    // Under its own name a rule for it holds here, too; a folder deeper, since that name may be `.gitignore`.
    const within = path.join(beside, 'whole');
    await mkdir(within);
    const whole = path.join(within, path.basename(target));
    const handle = await open(whole, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(whole, target);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}
