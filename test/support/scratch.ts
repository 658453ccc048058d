import { accessSync, constants, statfsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const ROOM_NEEDED = 512 * 1024 * 1024;

/** A directory for a test's files; in memory where there is room, since databases are a thousand small files. */
export function scratchDirectory(name: string): Promise<string> {
  return mkdtemp(join(hasMemoryDisk() ? MEMORY : tmpdir(), `rounds-${name}-`));
}

function hasMemoryDisk(): boolean {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > ROOM_NEEDED;
  } catch {
    return false;
  }
}
