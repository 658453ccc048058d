import { describe, expect, it } from 'vitest';
import { mapDocuments } from '../../../../src/sources/oura/map.ts';
import { night, ordinaryNight, raw, valuesOf } from './documents.ts';

const clock = (day: string, values: Record<string, number>) =>
  ['bedtime', 'wakeTime', 'sleepMidpoint'].map((metric) => values[`${metric}@${day}`]);

describe('an ordinary night', () => {
  it('gives every nightly metric in its unit, on the day it ends on', () => {
    expect(valuesOf(raw('sleep', '2026-01-15', ordinaryNight))).toEqual({
      'totalSleep@2026-01-15': 450,
      'deepSleep@2026-01-15': 90,
      'remSleep@2026-01-15': 105,
      'lightSleep@2026-01-15': 255,
      'awakeTime@2026-01-15': 45,
      'timeInBed@2026-01-15': 495,
      'sleepEfficiency@2026-01-15': 91,
      'sleepLatency@2026-01-15': 10,
      'bedtime@2026-01-15': -90,
      'wakeTime@2026-01-15': 405,
      'sleepMidpoint@2026-01-15': 157.5,
      'restlessPeriods@2026-01-15': 212,
      'hrv@2026-01-15': 42,
      'restingHeartRate@2026-01-15': 51,
      'sleepHeartRate@2026-01-15': 57.125,
      'respiratoryRate@2026-01-15': 14.25,
    });
  });

  it('tolerates nulls, absent fields, unknown fields and a type it has never heard of', () => {
    const values = valuesOf(
      raw('sleep', '2026-01-15', { ...ordinaryNight, type: 'hibernation', average_hrv: null, new_field: {} }),
      raw('sleep', '2026-01-16', { type: 'long_sleep' }),
    );
    expect(values['totalSleep@2026-01-15']).toBe(450);
    expect(values['hrv@2026-01-15']).toBeUndefined();
    expect(Object.keys(values).some((key) => key.endsWith('2026-01-16'))).toBe(false);
  });

  it('takes zero for missing where zero cannot be measured, and for zero where it can', () => {
    const values = valuesOf(
      raw('sleep', '2026-01-15', {
        ...ordinaryNight,
        average_heart_rate: 0.0,
        lowest_heart_rate: 0,
        average_hrv: 0,
        average_breath: 0,
        latency: 0,
        restless_periods: 0,
        bedtime_start: '1970-01-01T00:00:00+00:00',
      }),
    );
    expect(values).not.toHaveProperty(['sleepHeartRate@2026-01-15']);
    expect(values).not.toHaveProperty(['restingHeartRate@2026-01-15']);
    expect(values).not.toHaveProperty(['hrv@2026-01-15']);
    expect(values).not.toHaveProperty(['respiratoryRate@2026-01-15']);
    expect(values).not.toHaveProperty(['bedtime@2026-01-15']);
    expect(values['sleepLatency@2026-01-15']).toBe(0);
    expect(values['restlessPeriods@2026-01-15']).toBe(0);
  });
});

describe('clock times', () => {
  it('a bedtime after midnight is positive', () => {
    const values = valuesOf(night('2026-01-15', '2026-01-15T00:15:00+00:00', '2026-01-15T08:15:00+00:00'));
    expect(clock('2026-01-15', values)).toEqual([15, 495, 255]);
  });

  it('the night the clocks go forward: eight hours passed, not nine', () => {
    const values = valuesOf(night('2026-03-29', '2026-03-28T23:00:00+00:00', '2026-03-29T08:00:00+01:00'));
    expect(clock('2026-03-29', values)).toEqual([-60, 480, 240]);
  });

  it('the night the clocks go back: nine hours passed, not eight', () => {
    const values = valuesOf(night('2026-10-25', '2026-10-24T23:00:00+01:00', '2026-10-25T07:00:00+00:00'));
    expect(clock('2026-10-25', values)).toEqual([-60, 420, 150]);
  });

  it('a night in the air: asleep on one clock, awake on another', () => {
    const values = valuesOf(
      night('2026-05-11', '2026-05-10T23:30:00.000-04:00', '2026-05-11T10:30:00.000+01:00'),
    );
    expect(clock('2026-05-11', values)).toEqual([-30, 630, 450]);
  });

  it('a night that ends after 18:00 belongs to the next day, before its midnight', () => {
    const values = valuesOf(night('2026-05-27', '2026-05-26T17:49:00-04:00', '2026-05-26T22:54:00-04:00'));
    expect(clock('2026-05-27', values)).toEqual([-371, -66, -218.5]);
  });

  it('an end before its start refuses all three', () => {
    const mapped = mapDocuments(
      [night('2026-01-15', '2026-01-15T06:00:00+00:00', '2026-01-14T22:00:00+00:00', { latency: 60 })],
      'Europe/London',
    );
    expect(mapped.values.map(({ metric }) => metric)).toEqual(['sleepLatency']);
    expect(mapped.refusals).toMatchObject([{ file: 'oura/sleep', field: 'bedtime_end' }]);
  });
});

