import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/analysis/analyse.ts';
import { inputOf } from '../../support/analysis-input.ts';

/** 1, 2, 3, 4, 5, 1, 2 … about a level: median, spread and range can be reckoned by hand. */
const wave = (index: number) => (index % 5) - 2;
const lastNight = (...input: Parameters<typeof inputOf>) => analyse(inputOf(...input)).lastNight;

describe('lastNight', () => {
  it('holds what a night is judged by beside the person’s own usual, and nothing else', () => {
    const found = lastNight({
      restingHeartRate: (index) => (index === 199 ? 64 : 58 + wave(index)),
      deepSleep: (index) => 80 + wave(index),
      steps: () => 5000,
    });
    // Sixty nights of 56 … 60: median 58, tenth and ninetieth hundredth 56 and 60. Scale: the median distance from 58
    // is 1, times 1.4826; the quartiles are 57 and 59, 2 / 1.349 = 1.4826. z = 6 / 1.4826.
    expect(found).toEqual([
      {
        metric: 'restingHeartRate',
        day: '2026-03-20',
        value: 64,
        usual: { median: 58, low: 56, high: 60, nights: 60, z: expect.closeTo(4.047, 2) },
      },
    ]);
  });

  it('leaves out the last week from what is usual', () => {
    const found = lastNight({ restingHeartRate: (index) => (index >= 192 ? 70 : 58 + wave(index)) });
    expect(found?.[0]?.usual).toMatchObject({ median: 58, nights: 60 });
  });

  it('says no usual where fewer than 20 nights before the last week are known', () => {
    const worn = (days: number) => lastNight({ restingHeartRate: (index) => 58 + wave(index) }, { days });
    // 28 days: 20 of them end 8 days before the last.
    expect(worn(28)?.[0]?.usual?.nights).toBe(20);
    expect(worn(27)?.[0]).toEqual({ metric: 'restingHeartRate', day: '2026-03-20', value: 57 });
  });

  it('is absent where the night was not measured', () => {
    expect(lastNight({ restingHeartRate: (index) => (index === 199 ? undefined : 58 + wave(index)) })).toBe(
      undefined,
    );
  });

  it('says no usual of what never varies', () => {
    expect(lastNight({ fatigue: () => 3 })).toEqual([{ metric: 'fatigue', day: '2026-03-20', value: 3 }]);
  });
});
