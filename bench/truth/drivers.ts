/**
 * The hidden life behind the numbers: one series a driver, in standard deviations of its own night-to-night variation.
 * The product's metrics are computed from these, so that the arithmetic of a night (stages add up, efficiency is a
 * ratio) holds in every person.
 */
export const driverNames = [
  'timeInBed',
  'efficiency',
  'deep',
  'rem',
  'latency',
  'bedtime',
  'restless',
  'hrv',
  'lowestHeartRate',
  'heartRateGap',
  'breathing',
  'temperature',
  'oxygen',
  'steps',
  'effort',
  'sitting',
  'stress',
  'mood',
  'energy',
  'fatigue',
  'pain',
] as const;
export type Driver = (typeof driverNames)[number];
export type Drivers = Record<Driver, Float64Array>;

/** Which drivers each metric is made of: what is planted in one of them may rightly be seen in the metric. */
export const carriers = {
  totalSleep: ['timeInBed', 'efficiency'],
  deepSleep: ['deep'],
  remSleep: ['rem'],
  lightSleep: ['timeInBed', 'efficiency', 'deep', 'rem'],
  awakeTime: ['efficiency', 'timeInBed'],
  timeInBed: ['timeInBed'],
  sleepEfficiency: ['efficiency'],
  sleepLatency: ['latency'],
  bedtime: ['bedtime'],
  sleepMidpoint: ['bedtime', 'timeInBed'],
  restlessPeriods: ['restless'],
  hrv: ['hrv'],
  restingHeartRate: ['lowestHeartRate'],
  sleepHeartRate: ['lowestHeartRate', 'heartRateGap'],
  respiratoryRate: ['breathing'],
  temperatureDeviation: ['temperature'],
  spo2: ['oxygen'],
  steps: ['steps'],
  activeCalories: ['steps', 'effort'],
  sedentaryTime: ['sitting', 'steps'],
  stressHigh: ['stress'],
  mood: ['mood'],
  energy: ['energy'],
  fatigue: ['fatigue'],
  pain: ['pain'],
} as const satisfies Record<string, readonly Driver[]>;
export type BenchMetric = keyof typeof carriers;
export const benchMetrics = Object.keys(carriers) as BenchMetric[];

/** The metric that shows a driver by itself; those without one are never planted. */
export const shownBy: Partial<Record<Driver, BenchMetric>> = Object.fromEntries(
  benchMetrics
    .filter((metric) => carriers[metric].length === 1)
    .map((metric) => [carriers[metric][0], metric]),
);

export function carriersOf(metric: string): readonly Driver[] {
  return Object.hasOwn(carriers, metric) ? carriers[metric as BenchMetric] : [];
}

export function mapDrivers(make: (driver: Driver) => Float64Array): Drivers {
  return Object.fromEntries(driverNames.map((driver) => [driver, make(driver)])) as Drivers;
}

export function addTo(series: Float64Array, from: number, to: number, amount: (day: number) => number): void {
  for (let day = Math.max(0, from); day < Math.min(to, series.length); day++) {
    series[day] = (series[day] as number) + amount(day);
  }
}
