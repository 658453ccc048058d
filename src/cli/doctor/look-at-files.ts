import { constants } from 'node:fs';
import { access, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newId } from '../../shared/ids.ts';
import type { FileFact, MachineFacts } from './facts.ts';

export async function lookAtFile(name: FileFact['name'], path: string): Promise<FileFact> {
  const found = await stat(path).catch(() => undefined);
  return {
    name,
    path,
    isDirectory: found?.isDirectory() ?? false,
    mode: found === undefined ? undefined : found.mode & 0o777,
    isWritable: await access(path, constants.W_OK).then(
      () => true,
      () => false,
    ),
  };
}

export async function lookAtMachine(home: string, now: () => Date): Promise<MachineFacts> {
  return {
    nodeVersion: process.versions.node,
    freeBytes: await freeBytes(home),
    diskClockAheadMs: await diskClockAhead(home, now),
  };
}

/** A directory that is not there yet will lie on its parent's disk. */
async function freeBytes(path: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch {
    return dirname(path) === path ? undefined : freeBytes(dirname(path));
  }
}

/** A disk of another machine's writes that machine's time; undefined where nothing can be written. */
async function diskClockAhead(home: string, now: () => Date): Promise<number | undefined> {
  const probe = join(home, `.doctor-${newId()}`);
  try {
    const before = now().getTime();
    await writeFile(probe, '', { flag: 'wx', mode: 0o600 });
    const after = now().getTime();
    const { mtimeMs } = await stat(probe);
    return mtimeMs < before ? mtimeMs - before : Math.max(0, mtimeMs - after);
  } catch {
    return undefined;
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}
