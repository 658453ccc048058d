import { weekdayOf } from '../../src/shared/day.ts';
import { createRandom, type Random } from '../random.ts';
import { type Driver, type Drivers, driverNames, mapDrivers } from './drivers.ts';
import type { Nuisances } from './nuisances.ts';

/** How strongly one shared state of recovery shows in each driver. */
const recoveryLoadings: Partial<Record<Driver, number>> = {
  hrv: 0.65,
  lowestHeartRate: -0.65,
  efficiency: 0.5,
  deep: 0.3,
  restless: -0.4,
  breathing: -0.3,
  temperature: -0.3,
  stress: -0.35,
  energy: 0.45,
  fatigue: -0.45,
  mood: 0.35,
};

/** A few sick days, in SD at their height. */
const illnessHeights: Partial<Record<Driver, number>> = {
  temperature: 3,
  lowestHeartRate: 2.2,
  hrv: -1.8,
  breathing: 1.8,
  steps: -1.5,
  efficiency: -1,
  restless: 1,
  fatigue: 1.8,
  energy: -1.8,
  mood: -0.8,
};

const RUN_IN = 60;

export interface Noise {
  readonly stationary: Drivers;
  /** What a change of level would rightly be told from: seasons, walks, cycles, illness. */
  readonly level: Drivers;
  /** Weekday rhythm and glitches: added to the numbers, no part of any truth. */
  readonly surface: Drivers;
  readonly illnesses: readonly { readonly from: number; readonly to: number }[];
}

export function makeNoise(seed: number, nuisances: Nuisances, firstDay: number, days: number): Noise {
  const stream = (name: string) => createRandom(seed, name);
  const recovery = memoryful(
    stream('recovery'),
    RUN_IN + days,
    stream('recovery-phi').between(0.4, 0.8),
    'normal',
  );
  const stationary = mapDrivers((driver) => {
    const own = ownVariation(stream(`own-${driver}`), nuisances, days);
    const loading = nuisances.recovery * (recoveryLoadings[driver] ?? 0);
    const kept = Math.sqrt(1 - loading ** 2);
    return own.map((value, day) => kept * value + loading * (recovery[RUN_IN + day] as number));
  });
  const level = mapDrivers((driver) => slowLevel(stream(`level-${driver}`), nuisances, firstDay, days));
  addCycle(level, stream('cycle'), nuisances.cycle);
  const illnesses = addIllnesses(level, stream('illness'), nuisances.illnessesPerYear);
  const surface = mapDrivers((driver) => weekRhythm(stream(`week-${driver}`), nuisances, firstDay, days));
  return { stationary, level, surface, illnesses };
}

function memoryful(random: Random, days: number, phi: number, kind: Nuisances['innovations']): Float64Array {
  const gain = Math.sqrt(1 - phi * phi);
  let state = random.normal();
  return Float64Array.from({ length: days }, () => {
    state = phi * state + gain * random[kind]();
    return state;
  });
}

function ownVariation(random: Random, nuisances: Nuisances, days: number): Float64Array {
  const length = RUN_IN + days;
  const fast = memoryful(random, length, random.between(...nuisances.memory), nuisances.innovations);
  const slow = memoryful(random, length, 0.95, 'normal');
  const sensor = random.between(0, nuisances.sensorNoise);
  const weather = random.between(0, nuisances.slowWeather);
  const clusters = memoryful(random, length, 0.95, 'normal');
  return fast.slice(RUN_IN).map((value, index) => {
    const day = RUN_IN + index;
    // Less half the variance of the logarithm twice over, so that the variance stays 1.
    const swing = Math.exp(nuisances.volatility * (clusters[day] as number) - nuisances.volatility ** 2);
    const kept = Math.sqrt(1 - sensor - weather);
    return (
      kept * swing * value + Math.sqrt(weather) * (slow[day] as number) + Math.sqrt(sensor) * random.normal()
    );
  });
}

function slowLevel(random: Random, nuisances: Nuisances, firstDay: number, days: number): Float64Array {
  const amplitude = nuisances.season * random.normal();
  const phase = random.between(0, 2 * Math.PI);
  const slope = (nuisances.trend * random.normal()) / 365;
  let walk = 0;
  return Float64Array.from({ length: days }, (_, day) => {
    walk += nuisances.walk * random.normal();
    const season = Math.sin((2 * Math.PI * (firstDay + day)) / 365.25 + phase) - Math.sin(phase);
    return amplitude * season + slope * day + walk;
  });
}

function addCycle(level: Drivers, random: Random, amplitude: number): void {
  if (amplitude === 0) return;
  const days = level.hrv.length;
  const phases = new Float64Array(days);
  let turn = random.uniform();
  let length = random.integer(26, 31);
  for (let day = 0; day < days; day++) {
    phases[day] = 2 * Math.PI * turn;
    turn += 1 / length;
    if (Math.floor(turn) > Math.floor(turn - 1 / length)) length = random.integer(26, 31);
  }
  for (const driver of driverNames) {
    const taken = random.chance(0.5);
    const [size, offset] = [amplitude * random.between(0.6, 1.4), random.between(0, 2 * Math.PI)];
    if (!taken) continue;
    const series = level[driver];
    for (let day = 0; day < days; day++) {
      series[day] = (series[day] as number) + size * Math.sin((phases[day] as number) + offset);
    }
  }
}

function addIllnesses(level: Drivers, random: Random, perYear: number): { from: number; to: number }[] {
  const days = level.hrv.length;
  const illnesses: { from: number; to: number }[] = [];
  for (let day = 0; day < days; day++) {
    if (!random.chance(perYear / 365)) continue;
    const length = random.integer(4, 9);
    const height = random.between(0.6, 1.3);
    const to = Math.min(days, day + length);
    for (const [driver, most] of Object.entries(illnessHeights)) {
      const series = level[driver as Driver];
      for (let at = day; at < to; at++) {
        series[at] =
          (series[at] as number) + height * most * Math.sin((Math.PI * (at - day + 1)) / (length + 1));
      }
    }
    illnesses.push({ from: day, to: to - 1 });
    day = to;
  }
  return illnesses;
}

function weekRhythm(random: Random, nuisances: Nuisances, firstDay: number, days: number): Float64Array {
  const own = Array.from({ length: 7 }, () => nuisances.weekday * random.normal());
  const weekends = [random.normal(), random.normal()].map((value) => nuisances.weekend * value);
  const change = random.chance(nuisances.habitChange) ? random.between(0.3, 0.7) * days : days;
  return Float64Array.from({ length: days }, (_, day) => {
    const weekday = weekdayOf(firstDay + day);
    const weekend = weekday >= 5 ? (weekends[day < change ? 0 : 1] as number) : 0;
    const glitch = random.chance(nuisances.glitches) ? random.pick([-1, 1]) * random.between(3, 7) : 0;
    return (own[weekday] as number) + weekend + glitch;
  });
}
