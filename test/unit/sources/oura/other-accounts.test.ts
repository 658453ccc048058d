import { describe, expect, it } from 'vitest';
import { as, readText } from '../files/fixture.ts';
import { mapped, night, raw, valuesOf } from './documents.ts';

/** What stands in true records of other people, years and rings, and what never can. */
const day = '2020-06-10';
const slept = { type: 'long_sleep', time_in_bed: 30_000, total_sleep_duration: 27_000 };

describe('true, however rare', () => {
  it.each<[string, string, Record<string, unknown>, string, number]>([
    ['an irregular heart', 'sleep', { ...slept, average_hrv: 312 }, 'hrv', 312],
    ['a transplanted heart', 'sleep', { ...slept, average_hrv: 2 }, 'hrv', 2],
    ['a cyclist', 'sleep', { ...slept, lowest_heart_rate: 24 }, 'restingHeartRate', 24],
    [
      'a fraction for a whole number',
      'sleep',
      { ...slept, lowest_heart_rate: 51.5 },
      'restingHeartRate',
      51.5,
    ],
    ['ten hours to fall asleep', 'sleep', { ...slept, latency: 36_000 }, 'sleepLatency', 600],
    ['a night of tossing', 'sleep', { ...slept, restless_periods: 1204 }, 'restlessPeriods', 1204],
    ['a day in bed', 'sleep', { ...slept, time_in_bed: 72_000, awake_time: 61_200 }, 'awakeTime', 1020],
    ['nineteen hours of sleep', 'sleep', { ...slept, total_sleep_duration: 68_400 }, 'totalSleep', 1140],
    ['a fever', 'daily_readiness', { temperature_deviation: 4.86 }, 'temperatureDeviation', 4.86],
    ['a cold tent', 'daily_readiness', { temperature_deviation: -7.3 }, 'temperatureDeviation', -7.3],
    ['a high camp', 'daily_spo2', { spo2_percentage: { average: 58.2 } }, 'spo2', 58.2],
    ['a hundred miles', 'daily_activity', { steps: 214_330 }, 'steps', 214_330],
    ['their energy', 'daily_activity', { active_calories: 14_210 }, 'activeCalories', 14_210],
    ['a champion', 'vO2_max', { vo2_max: 96.7 }, 'vo2Max', 96.7],
    ['a failing heart', 'vO2_max', { vo2_max: 8 }, 'vo2Max', 8],
    [
      'thirty hours on foot',
      'workout',
      { start_datetime: '2020-06-10T06:00:00+02:00', end_datetime: '2020-06-11T12:00:00+02:00' },
      'workoutTime',
      1800,
    ],
  ])('%s', (_, collection, fields, metric, value) => {
    const { values, refusals } = mapped(raw(collection, day, fields));
    expect(refusals).toEqual([]);
    expect(values.find((one) => one.metric === metric)?.value).toBe(value);
  });

  it('sixteen hours of sleep that ended at six in the evening began on the day before the eve', () => {
    // Ends on 9 June at 18:01, so it is of 10 June: 1,319 minutes before its midnight it began.
    expect(valuesOf(night(day, '2020-06-09T02:01:00+02:00', '2020-06-09T18:01:00+02:00'))).toMatchObject({
      'bedtime@2020-06-10': -1319,
      'wakeTime@2020-06-10': -359,
    });
  });

  it('over the date line somebody wakes before they went to bed', () => {
    const values = valuesOf(night(day, '2020-06-10T23:00:00+13:00', '2020-06-10T08:00:00-10:00'));
    // Eight hours passed: from 10:00 to 18:00 in UTC.
    expect(values).toEqual({
      'bedtime@2020-06-10': 1380,
      'wakeTime@2020-06-10': 480,
      'sleepMidpoint@2020-06-10': 240,
    });
  });

  it('hours without minutes are an offset too', () => {
    expect(valuesOf(night(day, '2020-06-09T23:00:00+02', '2020-06-10T07:00:00+02'))).toMatchObject({
      'sleepMidpoint@2020-06-10': 180,
    });
  });
});

