import { describe, expect, it } from 'vitest';
import type { RawDocument } from '../../../../src/domain/raw-document.ts';
import { parseDay } from '../../../../src/shared/day.ts';
import { mapAppleHealth } from '../../../../src/sources/apple-health/map.ts';

const daily = (day: string, metrics: unknown): RawDocument => ({
  source: 'apple-health',
  collection: 'daily',
  documentId: day,
  day: parseDay(day),
  body: { metrics },
});

const place = { file: 'apple-health/daily', record: 'document 2024-03-05' };

describe('mapAppleHealth', () => {
  it('gives the values by metric and day, whatever the order of the documents', () => {
    const documents = [
      daily('2024-03-06', { steps: { value: 5000, samples: 40, source: 'watch' } }),
      daily('2024-03-05', { steps: { value: 4000, samples: 30, source: 'phone' }, bodyMass: { value: 70 } }),
    ];
    const expected = [
      { metric: 'bodyMass', day: '2024-03-05', value: 70 },
      { metric: 'steps', day: '2024-03-05', value: 4000 },
      { metric: 'steps', day: '2024-03-06', value: 5000 },
    ];
    expect(mapAppleHealth(documents)).toEqual({ values: expected, refusals: [] });
    expect(mapAppleHealth(documents.toReversed()).values).toEqual(expected);
  });

  it('of two documents of one day the later one counts', () => {
    const revised = [
      daily('2024-03-05', { steps: { value: 1 } }),
      daily('2024-03-05', { vo2Max: { value: 40 } }),
    ];
    expect(mapAppleHealth(revised).values).toEqual([{ metric: 'vo2Max', day: '2024-03-05', value: 40 }]);
  });

  it('refuses what is implausible, malformed or unknown by its name, and keeps the rest', () => {
    const { values, refusals } = mapAppleHealth([
      daily('2024-03-05', {
        steps: { value: 300_001 },
        spo2: { value: '97' },
        vo2Max: 41,
        shoeSize: { value: 43 },
        bodyMass: { value: 70 },
      }),
    ]);
    expect(values).toEqual([{ metric: 'bodyMass', day: '2024-03-05', value: 70 }]);
    expect(refusals).toEqual([
      { ...place, field: 'metrics.steps', reason: 'is outside the plausible range, 0 to 300000 steps' },
      { ...place, field: 'metrics.spo2', reason: 'is not of the expected type' },
      { ...place, field: 'metrics.vo2Max', reason: 'is not of the expected type' },
      { ...place, field: 'metrics', reason: 'holds a metric that is not known' },
    ]);
  });

  it('refuses a body without metrics', () => {
    expect(mapAppleHealth([daily('2024-03-05', 7)])).toEqual({
      values: [],
      refusals: [{ ...place, field: 'metrics', reason: 'is not of the expected type' }],
    });
  });
});
