import type { Agent } from '../../agents/agent.ts';
import { consult } from '../../agents/consult.ts';
import { buildPacket } from '../../agents/packet.ts';
import type { Registry } from '../../agents/registry.ts';
import type { InterpretationStore } from '../../db/stores/interpretation-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { Round } from '../../db/stores/round-store.ts';
import type { AgentId } from '../domain/agent-id.ts';
import type { Knowledge } from '../domain/knowledge.ts';
import { agentIdSchema, type Interpretation } from '../domain/talking-point.ts';
import type { Lexicon } from '../llm/lexicon.ts';
import type { Prompt } from '../llm/prompts.ts';
import { defineJob, type JobContext } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import type { JobQueue } from '../queue/runtime.ts';
import { PermanentError, RoundsError } from '../shared/errors.ts';
import type { Meter } from '../shared/meter.ts';
import { pageFlow } from './page-flow.ts';
import type { BriefOf } from './round-brief.ts';
import { modelOfRound, type RoundModelDependencies } from './round-model.ts';
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

/** All calls of a consultation together; what is left of the job's time is for reading and writing. */
const CALLS_MS = 150_000;
/** A provider that asks for a longer pause is not waited for: the round goes on in plainer words. */
const LONGEST_PAUSE_MS = 2 * 60_000;

export interface InterpretDependencies extends RoundStores, RoundModelDependencies {
  readonly briefOf: BriefOf;
  readonly knowledge: Knowledge;
  readonly agents: Registry;
  readonly prompt: (agent: Agent) => Prompt;
  readonly lexicon: Lexicon;
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
      let spoken: Interpretation | undefined;
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
          spoken = interpretation;
          return (transaction) =>
            dependencies.interpretations.insert(transaction, person, round.id, interpretation);
        },
      );
      if (!hasSpoken) return;
      if (spoken !== undefined) countRejected(dependencies.meter, spoken);
      await renewPage(dependencies, payload);
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
  if (agent === undefined) throw new PermanentError('This specialist is not known here.');
  const { set, ...brief } = await dependencies.briefOf(person, round);
  const packet = buildPacket(agent, {
    report: set.report,
    ...brief,
    knowledge: dependencies.knowledge,
  });
  return consult(agent, packet, {
    model: modelOfRound(dependencies, agent.id, person, round),
    prompt: dependencies.prompt(agent),
    lexicon: dependencies.lexicon,
    signal: AbortSignal.any([signal, AbortSignal.timeout(CALLS_MS)]),
    goOnWithout(error) {
      // Asked to stop: somebody else, or the next start, asks the model.
      if (signal.aborted) return false;
      if (isWorthAnotherTry(error) && attempt < consultAgent.retry.attempts) return false;
      // The claims are the same without the model; only the wording is plainer.
      logger.warn({ err: error, agent: agent.id }, 'no usable answer from the model, the narrator speaks');
      return true;
    },
  });
}

function isWorthAnotherTry(error: unknown): boolean {
  if (!(error instanceof RoundsError) || !error.retryable) return false;
  return (error.retryAfterMs ?? 0) <= LONGEST_PAUSE_MS;
}

function countRejected(meter: Meter, { agent, wording: { rejected, sentBack = 0 } }: Interpretation): void {
  if (rejected > 0) meter.sentencesRejected(agent, 'replaced', rejected);
  if (sentBack > rejected) meter.sentencesRejected(agent, 'mended', sentBack - rejected);
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
