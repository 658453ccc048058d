import type { Agent } from '../../agents/agent.ts';
import { consult, ruleBased } from '../../agents/consult.ts';
import { buildPacket } from '../../agents/packet.ts';
import type { Registry } from '../../agents/registry.ts';
import type { FindingStore } from '../../db/stores/finding-store.ts';
import type { InterpretationStore } from '../../db/stores/interpretation-store.ts';
import type { AgentId } from '../domain/agent-id.ts';
import type { Knowledge } from '../domain/knowledge.ts';
import { nextAppointment, profileAsOf } from '../domain/profile.ts';
import { agentIdSchema } from '../domain/talking-point.ts';
import { timelineOf } from '../domain/timeline.ts';
import type { Lexicon } from '../llm/lexicon.ts';
import type { Model } from '../llm/model.ts';
import type { Prompt } from '../llm/prompts.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import { PermanentError, RoundsError } from '../shared/errors.ts';
import { type ProfileDependencies, profileOf } from './profile-of.ts';
import { roundPayload } from './round-payload.ts';
import { failStep, type RoundStores, runStep } from './round-step.ts';

export const consultAgent = defineJob({
  name: 'consult-agent',
  queue: 'agents',
  payload: roundPayload.extend({ agent: agentIdSchema }),
  retry: { attempts: 2, backoffMs: 2_000, maxAgeMs: 15 * 60_000 },
  timeoutMs: 3 * 60_000,
  idempotencyKey: ({ roundId, agent }) => `${roundId} ${agent}`,
});

export interface ConsultDependencies extends RoundStores, ProfileDependencies {
  readonly findings: FindingStore;
  readonly interpretations: InterpretationStore;
  readonly knowledge: Knowledge;
  readonly agents: Registry;
  readonly prompt: (agent: Agent) => Prompt;
  readonly lexicon: Lexicon;
  readonly models: (agent: AgentId) => Model | undefined;
}

/** One specialist speaks to its packet; its words are stored once, however often the job is delivered. */
export function consultAgentHandler(dependencies: ConsultDependencies) {
  return handle(
    consultAgent,
    (payload, { signal, attempt, logger }) =>
      runStep(dependencies, payload, `consult:${payload.agent}`, async (person, round) => {
        const agent = dependencies.agents.find(payload.agent);
        const set = await dependencies.findings.find(person, round.id);
        if (agent === undefined || set === undefined) {
          throw new PermanentError('This specialist has nothing to speak to.');
        }
        const profile = profileAsOf(await profileOf(dependencies, person, round.asOf), round.asOf);
        const packet = buildPacket(agent, {
          report: set.report,
          profile,
          timeline: timelineOf(profile),
          appointment: nextAppointment(profile, round.asOf),
          knowledge: dependencies.knowledge,
        });
        const interpretation = await consult(agent, packet, {
          model: dependencies.models(agent.id),
          prompt: dependencies.prompt(agent),
          lexicon: dependencies.lexicon,
          signal,
        }).catch((error: unknown) => {
          const mayRetry = error instanceof RoundsError && error.retryable;
          if (mayRetry && attempt < consultAgent.retry.attempts) throw error;
          // The claims are the same without the model; only the wording is plainer.
          logger.warn(
            { err: error, agent: agent.id },
            'no usable answer from the model, the narrator speaks',
          );
          return ruleBased(agent, packet);
        });
        return (transaction) =>
          dependencies.interpretations.insert(transaction, person, round.id, interpretation);
      }),
    {
      onDead: (payload, reason) => failStep(dependencies, payload, `consult:${payload.agent}`, reason),
    },
  );
}
