import type { Person } from '../../db/stores/person-store.ts';
import type { Round, RoundStore } from '../../db/stores/round-store.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Clock } from '../shared/clock.ts';
import type { Day } from '../shared/day.ts';
import { newId } from '../shared/ids.ts';
import { demandSlot } from './slots.ts';
import { startRound } from './start-round.ts';

export interface RequestRoundDependencies {
  readonly rounds: RoundStore;
  readonly queue: Pick<JobQueue, 'enqueueFlow'>;
  readonly clock: Clock;
}

/** A round somebody asked for has ended long before; one that has not has lost its jobs and is not waited for. */
const MOST_MS = 60 * 60_000;

/**
 * The round of this day that was asked for and still runs, or a new one: asking twice is no reason to run two. One for an
 * appointment tells of that appointment, whichever comes next.
 */
export async function requestRound(
  dependencies: RequestRoundDependencies,
  person: Person,
  asOf: Day,
  requestId?: string,
  appointment?: Day,
): Promise<Round> {
  const running = await dependencies.rounds.findRunning(person, demandSlot('', appointment), asOf);
  const oldest = dependencies.clock.now().getTime() - MOST_MS;
  if (running !== undefined && Date.parse(running.createdAt) >= oldest) return running;
  return startRound(dependencies, person, demandSlot(newId(), appointment), asOf, requestId);
}
