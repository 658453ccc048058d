import { type Drug, findDrug, type Knowledge } from '../domain/knowledge.ts';
import type { Metric } from '../domain/metric.ts';
import type { TimelineEvent } from '../domain/timeline.ts';

/**
 * What is looked for first, decided before looking: these tests carry most of the error budget of their family, so that
 * a change a doctor would ask about is not lost among a thousand that nobody would. The family's rate stays what it is.
 */
const FIRST_METRICS = ['hrv', 'restingHeartRate', 'sleepEfficiency', 'deepSleep', 'temperatureDeviation'];
const FIRST_AFTER_MEDICATION = ['deepSleep', 'totalSleep', 'sleepEfficiency', 'restingHeartRate', 'hrv'];

/** Poor sleep, low variability, tiredness, less movement, poor sleep again: the circle people describe. */
const FIRST_LINKS: readonly (readonly [cause: string, effect: string])[] = [
  ['sleepEfficiency', 'hrv'],
  ['hrv', 'fatigue'],
  ['sleepEfficiency', 'fatigue'],
  ['fatigue', 'steps'],
  ['steps', 'sleepEfficiency'],
];
const FIRST_LAGS = 2;

const SHARE_OF_METRICS = 0.75;
const SHARE_OF_LINKS = 0.5;

export function levelWeights(metrics: readonly Metric[]): Float64Array {
  return weights(
    metrics.map(({ slug }) => FIRST_METRICS.includes(slug)),
    SHARE_OF_METRICS,
  );
}

/** After a medicine changed: what its class is known to move, and the sleep essentials. */
export function eventWeights(
  metrics: readonly Metric[],
  event: TimelineEvent,
  knowledge: Knowledge,
): Float64Array {
  if (event.medication === undefined) return levelWeights(metrics);
  const drug = findDrug(knowledge, event.medication);
  const expected = new Set([...FIRST_AFTER_MEDICATION, ...expectedMetrics(drug)]);
  return weights(
    metrics.map(({ slug }) => expected.has(slug)),
    SHARE_OF_METRICS,
  );
}

export function linkWeights(
  rows: {
    readonly size: number;
    readonly cause: Int32Array;
    readonly effect: Int32Array;
    readonly lag: Int32Array;
  },
  metrics: readonly Metric[],
): Float64Array {
  const slug = (index: number | undefined) => metrics[index ?? -1]?.slug;
  const isFirst = Array.from({ length: rows.size }, (_, row) => {
    const [cause, effect] = [slug(rows.cause[row]), slug(rows.effect[row])];
    const known = FIRST_LINKS.some(([from, to]) => from === cause && to === effect);
    return known && (rows.lag[row] as number) <= FIRST_LAGS;
  });
  return weights(isFirst, SHARE_OF_LINKS);
}

/** The knowledge base says "temperature" where the catalogue is exact. */
function expectedMetrics(drug: Drug | undefined): string[] {
  return (
    drug?.expected.map(({ metric }) => (metric === 'temperature' ? 'temperatureDeviation' : metric)) ?? []
  );
}

/** Weights with mean one: the first ones share `share` of the budget, the others the rest. */
function weights(isFirst: readonly boolean[], share: number): Float64Array {
  const first = isFirst.filter(Boolean).length;
  const others = isFirst.length - first;
  if (first === 0 || others === 0) return new Float64Array(isFirst.length).fill(1);
  const heavy = (share * isFirst.length) / first;
  const light = ((1 - share) * isFirst.length) / others;
  return Float64Array.from(isFirst, (is) => (is ? Math.max(heavy, 1) : Math.min(light, 1)));
}
