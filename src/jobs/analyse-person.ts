import { agentsAddressed } from '../../agents/agents-addressed.ts';
import type { Registry } from '../../agents/registry.ts';
import type { FindingStore } from '../../db/stores/finding-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { RedFlagStore } from '../../db/stores/red-flag-store.ts';
import { URGENT_DAYS } from '../domain/red-flags/standing.ts';
import { flowNode } from '../queue/flow.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import type { Clock } from '../shared/clock.ts';
import { addDays, type Day, dayInZone } from '../shared/day.ts';
import type { Logger } from '../shared/logger.ts';
import { consultAgent } from './consult-agent.ts';
import { type FindingsDependencies, findingsFor } from './findings-for.ts';
import { pageFlow } from './page-flow.ts';
import { raiseRedFlags } from './raise-red-flags.ts';
import { roundPayload } from './round-payload.ts';
import { failRound, type RoundStores, runStep } from './round-step.ts';
import { priorityOf } from './slots.ts';
import { tellByQueue } from './tell-at-once.ts';

export const analysePerson = defineJob({
  name: 'analyse-person',
  queue: 'analysis',
  payload: roundPayload,
  retry: { attempts: 3, backoffMs: 1_000, maxAgeMs: 10 * 60_000 },
  timeoutMs: 60_000,
  idempotencyKey: ({ roundId }) => roundId,
});

export interface AnalyseDependencies extends RoundStores, FindingsDependencies {
  readonly findings: FindingStore;
  readonly agents: Registry;
  readonly redFlags: RedFlagStore;
  readonly clock: Clock;
  readonly queue: Pick<JobQueue, 'enqueue' | 'enqueueFlow'>;
}

/** Raw data to findings; then the specialists who have something to speak to, the coordinator, the page. */
export function analysePersonHandler(dependencies: AnalyseDependencies) {
  return handle(
    analysePerson,
    async (payload, context) => {
      await runStep(dependencies, payload, 'analyse', context, async (person, round) => {
        const set = await findingsFor(dependencies, person, round.asOf);
        return (transaction) => dependencies.findings.insert(transaction, person, payload.roundId, set);
      });
      const [person, round] = await Promise.all([
        dependencies.people.getById(payload.personId),
        dependencies.rounds.get(payload.roundId),
      ]);
      await raiseWhatIsLeft(dependencies, person, round.asOf, context.logger);
      const set = await dependencies.findings.find(person, payload.roundId);
      const spokenTo = agentsAddressed(dependencies.agents.agents, set?.report.findings ?? []);
      const consults = dependencies.agents.agents
        .filter(({ id }) => spokenTo.has(id))
        .map(({ id }) => flowNode({ job: consultAgent, payload: { ...payload, agent: id } }));
      await dependencies.queue.enqueueFlow(pageFlow(payload, consults), { priority: priorityOf(round.slot) });
    },
    { onDead: (payload, reason) => failRound(dependencies, payload, 'analyse', reason) },
  );
}

/** What came with a sync or could not be told of before: nobody stood by who would have heard of it. */
async function raiseWhatIsLeft(
  dependencies: AnalyseDependencies,
  person: Person,
  asOf: Day,
  logger: Logger,
): Promise<void> {
  const { clock, queue } = dependencies;
  const today = dayInZone(clock.now(), person.timezone);
  if (asOf < addDays(today, -1)) return;
  const tell = tellByQueue(async () => queue);
  const days = { from: addDays(asOf, 1 - URGENT_DAYS), to: asOf };
  const { settled } = await raiseRedFlags({ ...dependencies, tell }, person, days);
  const failure = await settled;
  if (failure !== undefined) logger.warn({ reason: failure }, 'not told at once');
}
