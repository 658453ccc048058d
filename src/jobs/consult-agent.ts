import type { Agent } from '../../agents/agent.ts';
import { consult, ruleBased } from '../../agents/consult.ts';
import { buildPacket } from '../../agents/packet.ts';
import type { Registry } from '../../agents/registry.ts';
import type { FindingStore } from '../../db/stores/finding-store.ts';
import type { InterpretationStore } from '../../db/stores/interpretation-store.ts';
import type { ModelAnswerStore } from '../../db/stores/model-answer-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { Round } from '../../db/stores/round-store.ts';
import type { AgentId } from '../domain/agent-id.ts';
import type { Knowledge } from '../domain/knowledge.ts';
import { nextAppointment, profileAsOf } from '../domain/profile.ts';
import { agentIdSchema, type Interpretation } from '../domain/talking-point.ts';
import { timelineOf } from '../domain/timeline.ts';
import type { Lexicon } from '../llm/lexicon.ts';
import type { Model } from '../llm/model.ts';
import type { Prompt } from '../llm/prompts.ts';
import { defineJob, type JobContext } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import { PermanentError, RoundsError } from '../shared/errors.ts';
import { type MemoryDependencies, memoryOf } from './memory-of.ts';
import { pageFlow } from './page-flow.ts';
import { type ProfileDependencies, profileOf } from './profile-of.ts';
import { rememberedModel } from './remembered-model.ts';
import { type RoundPayload, roundPayload } from './round-payload.ts';
import { failStep, type RoundStores, runStep } from './round-step.ts';

export const consultAgent = defineJob({
  name: 'consult-agent',
  queue: 'agents',
  payload: roundPayload.extend({ agent: agentIdSchema }),
  retry: { attempts: 2, backoffMs: 2_000, maxAgeMs: 15 * 60_000 },
  timeoutMs: 3 * 60_000,
  idempotencyKey: ({ roundId, agent }) => `${roundId} ${agent}`,
});

export interface InterpretDependencies extends RoundStores, ProfileDependencies, MemoryDependencies {
  readonly findings: FindingStore;
  readonly knowledge: Knowledge;
  readonly agents: Registry;
  readonly prompt: (agent: Agent) => Prompt;
  readonly lexicon: Lexicon;
  readonly models: (agent: AgentId) => Model | undefined;
  readonly modelAnswers: ModelAnswerStore;
}

export interface ConsultDependencies extends InterpretDependencies {
  readonly interpretations: InterpretationStore;
  readonly queue: Pick<JobQueue, 'enqueueFlow'>;
}

/** One specialist speaks to its packet; its words are stored once, however often the job is delivered. */
export function consultAgentHandler(dependencies: ConsultDependencies) {
  return handle(
    consultAgent,
    async (payload, context) => {
      const hasSpoken = await runStep(
        dependencies,
        payload,
        `consult:${payload.agent}`,
        context,
        async (person, round, signal) => {
          const interpretation = await interpret(dependencies, payload.agent, person, round, {
            ...context,
            signal,
          });
          return (transaction) =>
            dependencies.interpretations.insert(transaction, person, round.id, interpretation);
        },
      );
      if (hasSpoken) await renewPage(dependencies, payload);
    },
    {
      onDead: (payload, reason) => failStep(dependencies, payload, `consult:${payload.agent}`, reason),
    },
  );
}

/** The words of one specialist for one round; where no model has any of use the narrator speaks. */
export async function interpret(
  dependencies: InterpretDependencies,
  agentId: AgentId,
  person: Person,
  round: Round,
  { signal, attempt, logger }: JobContext,
): Promise<Interpretation> {
  const agent = dependencies.agents.find(agentId);
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
    ...(await memoryOf(dependencies, person, profile, round.asOf)),
  });
  const model = dependencies.models(agent.id);
  return consult(agent, packet, {
    model: model && rememberedModel(model, { ...dependencies, person }),
    prompt: dependencies.prompt(agent),
    lexicon: dependencies.lexicon,
    signal,
  }).catch((error: unknown) => {
    // Asked to stop: somebody else, or the next start, asks the model.
    if (signal.aborted) throw error;
    const mayRetry = error instanceof RoundsError && error.retryable;
    if (mayRetry && attempt < consultAgent.retry.attempts) throw error;
    // The claims are the same without the model; only the wording is plainer.
    logger.warn({ err: error, agent: agent.id }, 'no usable answer from the model, the narrator speaks');
    return ruleBased(agent, packet);
  });
}

/** Whoever speaks after the page was put together (a failed consult that somebody had tried again) renews it. */
async function renewPage(dependencies: ConsultDependencies, payload: RoundPayload): Promise<void> {
  const steps = await dependencies.steps.list(payload.roundId);
  const isLate = steps.some(({ step, state }) => step === 'coordinate' && state !== 'running');
  if (!isLate) return;
  await dependencies.steps.reopen(payload.roundId, ['coordinate', 'publish']);
  const { personId, roundId, requestId } = payload;
  await dependencies.queue.enqueueFlow(pageFlow({ personId, roundId, requestId }, []), {
    replaceFinished: true,
  });
}
