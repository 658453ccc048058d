import { z } from 'zod';
import type { Round, RoundStore } from '../../db/stores/round-store.ts';
import type { RoundUpkeep } from '../../db/stores/round-upkeep.ts';
import type { JobState } from '../queue/inspection.ts';
import { defineJob, type JobDefinition } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Clock } from '../shared/clock.ts';
import type { Meter } from '../shared/meter.ts';
import { analysePerson } from './analyse-person.ts';
import { publishReport } from './publish-report.ts';
import type { RoundPayload } from './round-payload.ts';
import { endRound } from './round-step.ts';
import { kindOfSlot } from './slots.ts';
import { enqueueRound } from './start-round.ts';
import { syncPerson } from './sync-person.ts';

/**
 * The database knows which rounds are not finished, the queue only carries them: a round whose jobs are gone (a server
 * that lost its memory, a queue directory that was moved away, a restored backup) is put on its way again. Steps that
 * are done are not done again.
 */
export const resumeRounds = defineJob({
  name: 'resume-rounds',
  queue: 'sources',
  payload: z.object({}),
  retry: { attempts: 3, backoffMs: 10_000, maxAgeMs: 10 * 60_000 },
  timeoutMs: 5 * 60_000,
  idempotencyKey: () => 'all',
});

export interface ResumeDependencies {
  readonly rounds: RoundStore;
  readonly roundUpkeep: RoundUpkeep;
  readonly meter: Meter;
  readonly queue: Pick<JobQueue, 'enqueueFlow' | 'stateOf'>;
  readonly clock: Clock;
}

/** Longer than any step takes between two signs of life, pauses between its tries included. */
const SILENT_MS = 15 * 60_000;
/** After a day the next night's round says more. */
const GIVEN_UP_MS = 24 * 3_600_000;
const AT_ONCE = 500;

export function resumeRoundsHandler(dependencies: ResumeDependencies) {
  return handle(resumeRounds, async (_payload, { signal, logger }) => {
    const now = dependencies.clock.now().getTime();
    for (const round of await dependencies.roundUpkeep.listSilent(new Date(now - SILENT_MS), AT_ONCE)) {
      signal.throwIfAborted();
      const outcome = await resume(dependencies, round, now);
      if (outcome !== 'waiting')
        logger.warn({ roundId: round.id, outcome }, 'found a round that had stopped');
    }
  });
}

async function resume(
  dependencies: ResumeDependencies,
  round: Round,
  now: number,
): Promise<'waiting' | 'resumed' | 'failed'> {
  const { queue } = dependencies;
  const payload: RoundPayload = { personId: round.personId, roundId: round.id };
  if (now - Date.parse(round.createdAt) > GIVEN_UP_MS) {
    await endRound(dependencies, round.id, 'failed', 'The round did not finish within a day.');
    return 'failed';
  }
  // A look back has a job of its own, which its queue keeps; after a day it is given up like any other.
  if (kindOfSlot(round.slot) === 'reanalysis') return 'waiting';
  const states = await statesOf(queue, payload, [syncPerson, analysePerson, publishReport]);
  if (states.some(({ state }) => state === 'waiting' || state === 'active')) return 'waiting';
  const dead = states.find((state) => state.state === 'failed');
  if (dead !== undefined) {
    await endRound(dependencies, round.id, 'failed', dead.reason);
    return 'failed';
  }
  await enqueueRound(dependencies, payload, round.slot, { replaceFinished: true });
  return 'resumed';
}

async function statesOf(
  queue: Pick<JobQueue, 'stateOf'>,
  payload: RoundPayload,
  definitions: readonly JobDefinition<string, RoundPayload>[],
): Promise<JobState[]> {
  const states = await Promise.all(definitions.map((definition) => queue.stateOf(definition, payload)));
  return states.filter((state) => state !== undefined);
}
