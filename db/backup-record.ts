import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { z } from 'zod';
import { placeFile } from './place-file.ts';

/** Where a backup was written to and when: who is erased is told where they still are. */
interface MadeBackup {
  readonly path: string;
  readonly madeAt: string;
}

export interface FoundBackup extends MadeBackup {
  /** `away`: there is nothing at that place any more, moved or deleted. `unreadable`: there is, and it does not open. */
  readonly state: 'holds' | 'does-not-hold' | 'away' | 'unreadable';
}

const shape = z.array(z.object({ path: z.string(), madeAt: z.string() }));

/** A file beside the database and not a table: a backup must not tell of itself in what it copies. */
const recordIn = (home: string): string => join(home, 'backups.json');

/** A file that was written over is the newer one. */
export async function recordBackup(home: string, made: MadeBackup): Promise<void> {
  const others = (await readRecord(home)).filter(({ path }) => path !== made.path);
  const text = `${JSON.stringify([...others, made], null, 2)}\n`;
  await placeFile(recordIn(home), (part) => writeFile(part, text));
}

/** Every backup that was made from here, and whether this person is in it; the files themselves are asked. */
export async function findBackups(
  home: string,
  person: { readonly id: string },
): Promise<readonly FoundBackup[]> {
  const found: FoundBackup[] = [];
  for (const made of await readRecord(home))
    found.push({ ...made, state: await stateOf(made.path, person.id) });
  return found;
}

async function readRecord(home: string): Promise<readonly MadeBackup[]> {
  const text = await readFile(recordIn(home), 'utf8').catch(() => '[]');
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    // Written by somebody else; nothing depends on it but what is told.
    return [];
  }
}

async function stateOf(path: string, personId: string): Promise<FoundBackup['state']> {
  if ((await stat(path).catch(() => undefined)) === undefined) return 'away';
  try {
    const file = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
    try {
      const row = file.prepare("select 1 from person where id = ? and key_id <> ''").get(personId);
      return row === undefined ? 'does-not-hold' : 'holds';
    } finally {
      file.close();
    }
  } catch {
    return 'unreadable';
  }
}
