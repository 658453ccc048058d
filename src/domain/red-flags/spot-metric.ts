/** A metric of the catalogue behind a name that somebody chose, and what brings a value to its unit. */
export interface SpotMetric {
  readonly metric: 'systolicPressure' | 'diastolicPressure' | 'spo2' | 'restingHeartRate';
  toOwnUnit(value: number): number;
}

const MMHG_PER_KPA = 7.50062;

const asTold = (value: number): number => value;
/** 0.97 is how a program writes 97 %. */
const toPercent = (value: number): number => (value <= 1 ? value * 100 : value);

/**
 * Whether what a person measures under a name of their own is one of the readings that rules are about. A heart rate
 * that is not said to be at rest may be that of a run and is none.
 */
export function spotMetricOf(name: string, unit: string): SpotMetric | undefined {
  const words = ` ${name.toLowerCase().replace(/[^a-z0-9]+/g, ' ')} `;
  const is = (pattern: RegExp): boolean => pattern.test(words);
  const pressure = /kpa/i.test(unit) ? (value: number) => value * MMHG_PER_KPA : asTold;
  if (is(/ (systolic|systole|sys|sbp) /)) return { metric: 'systolicPressure', toOwnUnit: pressure };
  if (is(/ (diastolic|diastole|dia|dbp) /)) return { metric: 'diastolicPressure', toOwnUnit: pressure };
  if (is(/ (spo2|sp o2|sao2|oximeter|pulse ox|(blood )?oxygen saturation|oxygen level|blood oxygen) /))
    return { metric: 'spo2', toOwnUnit: toPercent };
  if (is(/ (pulse|resting (heart rate|pulse|hr)|heart rate at rest|rhr) /))
    return { metric: 'restingHeartRate', toOwnUnit: asTold };
  return undefined;
}
