import { getMetric, type MetricSlug } from '../../domain/metric.ts';

/**
 * How a quantity becomes a value of a day: shared out over the time it was gathered in and added up, kept sample by
 * sample until the nights are known, or averaged over its day or over the night it was measured in.
 */
type Route = 'added-up' | 'sampled' | 'of-the-day' | 'of-the-night';

interface Unit {
  readonly factor: number;
  readonly offset: number;
}

export interface QuantityType {
  /** Its place in the list. */
  readonly index: number;
  readonly name: string;
  readonly route: Route;
  readonly metric: MetricSlug;
  readonly units: ReadonlyMap<string, Unit>;
  readonly range: readonly [low: number, high: number];
  readonly rangeFault: { readonly field: string; readonly reason: string };
}

const PREFIX = 'HKQuantityTypeIdentifier';
export const SLEEP_TYPE = 'HKCategoryTypeIdentifierSleepAnalysis';

/** A single beat-to-beat reading goes further than a mean over a night or a day. */
const HEART_RATE_RANGE = [20, 250] as const;

const perMinute = { 'count/min': 1, 'count/s': 60 };
const energy = { kcal: 1, Cal: 1, cal: 1e-3, kJ: 1 / 4.184, J: 1 / 4184 };
const pressure = { mmHg: 1, kPa: 1000 / 133.322387415 };
const mass = { kg: 1, g: 1e-3, lb: 0.45359237, oz: 0.028349523125, st: 6.35029318 };
const fitness = { 'mL/min·kg': 1, 'mL/kg·min': 1, 'mL/(min·kg)': 1, 'mL/(kg·min)': 1, 'mL/min/kg': 1 };

const list: readonly (readonly [name: string, MetricSlug, Route, units: Readonly<Record<string, number>>])[] =
  [
    ['HeartRate', 'daytimeHeartRate', 'sampled', perMinute],
    ['HeartRateVariabilitySDNN', 'hrvSdnn', 'sampled', { ms: 1, s: 1000 }],
    ['RespiratoryRate', 'respiratoryRate', 'sampled', perMinute],
    ['OxygenSaturation', 'spo2', 'sampled', { '%': 100 }],
    ['StepCount', 'steps', 'added-up', { count: 1 }],
    ['ActiveEnergyBurned', 'activeCalories', 'added-up', energy],
    ['RestingHeartRate', 'restingHeartRate', 'of-the-day', perMinute],
    ['VO2Max', 'vo2Max', 'of-the-day', fitness],
    ['BodyMass', 'bodyMass', 'of-the-day', mass],
    ['BloodPressureSystolic', 'systolicPressure', 'of-the-day', pressure],
    ['BloodPressureDiastolic', 'diastolicPressure', 'of-the-day', pressure],
    ['AppleSleepingWristTemperature', 'wristTemperature', 'of-the-night', { degC: 1 }],
  ];

export const quantityTypes: readonly QuantityType[] = list.map(([name, metric, route, factors], index) => {
  const units = new Map(Object.entries(factors).map(([unit, factor]) => [unit, { factor, offset: 0 }]));
  if (units.has('degC')) units.set('degF', { factor: 5 / 9, offset: -160 / 9 });
  const { plausible, unit } = getMetric(metric);
  const range = name === 'HeartRate' ? HEART_RATE_RANGE : plausible;
  const reason = `is outside the plausible range, ${range[0]} to ${range[1]} ${unit}`;
  return { index, name, route, metric, units, range, rangeFault: { field: 'value', reason } };
});

export const quantityTypeOf: ReadonlyMap<string, QuantityType> = new Map(
  quantityTypes.map((type) => [PREFIX + type.name, type]),
);
