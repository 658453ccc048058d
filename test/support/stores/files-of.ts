import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Store } from './stage.ts';

/** All that a database on SQLite has written, by the names of its files. */
export async function filesOf({ site }: Pick<Store, 'site'>): Promise<Map<string, Buffer>> {
  if (site.location.kind !== 'sqlite') throw new Error('There is a file only with SQLite.');
  const directory = dirname(site.location.path);
  const names = await readdir(directory);
  const contents = await Promise.all(names.map((name) => readFile(join(directory, name))));
  return new Map(names.map((name, index) => [name, contents[index] ?? Buffer.alloc(0)]));
}