describe('which period is the night', () => {
  const period = (id: string, type: string | null, hours: number) =>
    raw('sleep', '2026-02-03', { type, total_sleep_duration: hours * 3600 }, id);
  const totalOf = (...periods: ReturnType<typeof period>[]) => valuesOf(...periods)['totalSleep@2026-02-03'];

  it('is the longest long_sleep; rest, deleted and naps never are', () => {
    expect(
      totalOf(
        period('a', 'long_sleep', 6),
        period('b', 'long_sleep', 7),
        period('c', 'sleep', 1),
        period('d', 'rest', 9),
        period('e', 'deleted', 8),
        period('f', 'sleep', 7.5),
      ),
    ).toBe(420);
  });

  it('a lone nap is not a night, however late it ended', () => {
    expect(totalOf(period('a', 'sleep', 2 / 3))).toBeUndefined();
    expect(totalOf(period('a', 'late_nap', 4))).toBeUndefined();
  });

  it('without a long_sleep, over three hours of sleep stand in', () => {
    expect(totalOf(period('a', 'sleep', 3.5), period('b', null, 5), period('c', 'sleep', 1))).toBe(300);
  });

  it('a night broken in two is its longer half; the other half is no nap', () => {
    const values = valuesOf(
      period('a', 'long_sleep', 4),
      period('b', 'long_sleep', 3.5),
      period('c', 'sleep', 0.5),
      period('d', 'late_nap', 0.25),
      period('e', null, 0.25),
    );
    expect(values['totalSleep@2026-02-03']).toBe(240);
    expect(values['napTime@2026-02-03']).toBe(60);
  });

  it('equals are told apart by time in bed, then id', () => {
    const twin = (id: string, bed: number, hrv: number) =>
      raw(
        'sleep',
        '2026-02-03',
        { type: 'long_sleep', total_sleep_duration: 25_200, time_in_bed: bed, average_hrv: hrv },
        id,
      );
    const twins = [twin('c', 27_000, 40), twin('b', 27_000, 41), twin('a', 26_000, 42)];
    expect(valuesOf(...twins)['hrv@2026-02-03']).toBe(41);
    expect(valuesOf(...twins.reverse())['hrv@2026-02-03']).toBe(41);
  });
});

describe('stages', () => {
  // 10 min deep, 20 light, 5 REM, 5 awake: 40 min in bed.
  const phases = '1'.repeat(20) + '2'.repeat(40) + '3'.repeat(10) + '4'.repeat(10);
  const staged = (fields: Record<string, unknown>) => {
    const values = valuesOf(
      raw('sleep', '2026-02-03', { type: 'long_sleep', sleep_phase_30_sec: phases, ...fields }),
    );
    return ['deepSleep', 'lightSleep', 'remSleep', 'awakeTime'].map(
      (metric) => values[`${metric}@2026-02-03`],
    );
  };

  it('are the totals; where one is missing, the 30-second string where it agrees with the bed time', () => {
    expect(staged({ time_in_bed: 2400, total_sleep_duration: 2100 })).toEqual([10, 20, 5, 5]);
    expect(staged({ time_in_bed: 2430 })).toEqual([10, 20, 5, 5]);
    // 2,390 s in bed are 79.67 half minutes: the total holds the rest that the string rounds up.
    expect(staged({ time_in_bed: 2390, total_sleep_duration: 2100, awake_time: 290 })).toEqual([
      10,
      20,
      5,
      290 / 60,
    ]);
  });

  it('a night of no sleep at all is no measurement', () => {
    const values = valuesOf(
      raw('sleep', '2026-02-03', {
        type: 'long_sleep',
        time_in_bed: 12_000,
        total_sleep_duration: 0,
        deep_sleep_duration: 0,
        awake_time: 12_000,
        efficiency: 0,
        average_hrv: 0,
      }),
    );
    expect(values).toEqual({ 'timeInBed@2026-02-03': 200 });
  });

  it('come from the totals where the string is cut short, foreign or contradicts the sleep', () => {
    const totals = { deep_sleep_duration: 900, light_sleep_duration: 1200 };
    expect(staged({ ...totals, time_in_bed: 4800 }).slice(0, 2)).toEqual([15, 20]);
    expect(staged({ ...totals, total_sleep_duration: 1500 }).slice(0, 2)).toEqual([15, 20]);
    expect(staged({ ...totals, sleep_phase_30_sec: `${phases}9` }).slice(0, 2)).toEqual([15, 20]);
    expect(staged({ ...totals, sleep_phase_30_sec: '' }).slice(0, 2)).toEqual([15, 20]);
  });
});

describe('what is refused', () => {
  it('a field of the wrong type, by name, and the rest stays', () => {
    const mapped = mapDocuments(
      [raw('sleep', '2026-01-15', { ...ordinaryNight, average_hrv: '42' })],
      'Europe/London',
    );
    expect(mapped.refusals).toEqual([
      {
        file: 'oura/sleep',
        record: 'document sleep-2026-01-15',
        field: 'average_hrv',
        reason: 'is not of the expected type',
      },
    ]);
    expect(mapped.values).toHaveLength(15);
  });

  it('an implausible value, without quoting it', () => {
    const mapped = mapDocuments(
      [raw('sleep', '2026-01-15', { ...ordinaryNight, average_hrv: 987 })],
      'Europe/London',
    );
    expect(mapped.refusals).toMatchObject([
      { field: 'average_hrv', reason: 'is outside the plausible range, 1 to 400 ms' },
    ]);
    expect(JSON.stringify(mapped)).not.toContain('987');
  });
});
