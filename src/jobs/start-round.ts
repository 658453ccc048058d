import type { Person } from '../../db/stores/person-store.ts';
import type { Round, RoundStore } from '../../db/stores/round-store.ts';
import { flowNode } from '../queue/flow.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Day } from '../shared/day.ts';
import { publicMessageOf } from '../shared/errors.ts';
import { analysePerson } from './analyse-person.ts';
import type { RoundPayload } from './round-payload.ts';
import { priorityOf } from './slots.ts';
import { syncPerson } from './sync-person.ts';

export interface StartDependencies {
  readonly rounds: RoundStore;
  readonly queue: Pick<JobQueue, 'enqueueFlow'>;
}

/** The whole nightly for one person. Asked twice for a slot it is one round, and one that is done stays done. */
export async function startRound(
  dependencies: StartDependencies,
  person: Person,
  slot: string,
  asOf: Day,
  requestId?: string,
): Promise<Round> {
  const round = await dependencies.rounds.upsert(person, slot, asOf);
  if (round.state === 'done') return round;
  const payload = { personId: person.id, roundId: round.id, ...(requestId && { requestId }) };
  try {
    await enqueueRound(dependencies, payload, slot);
  } catch (error) {
    await dependencies.rounds.end(round.id, 'failed', publicMessageOf(error));
    throw error;
  }
  return round;
}

/**
 * The analysis waits for the sync but not for its success: without fresh data the round runs on what there is, and
 * the page says so. What follows is enqueued when it is known who has something to speak to.
 */
export async function enqueueRound(
  { queue }: Pick<StartDependencies, 'queue'>,
  payload: RoundPayload,
  slot: string,
  { replaceFinished = false } = {},
): Promise<void> {
  const sync = flowNode({ job: syncPerson, payload });
  const root = flowNode({ job: analysePerson, payload, children: [sync] });
  await queue.enqueueFlow(root, { replaceFinished, priority: priorityOf(slot) });
}
