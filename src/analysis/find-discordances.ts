import type { FindingOf } from '../domain/finding.ts';
import { getMetric, type Metric } from '../domain/metric.ts';
import { stableId } from '../shared/ids.ts';
import type { Frame } from './frame.ts';
import { agentsFor } from './routing.ts';
import { amount, capitalise } from './words.ts';

type Discordance = FindingOf<'discordance'>;
type Shift = FindingOf<'shift'>;

/** What the ring says of a night's recovery, and what the person says of it in the morning. */
const ringMetrics = ['deepSleep', 'totalSleep', 'sleepEfficiency', 'hrv', 'restingHeartRate'];
const answers = ['fatigue', 'energy', 'mood'];
const FEWEST_ANSWERS = 60;

/**
 * Ring and person disagree: one of them changed for the worse, the other shows not even a hint. Made from shifts that
 * were found already, so it adds no test and no false discovery of its own.
 */
export function findDiscordances(frame: Frame, shifts: readonly Shift[]): Discordance[] {
  const worse = shifts.filter((shift) => shift.grade !== 'watch' && isWorse(shift));
  const felt = strongest(worse.filter(({ metric }) => answers.includes(metric)));
  const measured = strongest(worse.filter(({ metric }) => ringMetrics.includes(metric)));
  const moved = new Set(shifts.map(({ metric }) => metric));
  if (felt !== undefined && !ringMetrics.some((metric) => moved.has(metric))) {
    const ring = ringMetrics.find((metric) => isWellKnown(frame, metric));
    return ring === undefined ? [] : [toFinding(felt, ring, felt.metric, felt)];
  }
  if (measured !== undefined && !answers.some((metric) => moved.has(metric))) {
    const answer = answers.find((metric) => isWellKnown(frame, metric));
    return answer === undefined ? [] : [toFinding(measured, measured.metric, answer, measured)];
  }
  return [];
}

function isWorse({ metric, direction }: Shift): boolean {
  const { better } = getMetric(metric);
  return better !== undefined && direction !== better;
}

function strongest(shifts: readonly Shift[]): Shift | undefined {
  return [...shifts].sort((left, right) => Math.abs(right.differenceSd) - Math.abs(left.differenceSd))[0];
}

function isWellKnown(frame: Frame, slug: string): boolean {
  return frame.columns.some(({ metric, observed }) => metric.slug === slug && observed >= FEWEST_ANSWERS);
}

function toFinding(shift: Shift, ring: string, answer: string, changed: Shift): Discordance {
  const [ringMetric, answerMetric] = [getMetric(ring), getMetric(answer)];
  const isFelt = changed.metric === answer;
  return {
    kind: 'discordance',
    id: stableId('discordance', [ring, answer, isFelt ? 'felt' : 'measured', shift.onset]),
    metrics: [ring, answer],
    metric: ring,
    answer,
    direction: changed.direction,
    from: changed.from,
    to: changed.to,
    n: changed.n,
    p: changed.p,
    q: changed.q,
    grade: changed.grade,
    summary: isFelt
      ? feltSentence(changed, answerMetric)
      : measuredSentence(changed, ringMetric, answerMetric),
    agents: agentsFor([ringMetric, answerMetric], changed.events),
    events: changed.events,
    limits: ['no change seen is not the same as no change: a small one would not show'],
  };
}

function feltSentence(changed: Shift, answer: Metric): string {
  return `${capitalise(answer.label)} went from ${amount(changed.before.mean, answer, 1)} to ${amount(changed.after.mean, answer, 1)}, while the ring shows no lasting change in sleep, heart rate or its variability.`;
}

function measuredSentence(changed: Shift, ring: Metric, answer: Metric): string {
  return `${capitalise(ring.label)} went from ${amount(changed.before.mean, ring)} to ${amount(changed.after.mean, ring)}, while the morning answers (${answer.label} among them) show no lasting change.`;
}
