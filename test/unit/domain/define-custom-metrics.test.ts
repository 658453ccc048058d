import { describe, expect, it } from 'vitest';
import type { CustomDefinition, CustomObservation } from '../../../src/domain/custom-metric.ts';
import { admitObservations, MOST_CUSTOM_METRICS } from '../../../src/domain/define-custom-metrics.ts';

const cups: CustomDefinition = { slug: 'coffee', label: 'Coffee', unit: 'cups', aggregationHint: 'sum' };
const known = new Map([[cups.slug, cups]]);

function observation(metric: Partial<CustomObservation['metric']>): CustomObservation {
  return {
    metric: { slug: 'coffee', label: 'Coffee', unit: 'cups', aggregationHint: undefined, ...metric },
    value: 2,
    occurredAt: '2026-06-10T00:00:00Z',
  };
}

describe('admitting observations', () => {
  it('defines a metric on its first observation, by the average where nothing else is said', () => {
    const { definitions, accepted } = admitObservations(new Map(), [observation({}), observation({})]);
    expect(definitions).toEqual([{ ...cups, aggregationHint: 'avg' }]);
    expect(accepted).toHaveLength(2);
  });

  it('has nothing to define when all is as it was, a hint left out among it', () => {
    expect(admitObservations(known, [observation({})]).definitions).toEqual([]);
  });

  it('names a metric anew, the last word counts', () => {
    const given = [
      observation({ label: 'Cups' }),
      observation({ label: 'Espresso', aggregationHint: 'max' }),
    ];
    expect(admitObservations(known, given).definitions).toEqual([
      { ...cups, label: 'Espresso', aggregationHint: 'max' },
    ]);
    const backAgain = [observation({ label: 'Cups' }), observation({ label: 'Coffee' })];
    expect(admitObservations(known, backAgain).definitions).toEqual([]);
  });

  it('refuses another unit, against what is kept and within one request', () => {
    const { accepted, refused } = admitObservations(known, [
      observation({ unit: 'mL' }),
      observation({}),
      observation({ slug: 'tea', unit: 'mL' }),
      observation({ slug: 'tea', unit: 'cups' }),
    ]);
    expect(accepted).toHaveLength(2);
    expect(refused).toEqual([
      { index: 0, field: 'metric.unit', reason: expect.stringContaining('two units'), conflict: true },
      { index: 3, field: 'metric.unit', reason: expect.stringContaining('two units'), conflict: true },
    ]);
    expect(JSON.stringify(refused)).not.toMatch(/mL|cups|tea/);
  });

  it('refuses one metric too many and still takes observations of those that are there', () => {
    const full = new Map(
      Array.from({ length: MOST_CUSTOM_METRICS }, (_, index) => {
        const slug = index === 0 ? 'coffee' : `metric-${index}`;
        return [slug, { ...cups, slug }];
      }),
    );
    const { accepted, refused } = admitObservations(full, [observation({ slug: 'tea' }), observation({})]);
    expect(accepted).toHaveLength(1);
    expect(refused).toEqual([
      { index: 0, field: 'metric.slug', reason: expect.stringContaining('200'), conflict: true },
    ]);
  });
});
