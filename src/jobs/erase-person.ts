import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Erasable, ErasureStore } from '../../db/stores/erasure-store.ts';
import type { PersonStore } from '../../db/stores/person-store.ts';
import type { FoundJobs } from '../queue/remove-jobs.ts';
import type { JobQueue } from '../queue/runtime.ts';
import { NotFoundError, RoundsError } from '../shared/errors.ts';
import type { OuraConnections } from './oura-connections.ts';

export interface ErasureDependencies {
  readonly people: PersonStore;
  readonly erasures: ErasureStore;
  readonly oura: Pick<OuraConnections, 'disconnect'>;
  readonly queue: () => Promise<Pick<JobQueue, 'findAbout' | 'removeAbout'>>;
  readonly reportsDirectory: string;
  /** What was deleted leaves the files of the database as well. */
  wipeFreed(): Promise<void>;
}

/** What there is of somebody who is to be erased. */
export interface ErasureView {
  readonly person: Erasable;
  /** By table. */
  readonly rows: ReadonlyMap<string, number>;
  readonly folder: string;
  readonly files: number;
  readonly jobs: FoundJobs;
}

/** The queue is asked as well: where another process holds it, nothing has been touched yet. */
export async function viewErasure(dependencies: ErasureDependencies, slug: string): Promise<ErasureView> {
  const { erasures, reportsDirectory } = dependencies;
  const person = await erasures.find(slug);
  if (person === undefined) {
    throw new NotFoundError(`There is no person called "${slug}" here. "rounds people" lists them.`);
  }
  const folder = join(reportsDirectory, person.slug);
  const queue = await dependencies.queue();
  return {
    person,
    rows: await erasures.count(person),
    folder,
    files: await countFiles(folder),
    jobs: await queue.findAbout(await erasures.namesInJobs(person)),
  };
}

/**
 * The key first: broken off anywhere after that, nothing opens any more, and the row that bears the name is the last to
 * go, so that the same can be asked again and finishes. What a step that was running in between still put into the
 * queue or the folder is taken away once nobody can add to it.
 */
export async function erasePerson(
  dependencies: ErasureDependencies,
  { person, folder }: ErasureView,
): Promise<FoundJobs> {
  const { people, erasures, oura, wipeFreed } = dependencies;
  const queue = await dependencies.queue();
  const names = await erasures.namesInJobs(person);
  if (!person.isKeyDestroyed) {
    await endAccess(oura, people, person);
    await erasures.destroyKey(person);
    await wipeFreed();
  }
  const clear = async () => {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    return queue.removeAbout(names);
  };
  await clear();
  await people.delete(person);
  await wipeFreed();
  return clear();
}

/** Whose key is not at hand has no tokens that could be given back; erasing goes on all the same. */
async function endAccess(
  oura: ErasureDependencies['oura'],
  people: PersonStore,
  { id }: Erasable,
): Promise<void> {
  try {
    await oura.disconnect(await people.getById(id));
  } catch (error) {
    if (!(error instanceof RoundsError && error.code === 'wrong-key')) throw error;
  }
}

async function countFiles(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).length;
}
