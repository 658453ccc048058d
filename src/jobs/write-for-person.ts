import { rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Person, PersonStore } from '../../db/stores/person-store.ts';
import { PersonGoneError } from '../shared/errors.ts';

/**
 * Files of somebody who may be erased while they are written. Erasing takes the folder away after the rows, so what is
 * written while the person is still here goes with it; what came later is taken back by who wrote it.
 */
export async function writeForPerson(
  people: Pick<PersonStore, 'isHere'>,
  person: Person,
  write: () => Promise<readonly string[]>,
): Promise<void> {
  const paths = await write();
  if (await people.isHere(person)) return;
  for (const path of paths) await rm(path, { force: true });
  for (const folder of new Set(paths.map(dirname))) await removeEmpty(folder, person.slug);
  throw new PersonGoneError();
}

/** Up to the folder that bears the name. */
async function removeEmpty(folder: string, slug: string): Promise<void> {
  const isLast = folder.endsWith(`/${slug}`);
  const isRemoved = await rmdir(folder).then(
    () => true,
    () => false,
  );
  if (isRemoved && !isLast) await removeEmpty(dirname(folder), slug);
}
