import { z } from 'zod';
import type { FindingStore } from '../../db/stores/finding-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { daySchema } from '../domain/profile.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import { addDays, type Day, daysBetween } from '../shared/day.ts';
import { InputError } from '../shared/errors.ts';
import { newId } from '../shared/ids.ts';
import { type FindingsDependencies, findingsFor } from './findings-for.ts';
import { endRound, failRound, type RoundStores, runStep } from './round-step.ts';
import { priorityOf, slotOf } from './slots.ts';

/**
 * One day of the past, looked at with the data and the engine of today. What was found then stays as it is: a look
 * back is a round of its own, of which only the analysis is run.
 */
export const reanalyseDay = defineJob({
  name: 'reanalyse-day',
  queue: 'analysis',
  payload: z.object({ personId: z.uuid(), runId: z.uuid(), day: daySchema }),
  retry: { attempts: 3, backoffMs: 1_000, maxAgeMs: 60 * 60_000 },
  timeoutMs: 60_000,
  idempotencyKey: ({ runId, day }) => `${runId} ${day}`,
});

export interface ReanalyseDependencies extends RoundStores, FindingsDependencies {
  readonly findings: FindingStore;
}

/** More than two years at a time is more than anybody reads. */
const MOST_DAYS = 800;

export function reanalyseDayHandler(dependencies: ReanalyseDependencies) {
  const roundOf = async (personId: string, runId: string, day: Day) => {
    const person = await dependencies.people.getById(personId);
    return dependencies.rounds.upsert(person, reanalysisSlot(runId, day), day);
  };
  return handle(
    reanalyseDay,
    async ({ personId, runId, day }, context) => {
      const { id: roundId } = await roundOf(personId, runId, day);
      await runStep(dependencies, { personId, roundId }, 'analyse', context, async (person, round) => {
        const set = await findingsFor(dependencies, person, round.asOf);
        return (transaction) => dependencies.findings.insert(transaction, person, roundId, set);
      });
      await endRound(dependencies, roundId, 'done');
    },
    {
      onDead: async ({ personId, runId, day }, reason) => {
        const { id: roundId } = await roundOf(personId, runId, day);
        await failRound(dependencies, { personId, roundId }, 'analyse', reason);
      },
    },
  );
}

export function reanalysisSlot(runId: string, day?: Day): string {
  return slotOf('reanalysis', runId, ...(day === undefined ? [] : [day]));
}

/** A job a day, after everything that somebody waits for. Returns the run, by which its rounds are found. */
export async function startReanalysis(
  { queue }: { readonly queue: Pick<JobQueue, 'enqueue'> },
  person: Person,
  from: Day,
  to: Day,
): Promise<{ readonly runId: string; readonly days: readonly Day[] }> {
  const count = daysBetween(from, to) + 1;
  if (count < 1) throw new InputError('The first day lies after the last.');
  if (count > MOST_DAYS) throw new InputError(`At most ${MOST_DAYS} days can be looked at again at a time.`);
  const runId = newId();
  const days = Array.from({ length: count }, (_, index) => addDays(from, index));
  const priority = priorityOf(reanalysisSlot(runId));
  for (const day of days)
    await queue.enqueue(reanalyseDay, { personId: person.id, runId, day }, { priority });
  return { runId, days };
}
