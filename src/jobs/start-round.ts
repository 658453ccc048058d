import type { Person } from '../../db/stores/person-store.ts';
import type { Round, RoundStore } from '../../db/stores/round-store.ts';
import { flowNode } from '../queue/flow.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Day } from '../shared/day.ts';
import { publicMessageOf } from '../shared/errors.ts';
import { analysePerson } from './analyse-person.ts';
import { syncPerson } from './sync-person.ts';

/**
 * The whole nightly for one person. The analysis waits for the sync but not for its success: without fresh data
 * the round runs on what there is, and the page says so.
 */
export async function startRound(
  dependencies: { readonly rounds: RoundStore; readonly queue: Pick<JobQueue, 'enqueueFlow'> },
  person: Person,
  slot: string,
  asOf: Day,
): Promise<Round> {
  const round = await dependencies.rounds.upsert(person, slot, asOf);
  const payload = { personId: person.id, roundId: round.id };
  const sync = flowNode({ job: syncPerson, payload });
  try {
    await dependencies.queue.enqueueFlow(flowNode({ job: analysePerson, payload, children: [sync] }));
  } catch (error) {
    await dependencies.rounds.update(round.id, 'failed', publicMessageOf(error));
    throw error;
  }
  return round;
}
