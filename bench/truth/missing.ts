import { getMetric } from '../../src/domain/metric.ts';
import type { Random } from '../random.ts';
import type { Numbers } from './body.ts';
import { type BenchMetric, benchMetrics, type Drivers } from './drivers.ts';

export interface MissingSettings {
  readonly nights: readonly [low: number, high: number];
  readonly checkIns: readonly [low: number, high: number];
  readonly present: ReadonlySet<number>;
}

/** How much likelier a night one SD worse than usual is to be missing. */
const WORSE_IS_MISSED = 0.5;
const GAPS_PER_YEAR = 3;
/** Some sensors fail on single nights that are otherwise there. */
const singleDropouts: Partial<Record<BenchMetric, number>> = {
  spo2: 0.05,
  temperatureDeviation: 0.02,
  respiratoryRate: 0.01,
  stressHigh: 0.03,
};

/** Takes values away as life does: bad nights first, whole stretches without the ring, check-ins forgotten. */
export function removeValues(
  numbers: Numbers,
  whole: Drivers,
  random: Random,
  { nights, checkIns, present }: MissingSettings,
): void {
  const days = numbers.hrv.length;
  const off = ringOff(random, days);
  const rate = random.between(...nights);
  const adherence = random.between(...checkIns);
  // Some people answer less and less.
  const waning = random.chance(0.4) ? random.between(0, 0.25) : 0;
  for (let day = 0; day < days; day++) {
    if (present.has(day)) continue;
    const bad =
      ((whole.lowestHeartRate[day] as number) -
        (whole.efficiency[day] as number) -
        (whole.hrv[day] as number)) /
      Math.sqrt(3);
    const lost = off[day] === 1 || random.chance(rate * Math.exp(WORSE_IS_MISSED * bad - 0.13));
    const tired = 0.05 * (whole.fatigue[day] as number);
    const answered = random.chance(Math.max(0.05, adherence - (waning * day) / days - tired));
    const active = off[day] === 0 && !random.chance(0.02);
    for (const metric of benchMetrics) {
      const { span } = getMetric(metric);
      const kept = span === 'night' ? !lost : span === 'day' ? active : answered;
      const dropped = random.chance(singleDropouts[metric] ?? (span === 'check-in' ? 0.02 : 0));
      if (!kept || dropped) numbers[metric][day] = Number.NaN;
    }
  }
}

function ringOff(random: Random, days: number): Uint8Array {
  const off = new Uint8Array(days);
  for (let day = 0; day < days; day++) {
    if (!random.chance(GAPS_PER_YEAR / 365)) continue;
    const length = random.integer(2, 10);
    off.fill(1, day, day + length);
    day += length;
  }
  return off;
}
