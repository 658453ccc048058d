import { z } from 'zod';
import type { Person, PersonStore } from '../../db/stores/person-store.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Day } from '../shared/day.ts';
import { RoundsError } from '../shared/errors.ts';
import { backfillSlice, unfetchedBefore } from './fetch-past.ts';
import type { OuraSyncDependencies } from './oura-sync.ts';

/**
 * One slice of the past; each slice asks for the next, so that nobody's ten years hold up anybody's night. Two chains
 * of one person that stand at the same day are one.
 */
export const backfillPerson = defineJob({
  name: 'backfill-person',
  queue: 'history',
  payload: z.object({ personId: z.uuid(), before: z.iso.date() }),
  retry: { attempts: 8, backoffMs: 10_000, maxAgeMs: 6 * 3_600_000 },
  timeoutMs: 10 * 60_000,
  idempotencyKey: ({ personId, before }) => `${personId} ${before}`,
});

export interface BackfillDependencies extends OuraSyncDependencies {
  readonly people: PersonStore;
  readonly queue: Pick<JobQueue, 'enqueue'>;
}

/** After everything that somebody waits for. */
const PRIORITY = 10;

export function backfillPersonHandler(dependencies: BackfillDependencies) {
  return handle(backfillPerson, async ({ personId, before }, { signal, logger }) => {
    const person = await dependencies.people.getById(personId);
    const outcome = await backfillSlice(dependencies, person, signal).catch(unlessEnded);
    // The page of connections says so; a new connection begins the past again where it stands.
    if (outcome === undefined) return logger.info({ before }, 'the connection has ended');
    logger.info({ before, ...outcome }, 'fetched a slice of the past');
    const next = await unfetchedBefore(dependencies, person);
    // A slice that changed nothing (no permission, say) would ask for itself for ever.
    if (next !== undefined && next !== before) await enqueueSlice(dependencies, person, next);
  });
}

function unlessEnded(error: unknown): undefined {
  if (error instanceof RoundsError && error.code === 'unauthorised') return undefined;
  throw error;
}

/** Begins, or begins again, to fetch what lies before the first sync. Nothing to fetch is nothing to do. */
export async function startBackfill(
  dependencies: Omit<BackfillDependencies, 'people'>,
  person: Person,
): Promise<void> {
  const before = await unfetchedBefore(dependencies, person);
  if (before !== undefined) await enqueueSlice(dependencies, person, before);
}

async function enqueueSlice(
  { queue }: Pick<BackfillDependencies, 'queue'>,
  person: Person,
  before: Day,
): Promise<void> {
  const payload = { personId: person.id, before };
  await queue.enqueue(backfillPerson, payload, { priority: PRIORITY, replaceFinished: true });
}
