import { describe, expect, it } from 'vitest';
import { moversOf } from '../../../src/analysis/movers.ts';
import type { DailySeries } from '../../../src/domain/series.ts';
import { weekEnding } from '../../../src/domain/week.ts';
import { addDays, parseDay } from '../../../src/shared/day.ts';

const week = weekEnding(parseDay('2026-03-22'));
const first = addDays(week.from, -84);

/** Twelve weeks of 50…60 in turn, then the week. */
function series(metric: string, ofWeek: readonly number[], fields: Partial<DailySeries> = {}): DailySeries {
  const before = Array.from({ length: 84 }, (_, index) => 50 + (index % 11));
  return { metric, start: first, values: Float64Array.from([...before, ...ofWeek]), ...fields };
}
const mapOf = (...entries: readonly DailySeries[]) => new Map(entries.map((entry) => [entry.metric, entry]));
const all = (value: number) => Array.from({ length: 7 }, () => value);

describe('what moved in a week', () => {
  it('is a median outside the middle 80 % of the twelve weeks before, with how far and against what', () => {
    const { movers, compared, usualFrom, usualTo } = moversOf(
      mapOf(series('restingHeartRate', [64, 65, 66, 60, 70, 66, 66])),
      week,
    );
    expect([compared, usualFrom, usualTo]).toEqual([1, '2025-12-22', '2026-03-15']);
    // Of 84 values in turn from 50 to 60 the median is 55, the tenth part 51 and the ninth 59; MAD 3, so SD 4.448.
    expect(movers).toEqual([
      {
        metric: 'restingHeartRate',
        value: 66,
        n: 7,
        usual: { low: 51, median: 55, high: 59, n: 84 },
        z: 2.473,
      },
    ]);
  });

  it('is nothing that stayed within the range, or reads as its edge', () => {
    expect(
      moversOf(mapOf(series('hrv', all(59)), series('restingHeartRate', all(59.4))), week),
    ).toMatchObject({
      compared: 2,
      movers: [],
    });
  });

  it('needs four values of the week and twenty-eight before', () => {
    const none = Number.NaN;
    expect(moversOf(mapOf(series('hrv', [80, 80, 80, none, none, none, none])), week).compared).toBe(0);
    expect(moversOf(mapOf(series('hrv', [80, 80, 80, 80, none, none, none])), week).movers).toHaveLength(1);
    const short = (days: number): DailySeries => {
      const { values } = series('hrv', all(80));
      return { metric: 'hrv', start: addDays(week.from, -days), values: values.subarray(84 - days) };
    };
    expect(moversOf(mapOf(short(27)), week).compared).toBe(0);
    expect(moversOf(mapOf(short(28)), week).movers).toMatchObject([{ usual: { n: 28 } }]);
  });

  it('tells the five furthest, and one of two that say the same', () => {
    const names = ['hrv', 'restingHeartRate', 'sleepHeartRate', 'spo2', 'mood', 'pain', 'energy', 'bodyMass'];
    const { movers, compared } = moversOf(
      mapOf(...names.map((name, index) => series(name, all(index === 0 ? 200 : 70 + index)))),
      week,
    );
    expect(compared).toBe(8);
    // The average sleeping heart rate is told by the resting one.
    expect(movers.map(({ metric }) => metric)).toEqual(['hrv', 'bodyMass', 'energy', 'pain', 'mood']);
  });

  it('names a metric of the person’s own, and what never varied before first, without a measure of how far', () => {
    const custom = { slug: 'custom:tea', label: 'Tea', unit: 'cups', decimals: 1 };
    const own = moversOf(mapOf(series('custom:tea', all(70), { custom })), week);
    expect(own).toMatchObject({ movers: [{ metric: 'custom:tea', value: 70 }], customMetrics: [custom] });
    const flat = {
      metric: 'hrv',
      start: first,
      values: Float64Array.from([...Array(84).fill(50), ...all(60)]),
    };
    const { movers } = moversOf(mapOf(flat, series('restingHeartRate', all(90))), week);
    expect(movers.map(({ metric, value, z }) => [metric, value, z === undefined])).toEqual([
      ['hrv', 60, true],
      ['restingHeartRate', 90, false],
    ]);
  });
});
