import type { Random } from '../random.ts';
import { type BenchMetric, benchMetrics, type Driver, type Drivers, driverNames } from './drivers.ts';

/** What is usual for one person, driver by driver, in natural units (of logarithms where noted in `ranges`). */
export interface Body {
  readonly usual: Readonly<Record<Driver, Usual>>;
  /** Answers that stay on one number most days, as many people give them. */
  readonly inflated: boolean;
}

export interface Usual {
  readonly center: number;
  readonly spread: number;
}

type Range = readonly [low: number, high: number];

const ranges: Record<Driver, { readonly center: Range; readonly spread: Range; readonly log?: true }> = {
  timeInBed: { center: [430, 530], spread: [28, 55] },
  efficiency: { center: [80, 89], spread: [3.5, 6] },
  deep: { center: [55, 100], spread: [10, 20] },
  rem: { center: [70, 120], spread: [14, 26] },
  latency: { center: [8, 20], spread: [0.35, 0.6], log: true },
  bedtime: { center: [-90, 60], spread: [25, 60] },
  restless: { center: [150, 300], spread: [25, 60] },
  hrv: { center: [22, 70], spread: [0.14, 0.26], log: true },
  lowestHeartRate: { center: [46, 66], spread: [1.8, 3.4] },
  heartRateGap: { center: [4, 9], spread: [0.8, 1.6] },
  breathing: { center: [13, 17], spread: [0.3, 0.6] },
  temperature: { center: [-0.1, 0.1], spread: [0.13, 0.24] },
  oxygen: { center: [95.5, 97.5], spread: [0.4, 0.9] },
  steps: { center: [4500, 11000], spread: [0.3, 0.5], log: true },
  effort: { center: [0.038, 0.05], spread: [0.12, 0.22], log: true },
  sitting: { center: [480, 640], spread: [50, 90] },
  stress: { center: [40, 110], spread: [0.4, 0.7], log: true },
  mood: { center: [5.5, 7.5], spread: [1.1, 1.8] },
  energy: { center: [4.5, 7], spread: [1.2, 2] },
  fatigue: { center: [3, 5.5], spread: [1.3, 2.1] },
  pain: { center: [1, 4], spread: [1.1, 1.9] },
};

export function drawBody(random: Random, inflated: boolean): Body {
  const usual = Object.fromEntries(
    driverNames.map((driver) => {
      const { center, spread } = ranges[driver];
      return [driver, { center: random.between(...center), spread: random.between(...spread) }];
    }),
  ) as Record<Driver, Usual>;
  return { usual, inflated };
}

const STAY_WITHIN = 0.8;

/** Drivers to the metrics of one day. Rounded as the ring tells them, or exact where a level is asked for. */
function metricsOn(
  body: Body,
  at: (driver: Driver) => number,
  rounded: boolean,
): Record<BenchMetric, number> {
  const round = (value: number, decimals = 0): number =>
    rounded ? Math.round(value * 10 ** decimals) / 10 ** decimals : value;
  const natural = (driver: Driver): number => {
    const { center, spread } = body.usual[driver];
    return ranges[driver].log ? center * Math.exp(spread * at(driver)) : center + spread * at(driver);
  };
  const timeInBed = round(clip(natural('timeInBed'), 180, 900));
  const totalSleep = round((timeInBed * clip(natural('efficiency'), 35, 99)) / 100);
  const deepSleep = round(clip(natural('deep'), 0, 0.45 * totalSleep));
  const remSleep = round(clip(natural('rem'), 0, 0.45 * totalSleep));
  const awakeTime = timeInBed - totalSleep;
  const bedtime = round(natural('bedtime'));
  const restingHeartRate = round(clip(natural('lowestHeartRate'), 30, 120));
  const steps = round(Math.min(60_000, natural('steps')));
  const answer = (driver: Driver): number => round(clip(answerOf(body, driver, at(driver)), 0, 10));
  return {
    timeInBed,
    totalSleep,
    deepSleep,
    remSleep,
    lightSleep: totalSleep - deepSleep - remSleep,
    awakeTime,
    sleepEfficiency: round((100 * totalSleep) / timeInBed),
    sleepLatency: round(Math.min(natural('latency'), awakeTime)),
    bedtime,
    sleepMidpoint: round(bedtime + timeInBed / 2),
    restlessPeriods: round(clip(natural('restless'), 0, 900)),
    hrv: round(clip(natural('hrv'), 5, 240)),
    restingHeartRate,
    sleepHeartRate: round(restingHeartRate + Math.max(0.5, natural('heartRateGap')), 1),
    respiratoryRate: round(natural('breathing'), 1),
    temperatureDeviation: round(clip(natural('temperature'), -3, 4), 2),
    spo2: round(clip(natural('oxygen'), 85, 100), 1),
    steps,
    activeCalories: round(steps * natural('effort')),
    sedentaryTime: round(clip(natural('sitting') - 0.006 * (steps - body.usual.steps.center), 120, 1200)),
    stressHigh: round(Math.min(720, natural('stress'))),
    mood: answer('mood'),
    energy: answer('energy'),
    fatigue: answer('fatigue'),
    pain: answer('pain'),
  };
}

function answerOf({ usual, inflated }: Body, driver: Driver, z: number): number {
  const { center, spread } = usual[driver];
  if (!inflated) return center + spread * z;
  // Pain is nought on most days; the others are "as always" unless something is clearly different.
  if (driver === 'pain') return Math.max(0, spread * (z - 0.6));
  const beyond = Math.max(0, Math.abs(z) - STAY_WITHIN);
  return center + Math.sign(z) * spread * 1.6 * beyond;
}

export type Numbers = Record<BenchMetric, Float64Array>;

export function toNumbers(body: Body, drivers: Drivers, { rounded }: { rounded: boolean }): Numbers {
  const days = drivers.hrv.length;
  const numbers = Object.fromEntries(
    benchMetrics.map((metric) => [metric, new Float64Array(days)]),
  ) as Numbers;
  for (let day = 0; day < days; day++) {
    const values = metricsOn(body, (driver) => drivers[driver][day] as number, rounded);
    for (const metric of benchMetrics) numbers[metric][day] = values[metric];
  }
  return numbers;
}

function clip(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
