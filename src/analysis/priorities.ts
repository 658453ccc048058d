import { findDrug, type Knowledge } from '../domain/knowledge.ts';
import type { TimelineEvent } from '../domain/timeline.ts';

/**
 * What is looked for first, named before looking: these tests get most of their family's error budget, so that a
 * change a doctor would ask about is not lost among a thousand that nobody would. The levels were set on the truth bench.
 */
const firstMetrics = ['hrv', 'restingHeartRate', 'sleepEfficiency', 'deepSleep', 'temperatureDeviation'];

/** Poor sleep, low variability, tiredness, less movement, poor sleep again: the circle people describe. */
const firstEdges: readonly (readonly [cause: string, effect: string])[] = [
  ['sleepEfficiency', 'hrv'],
  ['hrv', 'fatigue'],
  ['hrv', 'energy'],
  ['sleepEfficiency', 'fatigue'],
  ['deepSleep', 'fatigue'],
  ['restingHeartRate', 'fatigue'],
  ['fatigue', 'steps'],
  ['steps', 'sleepEfficiency'],
];
const LONGEST_FIRST_LAG = 2;

export function isFirstMetric(slug: string): boolean {
  return firstMetrics.includes(slug);
}

export function isFirstEdge(cause: string, effect: string, lag: number): boolean {
  return lag <= LONGEST_FIRST_LAG && firstEdges.some(([from, to]) => from === cause && to === effect);
}

/**
 * After a medicine changed: the essentials, and what its class is known to move in one direction. A change that was
 * agreed for something has its own names; without any it is looked at like every event.
 */
export function firstAfter(event: TimelineEvent, knowledge: Knowledge): ReadonlySet<string> {
  const { watch = [] } = event;
  if (event.medication === undefined && watch.length > 0) return new Set(watch);
  const drug = event.medication === undefined ? undefined : findDrug(knowledge, event.medication);
  const expected = drug?.expected.filter(({ direction }) => direction !== 'mixed') ?? [];
  // The knowledge base says "temperature" where the catalogue is exact.
  const slugs = expected.map(({ metric }) => (metric === 'temperature' ? 'temperatureDeviation' : metric));
  return new Set([...firstMetrics, ...slugs, ...watch]);
}
