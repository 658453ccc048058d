import { z } from 'zod';
import { agentsAddressed } from '../../agents/agents-addressed.ts';
import type { FindingStore } from '../../db/stores/finding-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { daySchema } from '../domain/profile.ts';
import { defineJob, type JobContext } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import { addDays, type Day, daysBetween } from '../shared/day.ts';
import { InputError, publicMessageOf, RoundsError } from '../shared/errors.ts';
import { newId } from '../shared/ids.ts';
import { type InterpretDependencies, interpret } from './consult-agent.ts';
import { type CoordinateDependencies, putTogether } from './coordinate-round.ts';
import { type FindingsDependencies, findingsFor } from './findings-for.ts';
import type { RoundPayload } from './round-payload.ts';
import { endRound, failRound, failStep, runStep } from './round-step.ts';
import { priorityOf, slotOf } from './slots.ts';

/**
 * One day of the past, read again with the data, the engine, the prompts, the models and the profile of today. What was
 * found and said then stays as it is: a look back is a round of its own, whose page is kept beside it and published
 * nowhere. All its steps are one job, so that as many days are at work as the queue takes and each ends whole; begun
 * again, it goes on behind what is done.
 */
export const reanalyseDay = defineJob({
  name: 'reanalyse-day',
  queue: 'agents',
  payload: z.object({
    personId: z.uuid(),
    runId: z.uuid(),
    day: daySchema,
    /** Nobody is asked for words. */
    findingsOnly: z.boolean().optional(),
  }),
  retry: { attempts: 3, backoffMs: 1_000, maxAgeMs: 60 * 60_000 },
  timeoutMs: 15 * 60_000,
  idempotencyKey: ({ runId, day }) => `${runId} ${day}`,
});

export interface ReanalyseDependencies
  extends InterpretDependencies,
    CoordinateDependencies,
    FindingsDependencies {
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
    async ({ personId, runId, day, findingsOnly = false }, context) => {
      const { id: roundId } = await roundOf(personId, runId, day);
      const payload = { personId, roundId };
      await runStep(dependencies, payload, 'analyse', context, async (person, round) => {
        const set = await findingsFor(dependencies, person, round.asOf);
        return (transaction) => dependencies.findings.insert(transaction, person, roundId, set);
      });
      if (!findingsOnly) await putIntoWords(dependencies, payload, context);
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

/** The specialists one after the other, then the page: what a round does, without telling anybody. */
async function putIntoWords(
  dependencies: ReanalyseDependencies,
  payload: RoundPayload,
  context: JobContext,
): Promise<void> {
  const { roundId } = payload;
  const person = await dependencies.people.getById(payload.personId);
  const set = await dependencies.findings.find(person, roundId);
  const addressed = agentsAddressed(dependencies.agents.agents, set?.report.findings ?? []);
  for (const { id } of dependencies.agents.agents.filter((agent) => addressed.has(agent.id))) {
    context.signal.throwIfAborted();
    const step = `consult:${id}`;
    try {
      await runStep(dependencies, payload, step, context, async (_person, round, signal) => {
        const interpretation = await interpret(dependencies, id, person, round, { ...context, signal });
        return (transaction) =>
          dependencies.interpretations.insert(transaction, person, roundId, interpretation);
      });
    } catch (error) {
      const mayRetry = error instanceof RoundsError && error.retryable;
      if (context.signal.aborted || mayRetry) throw error;
      // As on any page: it is put together without whoever could not speak, and says so.
      context.logger.warn({ err: error, agent: id }, 'a specialist could not speak to a day of the past');
      await failStep(dependencies, payload, step, publicMessageOf(error));
    }
  }
  await runStep(dependencies, payload, 'coordinate', context, (_person, round, signal) =>
    putTogether(dependencies, person, round, { ...context, signal }),
  );
}

export function reanalysisSlot(runId: string, day?: Day): string {
  return slotOf('reanalysis', runId, ...(day === undefined ? [] : [day]));
}

export interface ReanalysisOptions {
  readonly findingsOnly?: boolean;
  /** A run that was broken off: the days of it that are done stay done. */
  readonly resume?: string;
}

/** A job a day, after everything that somebody waits for. Returns the run, by which its rounds are found. */
export async function startReanalysis(
  { queue, rounds }: Pick<ReanalyseDependencies, 'rounds'> & { readonly queue: Pick<JobQueue, 'enqueue'> },
  person: Person,
  from: Day,
  to: Day,
  { findingsOnly = false, resume }: ReanalysisOptions = {},
): Promise<{ readonly runId: string; readonly days: readonly Day[] }> {
  const count = daysBetween(from, to) + 1;
  if (count < 1) throw new InputError('The first day lies after the last.');
  if (count > MOST_DAYS) throw new InputError(`At most ${MOST_DAYS} days can be looked at again at a time.`);
  const runId = resume ?? newId();
  const days = Array.from({ length: count }, (_, index) => addDays(from, index));
  const priority = priorityOf(reanalysisSlot(runId));
  const known = resume === undefined ? [] : await rounds.listBySlot(person, reanalysisSlot(runId));
  for (const { id, state } of known) if (state === 'failed') await rounds.reopen(id);
  for (const day of days) {
    const payload = { personId: person.id, runId, day, ...(findingsOnly && { findingsOnly }) };
    await queue.enqueue(reanalyseDay, payload, { priority, replaceFinished: resume !== undefined });
  }
  return { runId, days };
}
