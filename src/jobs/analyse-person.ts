import { agentsAddressed } from '../../agents/agents-addressed.ts';
import type { Registry } from '../../agents/registry.ts';
import type { FindingStore } from '../../db/stores/finding-store.ts';
import { flowNode } from '../queue/flow.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import { consultAgent } from './consult-agent.ts';
import { type FindingsDependencies, findingsFor } from './findings-for.ts';
import { pageFlow } from './page-flow.ts';
import { roundPayload } from './round-payload.ts';
import { failRound, type RoundStores, runStep } from './round-step.ts';
import { priorityOf } from './slots.ts';

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
  readonly queue: Pick<JobQueue, 'enqueueFlow'>;
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
