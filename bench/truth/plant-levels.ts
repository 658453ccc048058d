import { addMedicationEvent, type Draft, dayOf, type Planter } from './draft.ts';
import { addTo, type BenchMetric, type Driver, shownBy } from './drivers.ts';
import type { Side } from './truth.ts';

interface Shift {
  readonly driver: Driver;
  readonly onset: number;
  readonly size: number;
  readonly label: string;
  readonly inseparable?: boolean;
}

function shift({ noise, days, plants }: Draft, { driver, size, ...told }: Shift): void {
  addTo(noise.level[driver], told.onset, days, () => size);
  plants.push({ kind: 'level', metric: shownBy[driver] as BenchMetric, direction: sideOf(size), ...told });
}

function sideOf(size: number): Side {
  return size > 0 ? 'up' : 'down';
}

/** Deep sleep falls, and resting heart rate rises, four days after a change of dose. */
export const plantFall: Planter = (draft) => {
  const onset = draft.days - draft.random.integer(18, 21);
  addMedicationEvent(draft, 'dose', onset - 4);
  shift(draft, { driver: 'deep', onset, size: -2.4, label: 'fall of deep sleep' });
  shift(draft, { driver: 'lowestHeartRate', onset, size: 1.8, label: 'rise of heart rate' });
};

/** A better time of day for a medicine: one thing is better from that day on. */
export const plantImprovement: Planter = (draft) => {
  const onset = draft.days - 28;
  addMedicationEvent(draft, 'timing', onset);
  const [driver, size] = draft.random.pick<readonly [Driver, number]>([
    ['deep', 1.4],
    ['efficiency', 1.4],
    ['hrv', 1.4],
    ['lowestHeartRate', -1.4],
  ]);
  shift(draft, { driver, onset, size, label: 'improvement' });
};

/** Three weeks of steady decline that add up to 2 SD on the last day. */
export const plantDecline: Planter = (draft) => {
  const { random, days, noise, plants } = draft;
  const [driver, sign] = random.pick<readonly [Driver, number]>([
    ['hrv', -1],
    ['deep', -1],
    ['efficiency', -1],
    ['lowestHeartRate', 1],
  ]);
  const from = days - 21;
  addTo(noise.level[driver], from, days, (day) => (sign * 2 * (day - from + 1)) / 21);
  plants.push({ kind: 'decline', metric: shownBy[driver] as BenchMetric, from, direction: sideOf(sign) });
};

/** Four metrics move on the day of a change; four weeks are known after it. */
export function plantEventEffect(size: number): Planter {
  return (draft) => {
    const day = draft.days - 28;
    addMedicationEvent(draft, 'start', day);
    for (const driver of ['deep', 'lowestHeartRate', 'breathing', 'fatigue'] as const) {
      shift(draft, { driver, onset: day, size: draft.random.pick([-size, size]), label: 'effect' });
    }
  };
}

/** Two changes nine days apart: what follows cannot be laid at the door of either. */
export const plantTwoEvents: Planter = (draft) => {
  const day = draft.days - 28;
  addMedicationEvent(draft, 'dose', day);
  draft.events.push({ day: dayOf(draft, day - 9), kind: 'travel', label: 'moved house' });
  shift(draft, { driver: 'deep', onset: day, size: -2, label: 'inseparable effect', inseparable: true });
};

/** Four feverish nights in °C, whatever the person's own spread; they end on the last day. */
export const plantFever: Planter = (draft) => {
  const { random, days, body, noise, plants, present } = draft;
  const from = days - 4;
  const height = random.between(0.8, 1.2);
  addTo(noise.level.temperature, from, days, () => height / body.usual.temperature.spread);
  addTo(noise.level.lowestHeartRate, from, days, () => random.between(1, 2.5));
  for (let night = from; night < days; night++) present.add(night);
  plants.push({ kind: 'fever', from });
};

/** Eight blood values a quarter apart that follow the level of resting heart rate in the three months before. */
export const plantLabs: Planter = (draft) => {
  const { random, days, noise, labs, plants } = draft;
  const level = noise.level.lowestHeartRate;
  let quarter = 0;
  let height = 0;
  for (let day = 0; day < days; day++) {
    if (day >= quarter) {
      quarter += 91;
      height = 1.6 * random.normal();
      if (day > 0) {
        const before = (level[day - 1] as number) / 1.6;
        labs.push({
          day: dayOf(draft, day),
          analyte: 'TSH',
          value: round(2.2 + before + 0.15 * random.normal()),
          unit: 'mIU/L',
        });
      }
    }
    level[day] = (level[day] as number) + height;
  }
  plants.push({ kind: 'lab', analyte: 'TSH', metric: 'restingHeartRate' });
};

function round(value: number): number {
  return Math.max(0.01, Math.round(value * 100) / 100);
}
