import { describe, expect, it } from 'vitest';
import { mapDocuments } from '../../../../src/sources/oura/map.ts';
import { raw, valuesOf } from './documents.ts';

const day = '2026-03-10';
const activity = {
  steps: 8123,
  active_calories: 412,
  sedentary_time: 30_600,
  low_activity_time: 15_000,
  medium_activity_time: 2400,
  high_activity_time: 300,
  resting_time: 34_500,
  non_wear_time: 3600,
  class_5_min: '1'.repeat(288),
};

describe('daily_activity', () => {
  it('a whole, worn day counts in full', () => {
    expect(valuesOf(raw('daily_activity', day, activity))).toEqual({
      'steps@2026-03-10': 8123,
      'activeCalories@2026-03-10': 412,
      'sedentaryTime@2026-03-10': 510,
      'lowActivity@2026-03-10': 250,
      'mediumActivity@2026-03-10': 40,
      'highActivity@2026-03-10': 5,
    });
  });

  it.each([
    ['the class string is short', { class_5_min: '1'.repeat(200) }],
    ['the ring was off for over six hours', { non_wear_time: 21_601 }],
    [
      'the class string alone shows it off',
      { non_wear_time: null, class_5_min: '0'.repeat(73) + '1'.repeat(215) },
    ],
    ['nothing moved at all', { steps: 0, active_calories: 0 }],
    ['without a class string the seconds do not fill a day', { class_5_min: null, resting_time: 0 }],
  ])('nothing, and never a zero, when %s', (_, change) => {
    expect(valuesOf(raw('daily_activity', day, { ...activity, ...change }))).toEqual({});
  });

  it('a day of 23 hours is whole', () => {
    const changed = { ...activity, class_5_min: '1'.repeat(276) };
    expect(valuesOf(raw('daily_activity', '2026-03-29', changed))['steps@2026-03-29']).toBe(8123);
  });

  it('a document trimmed to its steps is believed', () => {
    expect(valuesOf(raw('daily_activity', day, { steps: 900 }))).toEqual({ 'steps@2026-03-10': 900 });
  });

  it('of two documents of a day the fuller one counts', () => {
    const full = raw('daily_activity', day, activity, 'a');
    const partial = raw('daily_activity', day, { ...activity, class_5_min: '1'.repeat(49) }, 'b');
    expect(valuesOf(full, partial)['steps@2026-03-10']).toBe(8123);
    expect(valuesOf(partial, full)['steps@2026-03-10']).toBe(8123);
  });
});

describe('the other days', () => {
  it('daily_readiness gives the temperature deviation, minus signs included', () => {
    expect(valuesOf(raw('daily_readiness', day, { score: 80, temperature_deviation: -0.31 }))).toEqual({
      'temperatureDeviation@2026-03-10': -0.31,
    });
    expect(valuesOf(raw('daily_readiness', day, { temperature_deviation: null }))).toEqual({});
    expect(
      Object.is(
        valuesOf(raw('daily_readiness', day, { temperature_deviation: -0 }))[`temperatureDeviation@${day}`],
        0,
      ),
    ).toBe(true);
  });

  it('daily_spo2: object, bare number, sentinel', () => {
    const index = { breathing_disturbance_index: 7 };
    expect(valuesOf(raw('daily_spo2', day, { spo2_percentage: { average: 96.4 }, ...index }))).toEqual({
      'spo2@2026-03-10': 96.4,
      'breathingDisturbance@2026-03-10': 7,
    });
    expect(valuesOf(raw('daily_spo2', day, { spo2_percentage: 97 }))).toEqual({ 'spo2@2026-03-10': 97 });
    expect(valuesOf(raw('daily_spo2', day, { spo2_percentage: { average: 0 }, ...index }))).toEqual({});
    expect(
      valuesOf(raw('daily_spo2', day, { spo2_percentage: null, breathing_disturbance_index: null })),
    ).toEqual({});
  });

  it('daily_stress is in seconds; two zeros without a summary are no measurement', () => {
    expect(
      valuesOf(raw('daily_stress', day, { stress_high: 31_500, recovery_high: 0, day_summary: 'normal' })),
    ).toEqual({ 'stressHigh@2026-03-10': 525, 'recoveryHigh@2026-03-10': 0 });
    expect(
      valuesOf(raw('daily_stress', day, { stress_high: 0, recovery_high: 0, day_summary: null })),
    ).toEqual({});
  });

  it('vO2_max and cardiovascular age', () => {
    expect(
      valuesOf(
        raw('vO2_max', day, { vo2_max: 38.5 }),
        raw('daily_cardiovascular_age', day, { vascular_age: 61, pulse_wave_velocity: 7.9 }),
      ),
    ).toEqual({ 'vo2Max@2026-03-10': 38.5, 'cardiovascularAge@2026-03-10': 61 });
  });

  it('workouts add up, and what overlaps counts once', () => {
    const workout = (id: string, start: string, end: string) =>
      raw('workout', day, { start_datetime: start, end_datetime: end, activity: 'walking' }, id);
    expect(
      valuesOf(
        workout('a', '2026-03-10T08:00:00+00:00', '2026-03-10T08:30:00+00:00'),
        // The same half hour and ten minutes more, written on another clock.
        workout('b', '2026-03-10T09:10:00+01:00', '2026-03-10T09:40:00+01:00'),
        workout('c', '2026-03-10T17:00:00+00:00', '2026-03-10T17:20:00+00:00'),
      ),
    ).toEqual({ 'workoutTime@2026-03-10': 60 });
    const broken = mapDocuments(
      [workout('a', '2026-03-10T08:30:00Z', '2026-03-10T08:00:00Z')],
      'Europe/London',
    );
    expect(broken.values).toEqual([]);
    expect(broken.refusals).toMatchObject([{ field: 'end_datetime' }]);
  });
});

describe('documents as a whole', () => {
  it('the later of two with one id counts', () => {
    const first = raw('daily_readiness', day, { temperature_deviation: 0.1 }, 'x');
    const second = raw('daily_readiness', day, { temperature_deviation: 0.4 }, 'x');
    expect(valuesOf(first, second)).toEqual({ 'temperatureDeviation@2026-03-10': 0.4 });
    expect(valuesOf(second, first)).toEqual({ 'temperatureDeviation@2026-03-10': 0.1 });
  });

  it('scores and collections without measurements give nothing', () => {
    expect(
      valuesOf(
        raw('daily_sleep', day, { score: 80, contributors: { deep_sleep: 90 } }),
        raw('tag', day, { tags: ['tag_generic_alcohol'], text: null }),
        raw('no_such_collection', day, { steps: 1 }),
      ),
    ).toEqual({});
  });
});
