import { agentsAddressed } from '../../agents/agents-addressed.ts';
import type { ConsultOptions } from '../../agents/consult.ts';
import type { CoordinatorInput } from '../../agents/coordinate/input.ts';
import { wordTogether } from '../../agents/coordinate/word-together.ts';
import { coordinate } from '../../agents/coordinator.ts';
import { recommendationOf } from '../../agents/recovery/recommend.ts';
import type { Registry } from '../../agents/registry.ts';
import type { InterpretationStore } from '../../db/stores/interpretation-store.ts';
import type { PageStore } from '../../db/stores/page-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { RedFlagStore } from '../../db/stores/red-flag-store.ts';
import type { Round } from '../../db/stores/round-store.ts';
import type { StepRow } from '../../db/stores/step-store.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { AgentId } from '../domain/agent-id.ts';
import type { Finding, FindingsReport } from '../domain/finding.ts';
import type { LoggedFlag, Page } from '../domain/page.ts';
import type { PageRecord } from '../domain/page-record.ts';
import type { Profile } from '../domain/profile.ts';
import { emergencyNumberFor } from '../domain/red-flags/emergency-number.ts';
import type { RaisedFlag } from '../domain/red-flags/raised-flag.ts';
import type { Lexicon } from '../llm/lexicon.ts';
import type { Prompt } from '../llm/prompts.ts';
import { defineJob, type JobContext } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import { addDays, dayInZone } from '../shared/day.ts';
import { chartsFor } from './charts-for.ts';
import { seriesOf } from './custom-metrics.ts';
import { lastVisitFor } from './memory-of.ts';
import { recordFor } from './record-for.ts';
import type { BriefOf } from './round-brief.ts';
import { modelOfRound, type RoundModelDependencies } from './round-model.ts';
import { roundPayload } from './round-payload.ts';
import { failRound, type RoundStores, runStep } from './round-step.ts';
import { type ScreeningDependencies, screenDays, whereabouts } from './screen-record.ts';

export const coordinateRound = defineJob({
  name: 'coordinate-round',
  queue: 'reports',
  payload: roundPayload,
  retry: { attempts: 3, backoffMs: 1_000, maxAgeMs: 10 * 60_000 },
  timeoutMs: 2 * 60_000,
  idempotencyKey: ({ roundId }) => roundId,
});

/** One voice is a polish on words that are good already: it is not waited for longer. */
const CALLS_MS = 60_000;

export interface CoordinateDependencies extends RoundStores, ScreeningDependencies, RoundModelDependencies {
  readonly briefOf: BriefOf;
  readonly interpretations: InterpretationStore;
  readonly pages: PageStore;
  readonly redFlags: RedFlagStore;
  readonly agents: Registry;
  readonly coordinatorPrompt: Prompt;
  readonly lexicon: Lexicon;
  readonly version: string;
}

/** The window that a page speaks of and draws. */
const WINDOW_DAYS = 90;

export function coordinateRoundHandler(dependencies: CoordinateDependencies) {
  return handle(
    coordinateRound,
    async (payload, context) => {
      await runStep(dependencies, payload, 'coordinate', context, (person, round, signal) =>
        putTogether(dependencies, person, round, { ...context, signal }),
      );
    },
    { onDead: (payload, reason) => failRound(dependencies, payload, 'coordinate', reason) },
  );
}

/** The page of a round, of what was found and said in it; returns what is to be written. */
export async function putTogether(
  dependencies: CoordinateDependencies,
  person: Person,
  round: Round,
  context: Pick<JobContext, 'signal' | 'logger'>,
): Promise<(transaction: Transaction) => Promise<void>> {
  const { input, window, record } = await inputOf(dependencies, person, round);
  const together = await wordTogether(input, wordingOptions(dependencies, person, round, context));
  const page = {
    ...coordinate({ ...input, together }),
    redFlagLog: await redFlagLog(dependencies, person, window, input.profile),
    record,
  };
  return async (transaction) => {
    await dependencies.pages.put(transaction, person, round.id, page);
    if (together !== undefined)
      await dependencies.interpretations.put(transaction, person, round.id, together);
  };
}

