import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../../src/metrics/create-metrics.ts';
import type { Readings } from '../../../src/metrics/gauges.ts';

const nothing: Readings = { queue: undefined, syncLags: undefined };

async function linesOf(metrics: ReturnType<typeof createMetrics>, readings: Readings = nothing) {
  const text = await metrics.render(readings);
  return text.split('\n').filter((line) => line.startsWith('rounds_') && !line.includes('_bucket{'));
}

describe('what is counted', () => {
  it('is rounds, steps, jobs and calls of models, by kind and outcome', async () => {
    const metrics = createMetrics();
    const { meter } = metrics;
    meter.roundEnded('nightly', 'done', 12);
    meter.roundEnded('nightly', 'done', 8);
    meter.roundEnded('demand', 'failed', 3);
    meter.stepEnded('sync', 'done', 0.5);
    meter.stepEnded('consult:sleep', 'failed', 2);
    meter.jobEnded('sync-person', 'done', 0.5);
    meter.jobEnded('sync-person', 'transient', 0.25);
    meter.jobEnded('sync-person', 'put-off', 0.25);
    meter.modelCalled('anthropic', 'claude', { input: 1_000, output: 200, cachedInput: 800, cost: 0.006 });
    meter.modelCalled('anthropic', 'claude', { input: 500, output: 100 });
    meter.modelRemembered('anthropic', 'claude');
    meter.sentencesRejected('sleep', 'mended', 2);
    meter.sentencesRejected('sleep', 'replaced', 1);
    const lines = await linesOf(metrics);
    for (const line of [
      'rounds_finished_total{kind="nightly",outcome="done"} 2',
      'rounds_finished_total{kind="demand",outcome="failed"} 1',
      'rounds_duration_seconds_sum{kind="nightly",outcome="done"} 20',
      'rounds_step_duration_seconds_count{step="sync",agent="",outcome="done"} 1',
      'rounds_step_duration_seconds_sum{step="consult",agent="sleep",outcome="failed"} 2',
      'rounds_job_runs_total{job="sync-person",outcome="done"} 1',
      'rounds_job_runs_total{job="sync-person",outcome="put-off"} 1',
      'rounds_job_failures_total{job="sync-person",kind="transient"} 1',
      'rounds_job_duration_seconds_count{job="sync-person"} 3',
      'rounds_model_calls_total{provider="anthropic",model="claude"} 2',
      'rounds_model_tokens_total{provider="anthropic",model="claude",direction="input"} 1500',
      'rounds_model_tokens_total{provider="anthropic",model="claude",direction="output"} 300',
      'rounds_model_cached_tokens_total{provider="anthropic",model="claude"} 800',
      'rounds_sentences_rejected_total{agent="sleep",outcome="mended"} 2',
      'rounds_sentences_rejected_total{agent="sleep",outcome="replaced"} 1',
      'rounds_model_cost_total{provider="anthropic",model="claude"} 0.006',
      'rounds_model_memo_hits_total{provider="anthropic",model="claude"} 1',
    ]) {
      expect(lines).toContain(line);
    }
    expect(lines.filter((line) => line.startsWith('rounds_job_failures_total'))).toHaveLength(1);
  });

  it('belongs to one program: another one in the process begins at nought', async () => {
    const first = createMetrics();
    first.meter.jobEnded('sync-person', 'done', 1);
    const lines = await linesOf(createMetrics());
    expect(lines.filter((line) => line.includes('sync-person'))).toEqual([]);
  });
});

describe('what is read at each scrape', () => {
  const queue = {
    queues: [
      { queue: 'agents', depth: { waiting: 3, active: 1 }, dead: 2, oldestSeconds: { waiting: 90, due: 0 } },
    ],
    schedules: 2,
    scheduleLagSeconds: 60,
  };
  const hour = 3_600;

  it('is depth, age, dead jobs and lag', async () => {
    const lines = await linesOf(createMetrics(), { queue, syncLags: [] });
    for (const line of [
      'rounds_source_up{source="queue"} 1',
      'rounds_source_up{source="database"} 1',
      'rounds_queue_jobs{queue="agents",state="waiting"} 3',
      'rounds_queue_jobs{queue="agents",state="active"} 1',
      'rounds_queue_oldest_job_age_seconds{queue="agents",state="waiting"} 90',
      'rounds_dead_jobs{queue="agents"} 2',
      'rounds_schedules 2',
      'rounds_schedule_lag_seconds 60',
      'rounds_sync_people 0',
    ]) {
      expect(lines).toContain(line);
    }
  });

  it('says of syncs how many, the median, the worst and how many are overdue', async () => {
    const lags = [40 * hour, hour, 3 * hour, 36 * hour];
    const lines = await linesOf(createMetrics(), { queue: undefined, syncLags: lags });
    expect(lines.filter((line) => line.startsWith('rounds_sync_'))).toEqual([
      'rounds_sync_people 4',
      `rounds_sync_lag_max_seconds ${40 * hour}`,
      `rounds_sync_lag_median_seconds ${19.5 * hour}`,
      'rounds_sync_overdue_people 1',
    ]);
  });

  it('is absent, not stale, when its source does not answer', async () => {
    const metrics = createMetrics();
    await metrics.render({ queue, syncLags: [hour] });
    expect(await linesOf(metrics)).toEqual([
      'rounds_source_up{source="queue"} 0',
      'rounds_source_up{source="database"} 0',
    ]);
  });
});
