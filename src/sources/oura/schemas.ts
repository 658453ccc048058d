import { z } from 'zod';

/**
 * Only what the mappers read. Everything may be absent or null, enumerations are plain text (they have grown
 * before), and unknown fields are not looked at: a new firmware must not stop an import.
 */
const number = z.number().nullish();
const text = z.string().nullish();

export const sleepFields = {
  type: text,
  bedtime_start: text,
  bedtime_end: text,
  time_in_bed: number,
  total_sleep_duration: number,
  deep_sleep_duration: number,
  rem_sleep_duration: number,
  light_sleep_duration: number,
  awake_time: number,
  efficiency: number,
  latency: number,
  restless_periods: number,
  average_hrv: number,
  lowest_heart_rate: number,
  average_heart_rate: number,
  average_breath: number,
  sleep_phase_30_sec: text,
} as const;

export const readinessFields = { temperature_deviation: number } as const;

export const activityFields = {
  steps: number,
  active_calories: number,
  sedentary_time: number,
  low_activity_time: number,
  medium_activity_time: number,
  high_activity_time: number,
  resting_time: number,
  non_wear_time: number,
  class_5_min: text,
} as const;

export const spo2Fields = {
  // An object in the API; a bare number in some account exports.
  spo2_percentage: z.union([z.number(), z.object({ average: number })]).nullish(),
  breathing_disturbance_index: number,
} as const;

export const stressFields = { stress_high: number, recovery_high: number, day_summary: text } as const;
export const vo2MaxFields = { vo2_max: number } as const;
export const cardiovascularAgeFields = { vascular_age: number } as const;
export const tagFields = { tags: z.array(z.unknown()).nullish() } as const;
export const enhancedTagFields = { tag_type_code: text } as const;
export const restModeFields = { end_day: text, episodes: z.array(z.unknown()).nullish() } as const;
export const ringFields = { set_up_at: text } as const;
export const workoutFields = { start_datetime: text, end_datetime: text } as const;
export const heartRateFields = { rows: z.array(z.unknown()).nullish() } as const;
