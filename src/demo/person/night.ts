import { type Day, daysBetween } from '../../shared/day.ts';
import { createRandom, type Random } from './random.ts';
import type { Signals } from './signals.ts';
import { plantedStory } from './story.ts';

/** One sleep period in whole 30-second epochs, before it is written as a document. */
export interface NightPlan {
  /** Seconds after midnight of the evening before its day (a nap: of its day). */
  readonly bedtimeSeconds: number;
  readonly epochs: {
    readonly deep: number;
    readonly light: number;
    readonly rem: number;
    readonly awake: number;
  };
  readonly latencyEpochs: number;
  readonly restlessPeriods: number;
  readonly averageHrv: number;
  readonly lowestHeartRate: number;
  readonly averageHeartRate: number;
  readonly averageBreath: number;
}

const epochsPerMinute = 2;

export function planNight(lastDay: Day, day: Day, index: number, signals: Signals, seed: number): NightPlan {
  const random = createRandom(seed, `night-${index}`);
  const timeInBed = epochs(488 + 24 * signals.value('timeInBed', index));
  const total = Math.round((timeInBed * efficiencyPercent(signals, index, random)) / 100);
  const deep = epochs(
    Math.max(14, level(lastDay, day, 'deepSleep') + 11 * signals.value('deepSleep', index)),
  );
  const rem = Math.round(0.2 * total) + epochs(9 * signals.value('remSleep', index));
  const awake = timeInBed - total;
  const latency = epochs(14 * Math.exp(0.45 * signals.value('latency', index)));
  const lowest = Math.round(
    level(lastDay, day, 'restingHeartRate') + 1.45 * signals.value('restingHeartRate', index),
  );
  return {
    bedtimeSeconds: Math.round(
      60 * (22 * 60 + 50 + 24 * signals.value('bedtime', index)) + random.between(0, 59),
    ),
    epochs: { deep, rem, light: total - deep - rem, awake },
    latencyEpochs: Math.max(2, Math.min(latency, Math.floor(awake * 0.6))),
    restlessPeriods: Math.max(12, Math.round(165 * Math.exp(0.25 * signals.value('restless', index)))),
    averageHrv: glitch(random) ?? Math.max(8, Math.round(32 * Math.exp(0.19 * signals.value('hrv', index)))),
    lowestHeartRate: lowest,
    averageHeartRate: eighths(lowest + 6.5 + 0.8 * random.normal()),
    averageBreath: eighths(14.8 + 0.5 * signals.value('breath', index)),
  };
}

/** A short sleep in the chair after lunch. */
export function planNap(seed: number, index: number, lowestHeartRate: number, averageHrv: number): NightPlan {
  const random = createRandom(seed, `nap-${index}`);
  const total = epochs(random.between(18, 55));
  const latency = random.between(4, 12);
  return {
    bedtimeSeconds: (13 * 60 + random.between(30, 110)) * 60 + random.between(0, 59),
    epochs: { deep: 0, rem: 0, light: total, awake: latency + random.between(2, 14) },
    latencyEpochs: latency,
    restlessPeriods: random.between(2, 14),
    averageHrv: averageHrv + random.between(-4, 4),
    lowestHeartRate: lowestHeartRate + random.between(3, 7),
    averageHeartRate: lowestHeartRate + 10,
    averageBreath: eighths(14.5 + 0.4 * random.normal()),
  };
}

/** Poor nights lie well under the threshold of the rule, ordinary ones over it, with a little space between. */
function efficiencyPercent(signals: Signals, index: number, random: Random): number {
  if (signals.poor[index] === 1) return clamp(74.3 + 1.9 * random.normal(), 66, 77.2);
  return clamp(85.6 + 3.1 * signals.value('efficiency', index), 78, 94);
}

/** The planted level of a shifted metric on a day. */
function level(lastDay: Day, day: Day, metric: 'deepSleep' | 'restingHeartRate'): number {
  const shift = plantedStory(lastDay).shifts.find((candidate) => candidate.metric === metric);
  if (shift === undefined) return Number.NaN;
  return daysBetween(shift.onset, day) >= 0 ? shift.after : shift.before;
}

/** Now and then the sensor reads nonsense for a whole night. */
function glitch(random: Random): number | undefined {
  return random.chance(0.006) ? random.between(68, 85) : undefined;
}

function epochs(minutes: number): number {
  return Math.round(minutes * epochsPerMinute);
}

function eighths(value: number): number {
  return Math.round(value * 8) / 8;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
