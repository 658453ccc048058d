import { type Day, dayNumber, daysBetween, weekdayOf } from '../../shared/day.ts';
import { createRandom } from './random.ts';

/**
 * The hidden life behind the numbers: one value a day and metric on a scale of standard deviations. Each series is
 * AR(1) around a weekday habit and a small slow drift; the chain runs through the innovations, so that it is still
 * there when an analysis takes persistence, weekdays and drift away.
 */
export interface Signals {
  /** 1 on nights under the threshold of the story's rule. */
  readonly poor: Uint8Array;
  value(name: SignalName, index: number): number;
}

interface Shape {
  readonly phi: number;
  /** How far Saturday and Sunday lie from the other days. */
  readonly weekend: number;
  readonly drift: number;
}

const shapes = {
  efficiency: { phi: 0.35, weekend: -0.1, drift: 0.1 },
  hrv: { phi: 0.3, weekend: -0.15, drift: 0.15 },
  fatigue: { phi: 0.3, weekend: -0.2, drift: 0.1 },
  steps: { phi: 0.3, weekend: -0.35, drift: 0.15 },
  restingHeartRate: { phi: 0.3, weekend: 0.15, drift: 0.08 },
  deepSleep: { phi: 0.3, weekend: -0.1, drift: 0.08 },
  remSleep: { phi: 0.3, weekend: 0.1, drift: 0.1 },
  timeInBed: { phi: 0.3, weekend: 0.4, drift: 0.1 },
  bedtime: { phi: 0.4, weekend: 0.6, drift: 0.1 },
  latency: { phi: 0.3, weekend: 0, drift: 0.1 },
  restless: { phi: 0.35, weekend: 0, drift: 0.1 },
  breath: { phi: 0.5, weekend: 0, drift: 0.15 },
  temperature: { phi: 0.4, weekend: 0, drift: 0.1 },
  oxygen: { phi: 0.3, weekend: 0, drift: 0.1 },
  sitting: { phi: 0.3, weekend: 0.2, drift: 0.1 },
  mood: { phi: 0.4, weekend: 0.3, drift: 0.1 },
  energy: { phi: 0.35, weekend: 0.15, drift: 0.1 },
  pain: { phi: 0.5, weekend: 0, drift: 0.1 },
} as const satisfies Record<string, Shape>;
export type SignalName = keyof typeof shapes;
const shiftedNames = ['deepSleep', 'restingHeartRate'] as const satisfies readonly SignalName[];
const signalNames = Object.keys(shapes) as SignalName[];

/**
 * Strength of the planted chain, in innovations; tuned until the recipes find it in every season. HRV answers mostly
 * to the threshold and a little to the degree, and every eighth poor night passes without an answer: the rule holds
 * in most cases, not in all.
 */
const chain = { poorToHrv: 3, efficiencyToHrv: 0.25, hrvToFatigue: 0.72, fatigueToSteps: 0.62 };
const unansweredEvery = 8;
/** Centre and spread of what the chain adds to HRV, so that its scale stays that of the other signals. */
const meanAnswer = 0.195;
const hrvSpread = 1.5;

/** Days run in before the first one that is told, so that the series do not start from nowhere. */
const runIn = 40;

export function generateSignals(firstDay: Day, days: number, seed: number, onset: Day): Signals {
  const length = days + runIn;
  const start = dayNumber(firstDay) - runIn;
  const poor = poorNights(length, seed);
  const innovations = coupleInnovations(length, seed, poor);
  const series = new Map(
    signalNames.map((name) => [name, persist(innovations[name], shapes[name], start, name, seed)]),
  );
  const turn = daysBetween(firstDay, onset) + runIn;
  for (const name of shiftedNames) {
    const values = series.get(name);
    if (values === undefined) continue;
    centre(values.subarray(runIn, turn));
    centre(values.subarray(turn));
  }
  return {
    poor: poor.subarray(runIn),
    value: (name, index) => series.get(name)?.[index + runIn] ?? 0,
  };
}

/** Takes the chance out of the levels told before and after the shift: the means seen are the means planted. */
function centre(values: Float64Array): void {
  if (values.length === 0) return;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  for (let index = 0; index < values.length; index += 1) values[index] = (values[index] ?? 0) - mean;
}

/** Single bad nights, two to seven days apart: episodes that can be counted, about one night in five. */
function poorNights(length: number, seed: number): Uint8Array {
  const random = createRandom(seed, 'poor-nights');
  const poor = new Uint8Array(length);
  for (let index = random.between(1, 6); index < length; index += random.between(2, 7)) poor[index] = 1;
  return poor;
}

type Innovations = Record<SignalName, Float64Array>;

function coupleInnovations(length: number, seed: number, poor: Uint8Array): Innovations {
  const own = Object.fromEntries(
    signalNames.map((name) => {
      const random = createRandom(seed, `innovation-${name}`);
      return [name, Float64Array.from({ length }, () => random.normal())];
    }),
  ) as Innovations;
  const at = (values: Float64Array, index: number): number => values[index] ?? 0;
  const share = (weight: number): number => Math.sqrt(1 - weight * weight);
  let badNights = 0;
  for (let t = 1; t < length; t += 1) {
    badNights += poor[t - 1] ?? 0;
    const answered = badNights % unansweredEvery === 0 ? 0 : (poor[t - 1] ?? 0);
    const badNightBefore = answered - meanAnswer;
    own.hrv[t] =
      (at(own.hrv, t) +
        chain.efficiencyToHrv * at(own.efficiency, t - 1) -
        chain.poorToHrv * badNightBefore) /
      hrvSpread;
    own.fatigue[t] = share(chain.hrvToFatigue) * at(own.fatigue, t) - chain.hrvToFatigue * at(own.hrv, t - 1);
    own.steps[t] =
      share(chain.fatigueToSteps) * at(own.steps, t) - chain.fatigueToSteps * at(own.fatigue, t - 1);
    own.restingHeartRate[t] = share(0.3) * at(own.restingHeartRate, t) - 0.3 * at(own.hrv, t);
    own.energy[t] = share(0.5) * at(own.energy, t) - 0.5 * at(own.fatigue, t);
    own.mood[t] = share(0.35) * at(own.mood, t) - 0.35 * at(own.fatigue, t);
    own.sitting[t] = share(0.4) * at(own.sitting, t) - 0.4 * at(own.steps, t);
    own.restless[t] = share(0.3) * at(own.restless, t) + 0.6 * (poor[t] ?? 0);
  }
  return own;
}

function persist(
  innovations: Float64Array,
  shape: Shape,
  start: number,
  name: string,
  seed: number,
): Float64Array {
  const random = createRandom(seed, `drift-${name}`);
  const phase = random.uniform() * 2 * Math.PI;
  const gain = Math.sqrt(1 - shape.phi * shape.phi);
  let level = 0;
  return innovations.map((innovation, index) => {
    level = shape.phi * level + gain * innovation;
    const weekday = weekdayOf(start + index);
    const season = Math.sin((2 * Math.PI * (start + index)) / 365.25 + phase);
    return level + (weekday >= 5 ? shape.weekend : 0) + shape.drift * season;
  });
}