describe('nothing there, and nothing refused', () => {
  it.each<[string, Record<string, unknown>]>([
    [
      'sleep',
      { type: null, bedtime_start: null, bedtime_end: null, sleep_phase_30_sec: null, readiness: null },
    ],
    [
      'sleep',
      { type: 'long_sleep', average_breath: 0, average_heart_rate: 0, efficiency: 0, average_hrv: 0 },
    ],
    ['sleep', { type: 'sleep', total_sleep_duration: null, hrv: null, heart_rate: null }],
    ['sleep', { type: 'deleted', total_sleep_duration: 28_800 }],
    ['daily_sleep', { score: null, contributors: null, timestamp: null }],
    ['daily_readiness', { score: null, contributors: null, temperature_deviation: null }],
    [
      'daily_activity',
      { steps: null, class_5_min: null, met: null, contributors: null, non_wear_time: null },
    ],
    ['daily_activity', { steps: 0, active_calories: 0, class_5_min: '', met: null }],
    ['daily_spo2', { spo2_percentage: null, breathing_disturbance_index: null }],
    ['daily_stress', { stress_high: null, recovery_high: null, day_summary: null }],
    ['daily_stress', {}],
    ['daily_cardiovascular_age', { vascular_age: null, pulse_wave_velocity: null }],
    ['vO2_max', { vo2_max: null }],
    ['workout', { start_datetime: null, end_datetime: null, calories: null, distance: null }],
    [
      'workout',
      {
        start_datetime: '2020-06-10T08:00:00+02:00',
        end_datetime: '2020-06-10T08:00:00+02:00',
        activity: 'yoga',
      },
    ],
    ['session', { heart_rate: null, heart_rate_variability: null, motion_count: null, mood: null }],
    ['sleep_time', { optimal_bedtime: null, recommendation: null, status: 'not_enough_nights' }],
    ['daily_resilience', { level: null, contributors: null }],
    ['rest_mode_period', { start_day: day, start_time: null, end_day: null, end_time: null, episodes: [] }],
    ['enhanced_tag', { start_day: day, tag_type_code: null, end_time: null, comment: null }],
    ['heartrate', { rows: [] }],
  ])('%s %j', (collection, fields) => {
    expect(mapped(raw(collection, day, fields))).toEqual({ values: [], refusals: [] });
  });

  it('a file of any of them is taken in whole', () => {
    const documents = [
      { id: 'r', color: null, design: null, hardware_type: null, set_up_at: null, size: null },
      { id: 'p', age: null, weight: null, height: null, biological_sex: null, email: null },
      { id: 's', day, type: 'long_sleep', sleep_algorithm_version: 'v9', a_field_of_next_year: [[1], {}] },
      { id: 't', start_day: day, start_time: `${day}T10:00:00`, tag_type_code: null, custom_name: null },
      { id: 'z', day, optimal_bedtime: null, recommendation: 'sleep_in', status: null },
    ];
    const file = as(readText(JSON.stringify({ data: documents, next_token: null })), 'oura');
    expect(file.refusals).toEqual([]);
    expect(file.documents.map(({ collection }) => collection)).toEqual([
      'ring_configuration',
      'personal_info',
      'sleep',
      'enhanced_tag',
      'sleep_time',
    ]);
  });
});

describe('a slip, and refused by its field', () => {
  it.each<[string, string, Record<string, unknown>, string]>([
    ['milliseconds', 'sleep', { ...slept, total_sleep_duration: 27_000_000 }, 'total_sleep_duration'],
    ['minus', 'sleep', { ...slept, deep_sleep_duration: -60 }, 'deep_sleep_duration'],
    ['a share of a thousand', 'sleep', { ...slept, efficiency: 910 }, 'efficiency'],
    ['a word', 'sleep', { ...slept, average_hrv: 'high' }, 'average_hrv'],
    ['a body’s temperature', 'daily_readiness', { temperature_deviation: 36.6 }, 'temperature_deviation'],
    ['a share of one', 'daily_spo2', { spo2_percentage: { average: 0.96 } }, 'spo2_percentage.average'],
    ['a month of steps', 'daily_activity', { steps: 301_000 }, 'steps'],
    [
      'the wrong month',
      'workout',
      { start_datetime: '2020-06-10T08:00:00+02:00', end_datetime: '2020-07-10T09:00:00+02:00' },
      'end_datetime',
    ],
    [
      'an end before the start',
      'sleep',
      { bedtime_start: `${day}T07:00:00Z`, bedtime_end: `${day}T06:00:00Z`, ...slept },
      'bedtime_end',
    ],
  ])('%s', (_, collection, fields, field) => {
    const { refusals } = mapped(raw(collection, day, fields));
    expect(refusals.map((refusal) => refusal.field)).toEqual([field]);
  });
});
