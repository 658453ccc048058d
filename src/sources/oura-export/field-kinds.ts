import type { ExportCollection } from './files.ts';

/**
 * What a cell of a column holds. `level` strings (hypnograms, classes of activity) are digits that are no number;
 * a `word` is a term of Oura's, `text` is the person's own.
 */
export type FieldKind =
  | 'id'
  | 'day'
  | 'time'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'level'
  | 'word'
  | 'text'
  | 'json'
  | 'number-or-json';

type Fields = Partial<Record<FieldKind, readonly string[]>>;

const dated = { id: ['id'], day: ['day'] };
const scored: Fields = { ...dated, time: ['timestamp'], json: ['contributors'] };

/** The fields of the API's documents, which the columns of the export are named after. */
const fieldsOf: Readonly<Record<ExportCollection, Fields>> = {
  sleep: {
    ...dated,
    time: ['bedtime_end', 'bedtime_start'],
    number: ['average_breath', 'average_heart_rate'],
    integer: [
      'average_hrv',
      'awake_time',
      'deep_sleep_duration',
      'efficiency',
      'latency',
      'light_sleep_duration',
      'lowest_heart_rate',
      'period',
      'readiness_score_delta',
      'rem_sleep_duration',
      'restless_periods',
      'sleep_score_delta',
      'time_in_bed',
      'total_sleep_duration',
    ],
    boolean: ['low_battery_alert'],
    level: ['app_sleep_phase_5_min', 'movement_30_sec', 'sleep_phase_30_sec', 'sleep_phase_5_min'],
    word: ['sleep_algorithm_version', 'sleep_analysis_reason', 'type'],
    text: ['ring_id'],
    json: ['heart_rate', 'hrv', 'readiness'],
  },
  daily_sleep: { ...scored, integer: ['score'] },
  daily_readiness: {
    ...scored,
    integer: ['score'],
    number: ['temperature_deviation', 'temperature_trend_deviation'],
  },
  daily_activity: {
    ...scored,
    number: ['average_met_minutes'],
    integer: [
      'active_calories',
      'equivalent_walking_distance',
      'high_activity_met_minutes',
      'high_activity_time',
      'inactivity_alerts',
      'low_activity_met_minutes',
      'low_activity_time',
      'medium_activity_met_minutes',
      'medium_activity_time',
      'meters_to_target',
      'non_wear_time',
      'resting_time',
      'score',
      'sedentary_met_minutes',
      'sedentary_time',
      'steps',
      'target_calories',
      'target_meters',
      'total_calories',
    ],
    level: ['class_5_min'],
    json: ['contributors', 'met'],
  },
  daily_spo2: {
    ...dated,
    integer: ['breathing_disturbance_index'],
    'number-or-json': ['spo2_percentage'],
  },
  daily_stress: { ...dated, integer: ['recovery_high', 'stress_high'], word: ['day_summary'] },
  daily_resilience: { ...dated, word: ['level'], json: ['contributors'] },
  daily_cardiovascular_age: { ...dated, number: ['pulse_wave_velocity'], integer: ['vascular_age'] },
  vO2_max: { ...dated, time: ['timestamp'], number: ['vo2_max'] },
  workout: {
    ...dated,
    time: ['end_datetime', 'start_datetime'],
    number: ['calories', 'distance'],
    word: ['intensity', 'source'],
    text: ['activity', 'label'],
  },
  session: {
    ...dated,
    time: ['end_datetime', 'start_datetime'],
    word: ['mood', 'type'],
    json: ['heart_rate', 'heart_rate_variability', 'motion_count'],
  },
  tag: { ...dated, time: ['timestamp'], text: ['text'], json: ['tags'] },
  enhanced_tag: {
    id: ['id'],
    day: ['end_day', 'start_day'],
    time: ['end_time', 'start_time'],
    word: ['tag_type_code'],
    text: ['comment', 'custom_name'],
  },
  rest_mode_period: {
    id: ['id'],
    day: ['end_day', 'start_day'],
    time: ['end_time', 'start_time'],
    json: ['episodes'],
  },
  sleep_time: { ...dated, word: ['recommendation', 'status'], json: ['optimal_bedtime'] },
  ring_configuration: {
    id: ['id'],
    time: ['set_up_at'],
    integer: ['size'],
    word: ['color', 'design', 'hardware_type'],
    text: ['firmware_version'],
  },
  heartrate: { time: ['timestamp'], integer: ['bpm', 'timestamp_unix'], word: ['source'] },
  ring_battery_level: {
    time: ['timestamp'],
    integer: ['level', 'timestamp_unix'],
    boolean: ['charging', 'in_charger'],
  },
};

/** The kind of each field of a collection. */
export function fieldKinds(collection: ExportCollection): ReadonlyMap<string, FieldKind> {
  const kinds = Object.entries(fieldsOf[collection]) as [FieldKind, readonly string[]][];
  return new Map(kinds.flatMap(([kind, names]) => names.map((name) => [name, kind] as const)));
}
