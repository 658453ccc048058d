import fc from 'fast-check';
import { agentIds } from '../../../src/domain/agent-id.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { getMetric, metricSlugs } from '../../../src/domain/metric.ts';
import type { TimelineEvent } from '../../../src/domain/timeline.ts';
import { addDays, type Day, parseDay } from '../../../src/shared/day.ts';

export const asOf = parseDay('2026-03-24');

export const events: readonly TimelineEvent[] = [
  {
    id: 'e1',
    kind: 'medication-dose',
    day: addDays(asOf, -21),
    label: 'Lisinopril dose changed (20 mg)',
    medication: 'Lisinopril',
  },
  {
    id: 'e2',
    kind: 'medication-timing',
    day: addDays(asOf, -40),
    label: 'Amlodipine timing changed (19:00)',
    medication: 'Amlodipine',
  },
  { id: 'e3', kind: 'travel', day: addDays(asOf, -33), label: 'Flew 9 hours because of a wedding' },
  { id: 'e4', kind: 'illness', day: addDays(asOf, -12), label: 'illness' },
];

/** A finding before it has an id; distributes over the kinds. */
export type Body = Finding extends infer One ? (One extends Finding ? Omit<One, 'id'> : never) : never;

export const metric = fc.constantFrom(...metricSlugs);
export const direction = fc.constantFrom('up' as const, 'down' as const);
export const share = fc.integer({ min: 5, max: 95 });
const nights = fc.integer({ min: 7, max: 160 });

export const header = fc.record({
  n: nights,
  grade: fc.constantFrom('established' as const, 'replicated' as const),
  length: fc.integer({ min: 7, max: 28 }),
  preceding: fc.subarray([...events]),
  limits: fc.constantFrom([], ['Only 3 of 7 weekdays are covered, perhaps due to travel.']),
});
type Header = typeof header extends fc.Arbitrary<infer Value> ? Value : never;

export function common(head: Header, metrics: readonly string[], up: 'up' | 'down' | null) {
  const from = addDays(asOf, -head.length);
  return {
    metrics: [...metrics],
    direction: up,
    from,
    to: asOf as string,
    n: head.n,
    p: 0.001,
    q: 0.01,
    grade: head.grade,
    summary: 'A summary.',
    agents: [...agentIds],
    events: head.preceding.map(({ id, kind, day }) => ({
      id,
      kind,
      day,
      daysBefore: Math.round((Date.parse(from) - Date.parse(day)) / 86_400_000),
    })),
    limits: [...head.limits],
  };
}

/**
 * Two levels inside the plausible range, at least a twentieth of it apart. No round shares of it: halfway between two
 * whole numbers both would be true.
 */
function contrast(slug: string, at: number, gap: number, up: boolean) {
  const [low, high] = getMetric(slug).plausible;
  const width = high - low;
  const first = low + (0.1037 + 0.35 * at) * width;
  const second = first + (0.0519 + 0.3 * gap) * width;
  return up ? { before: first, after: second } : { before: second, after: first };
}

export const unit = fc.double({ min: 0, max: 1, noNaN: true });

export const change = fc
  .tuple(
    header,
    metric,
    unit,
    unit,
    direction,
    nights,
    fc.constantFrom('shift', 'drift', 'event-effect', 'deviation'),
  )
  .map(([head, slug, at, gap, way, count, kind]): Body => {
    const { before, after } = contrast(slug, at, gap, way === 'up');
    const base = common(head, [slug], way);
    const from = base.from as Day;
    const difference = after - before;
    const interval: [number, number] = [difference - 1, difference + 1];
    const levels = {
      before: { mean: before, n: count, from: addDays(from, -90), to: addDays(from, -1) },
      after: { mean: after, n: head.length, from, to: asOf },
    };
    if (kind === 'shift') {
      const onsetRange: [string, string] = [addDays(from, -2), addDays(from, 3)];
      return {
        ...base,
        kind,
        metric: slug,
        onset: from,
        onsetRange,
        ...levels,
        difference,
        differenceSd: 2,
        interval,
      };
    }
    if (kind === 'drift')
      return { ...base, kind, metric: slug, perWeek: difference / 4, change: difference, interval };
    if (kind === 'deviation') {
      const baseline = { median: before, low: before - 4, high: before + 4, nights: count };
      return { ...base, kind, metric: slug, value: after, baseline, z: 3 };
    }
    const [first, ...others] = head.preceding.length === 0 ? events : head.preceding;
    const event = { id: first?.id ?? '', kind: first?.kind ?? '', day: first?.day ?? '' };
    return {
      ...base,
      kind: 'event-effect',
      metric: slug,
      event,
      ...levels,
      difference,
      interval,
      overlapping: others.map(({ id }) => id),
    };
  });
