import { describe, expect, it } from 'vitest';
import { goalProgress } from '../../../src/analysis/goal-progress.ts';
import { trendRecipe } from '../../../src/analysis/recipes/trend.ts';
import type { Goal } from '../../../src/domain/profile.ts';
import type { DailySeries } from '../../../src/domain/series.ts';
import { addDays, daysBetween, parseDay } from '../../../src/shared/day.ts';

const asOf = parseDay('2026-06-30');
const goal: Goal = {
  day: parseDay('2026-05-01'),
  metric: 'sleepEfficiency',
  comparator: '>=',
  target: 82,
  by: parseDay('2026-08-01'),
};

/** `value(0)` is that of the last day, `value(1)` of the day before. */
function series(days: number, value: (daysAgo: number) => number): DailySeries {
  return {
    metric: goal.metric,
    start: addDays(asOf, 1 - days),
    values: Float64Array.from({ length: days }, (_, index) => value(days - 1 - index)),
  };
}

/** Seeded normal noise (mulberry32 and Box-Muller) with memory. */
function memoryNoise(seed: number, phi: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  let last = 0;
  return () => {
    const normal = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    last = phi * last + Math.sqrt(1 - phi * phi) * normal;
    return last;
  };
}

describe('a goal', () => {
  it('is told with its median, how many values met it, and the level it was set at', () => {
    // The last 28 days alternate 80 and 84; the 28 days before the goal was set are all 77.
    const progress = goalProgress(
      goal,
      series(120, (ago) => (ago < 28 ? (ago % 2 === 0 ? 80 : 84) : ago > 60 ? 77 : Number.NaN)),
      asOf,
    );
    expect(progress).toMatchObject({
      verdict: 'reached',
      now: { median: 82, values: 28, meeting: 14 },
      before: { median: 77, values: 28, meeting: 0 },
    });
    expect(progress.text).toBe(
      'Sleep efficiency at least 82 % by 1 August 2026: reached. Median in the last 28 days: 82 % (14 of 28 nights met it by themselves), against 77 % in the 28 days before the goal was set.',
    );
  });

  it('comes nearer where a line through the days since it was set shows it', () => {
    const progress = goalProgress(
      goal,
      series(120, (ago) => 80 - ago * 0.1 + (ago % 2 === 0 ? 0.3 : -0.3)),
      asOf,
    );
    expect(progress.verdict).toBe('nearing');
    expect(progress.trend?.from).toBe('2026-05-01');
    expect(progress.trend?.perWeek).toBeCloseTo(0.7, 1);
    expect(progress.text).toContain('Change a week since 1 May: +0.7 %');
  });

  it('goes the other way where the line does', () => {
    const progress = goalProgress(
      goal,
      series(120, (ago) => 70 + ago * 0.1 + (ago % 3) * 0.2),
      asOf,
    );
    expect(progress.verdict).toBe('moving-away');
    expect(progress.text).toContain('\u22120.7 %');
  });

  it('of at most is met from above', () => {
    const most: Goal = { ...goal, metric: 'sleepLatency', comparator: '<=', target: 20 };
    const entry = { ...series(60, () => 15), metric: 'sleepLatency' };
    expect(goalProgress(most, entry, asOf)).toMatchObject({ verdict: 'reached', now: { meeting: 28 } });
  });

  it('is not reached when its day has passed', () => {
    const past: Goal = { ...goal, by: addDays(asOf, -1) };
    const progress = goalProgress(
      past,
      series(60, (ago) => 75 + (ago % 2)),
      asOf,
    );
    expect(progress.verdict).toBe('not-reached');
    expect(progress.text).toContain('not reached by its day');
  });

  it('is judged on its day, whatever comes after', () => {
    // 86 up to the day and 70 since, or the other way round: seen seven weeks later.
    const past: Goal = { ...goal, by: addDays(asOf, -49) };
    const then = (before: number, after: number) =>
      goalProgress(
        past,
        series(150, (ago) => (ago >= 49 ? before : after)),
        asOf,
      );
    expect(then(86, 70)).toMatchObject({ verdict: 'reached', now: { median: 86, meeting: 28 } });
    expect(then(70, 86)).toMatchObject({ verdict: 'not-reached', now: { median: 70 } });
    expect(then(86, 70).text).toContain('Median in the 28 days up to 12 May 2026: 86 %');
  });

  it('is not reached by rounding, nor told so', () => {
    const progress = goalProgress(
      goal,
      series(60, () => 81.96),
      asOf,
    );
    expect(progress).toMatchObject({ verdict: 'no-trend', now: { median: 81.96, meeting: 0 } });
  });

  it('does not count a day that has hardly begun', () => {
    const sitting: Goal = { ...goal, metric: 'sedentaryTime', comparator: '<=', target: 500 };
    const entry = { ...series(60, (ago) => (ago === 0 ? 40 : 600)), metric: 'sedentaryTime' };
    expect(goalProgress(sitting, entry, asOf).now).toEqual({ median: 600, values: 28, meeting: 0 });
  });

  it('does not come nearer by what rounds to nothing', () => {
    const most: Goal = { ...goal, metric: 'restingHeartRate', comparator: '<=', target: 55 };
    const entry = { ...series(120, (ago) => 60 - ago * 0.004), metric: 'restingHeartRate' };
    const progress = goalProgress(most, entry, asOf);
    expect(progress.verdict).toBe('no-trend');
    expect(progress).not.toHaveProperty('trend');
  });

  it.each([
    ['reached', 85, 75],
    ['not-reached', 75, 85],
  ])('once its day has passed stays %s, whatever came after it', (verdict, then, after) => {
    const past: Goal = { ...goal, by: addDays(asOf, -20) };
    const progress = goalProgress(
      past,
      series(120, (ago) => (ago < 20 ? after : then)),
      asOf,
    );
    expect(progress).toMatchObject({ verdict, now: { median: then, values: 28 } });
    expect(progress.text).toContain(`Median in the 28 days up to 10 June 2026: ${then} %`);
  });

  it.each([
    ['no values', undefined],
    ['thirteen values', series(60, (ago) => (ago < 13 ? 90 : Number.NaN))],
    ['old values', series(120, (ago) => (ago < 28 ? Number.NaN : 90))],
  ])('with %s has not enough data, and no number says how it stands', (_what, entry) => {
    const progress = goalProgress(goal, entry, asOf);
    expect(progress.verdict).toBe('not-enough-data');
    expect(progress).not.toHaveProperty('now');
    expect(progress).not.toHaveProperty('trend');
  });

  it('of a metric nobody knows is no reason to fail', () => {
    expect(goalProgress({ ...goal, metric: 'serenity' }, undefined, asOf).verdict).toBe('not-enough-data');
  });

  it('sees nothing that comes after the day it is told of', () => {
    const entry = series(120, (ago) => (ago < 10 ? 99 : 75 + (ago % 2)));
    const before = addDays(asOf, -10);
    expect(daysBetween(before, asOf)).toBe(10);
    expect(goalProgress(goal, entry, before).now?.median).toBe(75.5);
  });
});

describe('the line through a goal', () => {
  it.each([0, 0.3, 0.6])('is seen by chance in few of those who go nowhere (memory %f)', (phi) => {
    let seen = 0;
    for (let person = 0; person < 400; person++) {
      const noise = memoryNoise(1000 + person, phi);
      if (trendRecipe(Float64Array.from({ length: 60 }, noise)) !== undefined) seen += 1;
    }
    // 5 % and two standard errors of 400 draws.
    expect(seen / 400).toBeLessThanOrEqual(0.072);
  });

  it('is seen in most of those who move by two standard deviations', () => {
    let seen = 0;
    for (let person = 0; person < 100; person++) {
      const noise = memoryNoise(5000 + person, 0.3);
      const trend = trendRecipe(Float64Array.from({ length: 60 }, (_, day) => noise() + (2 * day) / 60));
      if (trend !== undefined && trend.slope > 0) seen += 1;
    }
    expect(seen).toBeGreaterThanOrEqual(65);
  });
});
