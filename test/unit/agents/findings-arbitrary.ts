import fc from 'fast-check';
import type { Finding } from '../../../src/domain/finding.ts';
import { getMetric, metricSlugs } from '../../../src/domain/metric.ts';
import { addDays } from '../../../src/shared/day.ts';
import {
  asOf,
  type Body,
  change,
  common,
  direction,
  header,
  metric,
  share,
  unit,
} from './changes-arbitrary.ts';

const pair = fc.tuple(metric, metric).filter(([left, right]) => left !== right);

const pattern = fc
  .tuple(header, pair, fc.integer({ min: 0, max: 3 }), direction, direction, share, share, unit, fc.boolean())
  .map(([head, [cause, effect], lag, way, other, rate, baseRate, at, isRule]): Body => {
    const base = { ...common(head, [cause, effect], other), cause, effect, lag };
    if (isRule) {
      const [low, high] = getMetric(cause).plausible;
      // No share of 41 days lies halfway between two whole percentages.
      const total = 41;
      const hits = Math.round((rate / 100) * total);
      const comparator = way === 'down' ? ('<' as const) : ('>' as const);
      const threshold = low + at * (high - low);
      return {
        ...base,
        kind: 'rule',
        comparator,
        threshold,
        effectDirection: other,
        effectSize: 4,
        hits,
        total,
        rate: hits / total,
        baseRate: baseRate / 100,
      };
    }
    const r = (way === other ? 1 : -1) * (rate / 100);
    return { ...base, kind: 'link', r, interval: [r - 0.1, r + 0.1], slope: 1, slopeUnit: '' };
  });

const others = fc
  .tuple(
    header,
    pair,
    fc.constantFrom('lab-link', 'discordance', 'red-flag'),
    fc.constantFrom('up' as const, 'down' as const, null),
  )
  .map(([head, [left, right], kind, way]): Body => {
    if (kind === 'lab-link')
      return {
        ...common(head, [left], way),
        kind,
        analyte: 'Free T4',
        unit: 'ng/dL',
        metric: left,
        labDay: addDays(asOf, -9),
        windowDays: 28,
      };
    if (kind === 'discordance')
      return { ...common(head, [left, right], null), kind, metric: left, answer: right };
    const summary = 'Sudden chest pain lasting over 15 minutes: call the emergency number now.';
    return {
      ...common(head, [], null),
      summary,
      kind: 'red-flag',
      rule: 'chest-pain',
      urgency: 'emergency',
      seen: 'chest pain',
    };
  });

/** A chain of three with its links, the second sometimes left out of the packet. */
const chain = fc
  .tuple(
    header,
    fc.shuffledSubarray([...metricSlugs], { minLength: 3, maxLength: 4 }),
    fc.boolean(),
    fc.boolean(),
    share,
  )
  .map(([head, path, loop, whole, strength]): Body[] => {
    const ends = loop ? [...path.slice(1), path[0] ?? ''] : path.slice(1);
    const lags = ends.map((_, place) => place % 3);
    const links = ends.map((effect, place): Finding => {
      const cause = path[place] ?? '';
      const r = (place % 2 === 0 ? 1 : -1) * (strength / 100);
      return {
        ...common(head, [cause, effect], 'up'),
        id: `chain-link-${place}`,
        kind: 'link',
        cause,
        effect,
        lag: lags[place] ?? 0,
        r,
        interval: [r - 0.1, r + 0.1],
        slope: 1,
        slopeUnit: '',
      };
    });
    const body: Body = {
      ...common(head, path, null),
      kind: 'chain',
      path,
      lags,
      links: links.map(({ id }) => id),
      loop,
    };
    return [body, ...(whole ? links : links.slice(1))];
  });

export const findingsArbitrary: fc.Arbitrary<Finding[]> = fc
  .tuple(
    fc.array(fc.oneof(change, pattern, others), { minLength: 1, maxLength: 5 }),
    fc.option(chain, { nil: [] }),
  )
  .map(([single, chained]) =>
    [...single, ...chained].map((finding, place) => ({ id: `f${place}`, ...finding }) as Finding),
  );
