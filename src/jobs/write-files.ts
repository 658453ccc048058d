import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '../shared/ids.ts';

export interface ReportFile {
  readonly name: string;
  render(): Promise<string | Uint8Array>;
}

/** Each file appears whole or not at all, readable by its owner alone. Returns the paths. */
export async function writeFiles(folder: string, files: readonly ReportFile[]): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  return Promise.all(
    files.map(async ({ name, render }) => {
      const path = join(folder, name);
      // A name of its own: two jobs may write the same report at the same time.
      const part = `${path}.${newId()}.part`;
      try {
        await writeFile(part, await render(), { mode: 0o600 });
        await rename(part, path);
      } finally {
        await rm(part, { force: true });
      }
      return path;
    }),
  );
}
