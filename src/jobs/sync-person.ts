import type { Person } from '../../db/stores/person-store.ts';
import type { Round } from '../../db/stores/round-store.ts';
import { defineJob, type JobContext } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import { addDays } from '../shared/day.ts';
import { NotYetError } from '../shared/errors.ts';
import { nightState } from '../sources/oura/last-night.ts';
import { startBackfill } from './backfill-person.ts';
import type { OuraSyncDependencies } from './oura-sync.ts';
import { roundPayload } from './round-payload.ts';
import { failStep, type RoundStores, runStep } from './round-step.ts';
import { kindOfSlot } from './slots.ts';
import { syncRecent } from './sync-recent.ts';

export const syncPerson = defineJob({
  name: 'sync-person',
  queue: 'sources',
  payload: roundPayload,
  retry: { attempts: 6, backoffMs: 5_000, maxAgeMs: 30 * 60_000 },
  timeoutMs: 5 * 60_000,
  idempotencyKey: ({ roundId }) => roundId,
});

export interface SyncDependencies extends RoundStores, OuraSyncDependencies {
  readonly queue: Pick<JobQueue, 'enqueue'>;
}

/** A night that has not arrived is asked for again, three times, and then the round runs on what there is. */
const NIGHT_PAUSE_MS = 2 * 3_600_000;
const NIGHT_PATIENCE_MS = 3 * NIGHT_PAUSE_MS;
/** Whoever has not slept with the ring for a week is not about to. */
const WORN_DAYS = 7;

export function syncPersonHandler(dependencies: SyncDependencies) {
  return handle(
    syncPerson,
    async (payload, context) => {
      await runStep(dependencies, payload, 'sync', context, async (person, round, signal) => {
        await sync(dependencies, person, round, { ...context, signal });
        return async () => undefined;
      });
    },
    { onDead: (payload, reason) => failStep(dependencies, payload, 'sync', reason) },
  );
}

async function sync(
  dependencies: SyncDependencies,
  person: Person,
  round: Round,
  { signal, logger }: JobContext,
): Promise<void> {
  // Someone whose data come from files only has nothing to fetch.
  if ((await dependencies.connections.find(person)) === undefined) return;
  const outcome = await syncRecent(dependencies, person, round.asOf, signal);
  logger.info({ ...outcome }, 'synced with Oura');
  await startBackfill(dependencies, person);
  if (kindOfSlot(round.slot) === 'nightly') await waitForNight(dependencies, person, round);
}

async function waitForNight(
  { rawDocuments, clock }: SyncDependencies,
  person: Person,
  round: Round,
): Promise<void> {
  if (clock.now().getTime() >= Date.parse(round.createdAt) + NIGHT_PATIENCE_MS) return;
  const { asOf } = round;
  const nights = await rawDocuments.list(person, ['sleep'], addDays(asOf, -WORN_DAYS), asOf);
  if (nights.length === 0 || nightState(nights, asOf) === 'whole') return;
  throw new NotYetError('The last night has not arrived from the ring yet.', NIGHT_PAUSE_MS);
}
