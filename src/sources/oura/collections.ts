/**
 * How Oura's API is cut up, as data. A new collection is one line here; what is to be analysed from it is one
 * mapper in `map.ts`.
 */
export interface Collection {
  readonly name: string;
  /** Segment under `/v2/usercollection/`. */
  readonly path: string;
  /** The OAuth scope Oura asks for; without it the answer is a 401 that no refresh can cure. */
  readonly scope: string;
  /** Where it is not established which of two scopes opens it: either is worth a try. */
  readonly otherScope?: string;
  readonly byId: boolean;
  /** The document's own word for its local day; undefined where it belongs to none. */
  readonly dayField: 'day' | 'start_day' | undefined;
  /** The timestamp that begins it, where its date stands for a day that is missing. */
  readonly startField: 'start_time' | undefined;
  /**
   * The server compares `start_date 00:00Z` and `end_date 00:00Z` with one UTC timestamp of the record. Which
   * one, and whether the end counts, differs; padding by two days and trimming by the day field is right for
   * all of them.
   */
  readonly window: 'end-exclusive' | 'end-inclusive' | 'datetime' | 'none';
  /** One document a day: a second one of the same day is a revision of the first. */
  readonly onePerDay: boolean;
  /**
   * `documents` have an id and come in pages; `rows` have none and a timestamp only (all rows of one UTC day are kept
   * as one document); `single` is one bare document.
   */
  readonly kind: 'documents' | 'rows' | 'single';
  /** Undefined where Oura announces nothing. */
  readonly webhookType: string | undefined;
  /** Fields no other collection has at its top level. One of them is enough to recognise a document. */
  readonly marks: readonly string[];
  /** The same, inside `contributors`. */
  readonly contributorMarks: readonly string[];
}

type Shape = Partial<Omit<Collection, 'name'>> & Pick<Collection, 'scope' | 'marks'>;

const timeSeries = {
  kind: 'rows',
  byId: false,
  dayField: undefined,
  window: 'datetime',
  onePerDay: false,
  webhookType: undefined,
} as const;

const aStretch = { dayField: 'start_day', startField: 'start_time', onePerDay: false } as const;

const shapes = {
  sleep: {
    scope: 'daily',
    window: 'end-exclusive',
    onePerDay: false,
    marks: [
      'bedtime_start',
      'bedtime_end',
      'time_in_bed',
      'total_sleep_duration',
      'deep_sleep_duration',
      'average_hrv',
      'lowest_heart_rate',
      'sleep_phase_30_sec',
      'sleep_phase_5_min',
      'sleep_algorithm_version',
    ],
  },
  daily_sleep: {
    scope: 'daily',
    marks: [],
    contributorMarks: ['total_sleep', 'deep_sleep', 'rem_sleep', 'restfulness', 'latency', 'timing'],
  },
  daily_readiness: {
    scope: 'daily',
    marks: ['temperature_deviation', 'temperature_trend_deviation'],
    contributorMarks: [
      'hrv_balance',
      'recovery_index',
      'activity_balance',
      'previous_night',
      'sleep_balance',
    ],
  },
  daily_activity: {
    scope: 'daily',
    window: 'end-exclusive',
    marks: ['steps', 'active_calories', 'class_5_min', 'non_wear_time', 'sedentary_time', 'total_calories'],
  },
  daily_spo2: { scope: 'spo2', marks: ['spo2_percentage', 'breathing_disturbance_index'] },
  daily_stress: {
    scope: 'stress',
    otherScope: 'daily',
    marks: ['stress_high', 'recovery_high', 'day_summary'],
  },
  daily_resilience: {
    scope: 'stress',
    marks: [],
    contributorMarks: ['sleep_recovery', 'daytime_recovery', 'stress'],
  },
  daily_cardiovascular_age: { scope: 'heart_health', marks: ['vascular_age', 'pulse_wave_velocity'] },
  vO2_max: { scope: 'heart_health', webhookType: 'vo2_max', marks: ['vo2_max'] },
  workout: { scope: 'workout', window: 'end-exclusive', onePerDay: false, marks: ['intensity', 'activity'] },
  session: { scope: 'session', onePerDay: false, marks: ['motion_count', 'heart_rate_variability', 'mood'] },
  tag: { scope: 'tag', onePerDay: false, marks: ['tags'] },
  enhanced_tag: {
    scope: 'tag',
    ...aStretch,
    marks: ['tag_type_code', 'custom_name'],
  },
  rest_mode_period: { ...aStretch, scope: 'daily', marks: ['episodes'] },
  sleep_time: { scope: 'daily', marks: ['optimal_bedtime', 'recommendation'] },
  ring_configuration: {
    scope: 'ring_configuration',
    dayField: undefined,
    window: 'none',
    onePerDay: false,
    marks: ['hardware_type', 'firmware_version', 'set_up_at'],
  },
  heartrate: { ...timeSeries, scope: 'heartrate', marks: ['bpm'] },
  ring_battery_level: { ...timeSeries, scope: 'ring_configuration', marks: ['in_charger', 'charging'] },
  personal_info: {
    scope: 'personal',
    kind: 'single',
    byId: false,
    dayField: undefined,
    window: 'none',
    onePerDay: false,
    webhookType: undefined,
    marks: ['biological_sex'],
  },
} satisfies Record<string, Shape>;

export type CollectionName = keyof typeof shapes;

export const collectionNames = Object.keys(shapes) as readonly CollectionName[];

const collections: ReadonlyMap<string, Collection & { readonly name: CollectionName }> = new Map(
  collectionNames.map((name) => [
    name,
    {
      path: name,
      byId: true,
      dayField: 'day' as const,
      startField: undefined,
      window: 'end-inclusive' as const,
      onePerDay: true,
      kind: 'documents' as const,
      webhookType: name,
      contributorMarks: [],
      ...shapes[name],
      name,
    },
  ]),
);

export function findCollection(name: string): (Collection & { readonly name: CollectionName }) | undefined {
  return collections.get(name);
}

export function getCollection(name: CollectionName): Collection & { readonly name: CollectionName } {
  const collection = collections.get(name);
  if (collection === undefined) throw new RangeError(`Not an Oura collection: ${name}`);
  return collection;
}

/** What is worth asking for with these scopes. */
export function collectionsWithin(scopes: readonly string[]): CollectionName[] {
  return collectionNames.filter((name) => {
    const { scope, otherScope } = getCollection(name);
    return scopes.includes(scope) || (otherScope !== undefined && scopes.includes(otherScope));
  });
}

/** The scopes to ask consent for, each once, in a fixed order. */
export function scopesFor(names: readonly CollectionName[]): string[] {
  return [...new Set(names.map((name) => getCollection(name).scope))].sort();
}