function wordingOptions(
  dependencies: CoordinateDependencies,
  person: Person,
  round: Round,
  { signal, logger }: Pick<JobContext, 'signal' | 'logger'>,
): ConsultOptions {
  return {
    model: modelOfRound(dependencies, 'coordinator', person, round),
    prompt: dependencies.coordinatorPrompt,
    lexicon: dependencies.lexicon,
    signal: AbortSignal.any([signal, AbortSignal.timeout(CALLS_MS)]),
    goOnWithout(error) {
      if (signal.aborted) return false;
      logger.warn({ err: error }, 'no one voice from the model, each specialist keeps its own');
      return true;
    },
  };
}

async function inputOf(
  dependencies: CoordinateDependencies,
  person: Person,
  round: Round,
): Promise<{
  readonly input: CoordinatorInput;
  readonly window: Page['window'];
  readonly record: PageRecord;
}> {
  const { set, profile, timeline, appointment } = await dependencies.briefOf(person, round);
  const steps = await dependencies.steps.list(round.id);
  const report = withSyncFailure(set.report, steps);
  const interpretations = await dependencies.interpretations.list(person, round.id);
  const window = { from: addDays(round.asOf, 1 - WINDOW_DAYS), to: round.asOf };
  const series = await seriesOf(dependencies, person, addDays(round.asOf, 1 - 2 * WINDOW_DAYS), round.asOf);
  const { findings } = report;
  const charts = chartsFor(series, findings, window);
  const input = {
    report,
    interpretations,
    silent: silentAgents(
      dependencies.agents,
      steps,
      report.findings,
      interpretations.map(({ agent }) => agent),
    ),
    profile,
    timeline,
    appointment,
    lastVisit: await lastVisitFor(dependencies, person, profile),
    knowledge: dependencies.knowledge,
    emergencyNumber: emergencyNumberFor(whereabouts(person, profile), dependencies.knowledge),
    charts,
    window,
    ...recommendationOf(report, profile),
    person: person.slug,
    version: `${dependencies.version} (engine ${set.engine})`,
    dataHash: set.dataHash,
  };
  const record = await recordFor(dependencies, person, {
    profile,
    series,
    findings,
    timeline,
    charts,
    window,
  });
  return { input, window, record };
}

/**
 * All of the window: the findings hold what still stands, and an emergency is one for a fortnight. What was raised by then
 * stays, whatever became of the entry: somebody may have been told of it.
 */
async function redFlagLog(
  dependencies: CoordinateDependencies,
  person: Person,
  window: Page['window'],
  profile: Profile,
): Promise<readonly LoggedFlag[]> {
  const { flags } = await screenDays(dependencies, person, window, profile);
  const standing = new Set(flags.map(({ rule, day }) => `${rule} ${day}`));
  const logged = await dependencies.redFlags.list(person, window);
  const changed = logged.filter(
    ({ rule, day, recordedAt }) =>
      !standing.has(`${rule} ${day}`) && dayInZone(new Date(recordedAt), person.timezone) <= window.to,
  );
  const told = ({ day, urgency, message, seen }: RaisedFlag): LoggedFlag => ({ day, urgency, message, seen });
  const log = [
    ...flags.map(told),
    ...changed.map((flag) => ({ ...told(flag), isChangedSince: true as const })),
  ];
  return log.sort((left, right) => (left.day < right.day ? -1 : left.day > right.day ? 1 : 0));
}

/** The round runs without fresh data when Oura could not be reached; the page says so where it tells what is missing. */
function withSyncFailure(report: FindingsReport, steps: readonly StepRow[]): FindingsReport {
  const sync = steps.find(({ step, state }) => step === 'sync' && state !== 'done');
  if (sync === undefined) return report;
  const reason = `not synced: ${sync.reason ?? 'Oura could not be reached in time.'}`;
  const missing = report.coverage.missing.filter(({ to }) => to !== report.asOf);
  const last = report.coverage.missing.find(({ to }) => to === report.asOf);
  const entry = { from: last?.from ?? report.asOf, to: report.asOf, reason };
  return { ...report, coverage: { ...report.coverage, missing: [...missing, entry] } };
}

/** Who had something to speak to and could not. */
function silentAgents(
  { agents }: Registry,
  steps: readonly StepRow[],
  findings: readonly Finding[],
  spoke: readonly AgentId[],
): Page['silent'] {
  const addressed = agentsAddressed(agents, findings);
  return agents
    .filter(({ id }) => addressed.has(id) && !spoke.includes(id))
    .map(({ id }) => ({
      agent: id,
      reason: steps.find(({ step }) => step === `consult:${id}`)?.reason ?? 'It did not answer in time.',
    }));
}
