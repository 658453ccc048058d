import { chmod, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { newId } from '../src/shared/ids.ts';

/**
 * A file appears under its name whole or not at all: `fill` gets an empty one beside it, for its owner alone, which
 * takes the place once it lies on the disk. Whatever goes wrong, nothing of it stays.
 */
export async function placeFile<Result>(
  path: string,
  fill: (part: string) => Promise<Result>,
): Promise<Result> {
  const part = `${path}.part-${newId()}`;
  try {
    await (await open(part, 'wx', 0o600)).close();
    const result = await fill(part);
    // The umask may have taken bits away, never added them; this makes the mode exact.
    await chmod(part, 0o600);
    await flush(part);
    await rename(part, path);
    await flush(dirname(path));
    return result;
  } catch (error) {
    for (const ending of ['', '-journal', '-wal', '-shm']) await rm(`${part}${ending}`, { force: true });
    throw error;
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
