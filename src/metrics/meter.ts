import { Counter, Histogram, type Registry } from 'prom-client';
import type { Meter } from '../shared/meter.ts';

/** From an answer out of memory to a round that waited for its night. */
const ROUND_SECONDS = [0.5, 1, 2, 5, 10, 20, 60, 120, 300, 900, 3_600, 7_200, 21_600];
const STEP_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180, 300];

/** What is counted where it happens. */
export function createMeter(registry: Registry): Meter {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name, help, labelNames, registers });
  const histogram = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    buckets: number[],
  ) => new Histogram({ name, help, labelNames, buckets, registers });

  const rounds = counter('rounds_finished_total', 'Rounds that ended', ['kind', 'outcome']);
  const roundTimes = histogram(
    'rounds_duration_seconds',
    'From the request of a round to its end',
    ['kind', 'outcome'],
    ROUND_SECONDS,
  );
  const stepTimes = histogram(
    'rounds_step_duration_seconds',
    'One step of a round; a specialist is named by its agent',
    ['step', 'agent', 'outcome'],
    STEP_SECONDS,
  );
  const jobTimes = histogram(
    'rounds_job_duration_seconds',
    'One run of a job, whatever came of it',
    ['job'],
    STEP_SECONDS,
  );
  const jobRuns = counter('rounds_job_runs_total', 'Runs of jobs', ['job', 'outcome']);
  const jobFailures = counter('rounds_job_failures_total', 'Runs of jobs that failed', ['job', 'kind']);
  const calls = counter('rounds_model_calls_total', 'Calls of a model', ['provider', 'model']);
  const tokens = counter('rounds_model_tokens_total', 'Tokens sent to and received from a model', [
    'provider',
    'model',
    'direction',
  ]);
  const cached = counter(
    'rounds_model_cached_tokens_total',
    'Of the tokens sent, those that the provider had kept from an earlier call',
    ['provider', 'model'],
  );
  const cost = counter('rounds_model_cost_total', 'Cost of calls, where prices are named', [
    'provider',
    'model',
  ]);
  const remembered = counter('rounds_model_memo_hits_total', 'Answers that were paid for before', [
    'provider',
    'model',
  ]);
  const rejections = counter(
    'rounds_sentences_rejected_total',
    'Sentences of a model that a check did not let through: mended by the model, or replaced',
    ['agent', 'outcome'],
  );

  return {
    roundEnded(kind, outcome, seconds) {
      rounds.inc({ kind, outcome });
      roundTimes.observe({ kind, outcome }, seconds);
    },
    stepEnded(step, outcome, seconds) {
      const [name = step, agent = ''] = step.split(':');
      stepTimes.observe({ step: name, agent, outcome }, seconds);
    },
    jobEnded(job, outcome, seconds) {
      jobRuns.inc({ job, outcome });
      jobTimes.observe({ job }, seconds);
      // A job that was put off is not a failure.
      if (outcome !== 'done' && outcome !== 'put-off') jobFailures.inc({ job, kind: outcome });
    },
    modelCalled(provider, model, use) {
      calls.inc({ provider, model });
      tokens.inc({ provider, model, direction: 'input' }, use.input);
      tokens.inc({ provider, model, direction: 'output' }, use.output);
      if (use.cachedInput !== undefined) cached.inc({ provider, model }, use.cachedInput);
      if (use.cost !== undefined) cost.inc({ provider, model }, use.cost);
    },
    modelRemembered(provider, model) {
      remembered.inc({ provider, model });
    },
    sentencesRejected(agent, outcome, count) {
      rejections.inc({ agent, outcome }, count);
    },
  };
}
