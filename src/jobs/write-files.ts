import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../shared/ids.ts';

const PART = '.part';

export interface ReportFile {
  readonly name: string;
  render(): Promise<string | Uint8Array>;
}

/**
 * All are made before any appears, and each appears whole, readable by its owner alone, as are the folders made for them:
 * one of the person's own choosing keeps its rights. Returns the paths.
 */
export async function writeFiles(folder: string, files: readonly ReportFile[]): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const made: { readonly name: string; readonly content: string | Uint8Array }[] = [];
  // One after the other: each takes the processor for itself, and some need what another has loaded.
  for (const { name, render } of files) made.push({ name, content: await render() });
  return Promise.all(
    made.map(async ({ name, content }) => {
      const path = join(folder, name);
      // A name of its own: two jobs may write the same report at the same time.
      const part = `${path}.${newId()}${PART}`;
      try {
        await writeFile(part, content, { mode: 0o600 });
        await rename(part, path);
      } finally {
        await rm(part, { force: true });
      }
      return path;
    }),
  );
}

/** What a process that was killed in the middle of a file left behind under its own name. Returns how many. */
export async function removeHalfWritten(directory: string, before: Date): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  let removed = 0;
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith(PART)) continue;
    const path = join(entry.parentPath, entry.name);
    const written = (await stat(path).catch(() => undefined))?.mtime;
    if (written === undefined || written >= before) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}
