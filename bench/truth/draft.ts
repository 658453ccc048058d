import type { Lab, LifeEvent, Medication, MedicationEvent } from '../../src/domain/profile.ts';
import { addDays, type Day } from '../../src/shared/day.ts';
import type { Random } from '../random.ts';
import type { Body } from './body.ts';
import type { Driver } from './drivers.ts';
import type { Noise } from './noise.ts';
import type { Influence, Plant } from './truth.ts';

/** A person in the making: plants write into the noise and note here what they did. */
export interface Draft {
  readonly days: number;
  readonly start: Day;
  readonly random: Random;
  readonly noise: Noise;
  body: Body;
  readonly medications: Medication[];
  readonly events: LifeEvent[];
  readonly labs: Lab[];
  readonly plants: Plant[];
  readonly influences: Influence[];
  readonly shared: Set<Driver>;
  /** Nights that a plant needs; they are never missing. */
  readonly present: Set<number>;
}

export type Planter = (draft: Draft) => void;

export function dayOf({ start }: Draft, index: number): Day {
  return addDays(start, index);
}

export function addMedicationEvent(draft: Draft, action: MedicationEvent['action'], index: number): void {
  const name = draft.random.pick(['lisinopril', 'metoprolol', 'sertraline', 'levothyroxine', 'amlodipine']);
  const day = dayOf(draft, index);
  const started = { day: addDays(day, -200), action: 'start' as const, dose: '10 mg' };
  const detail = action === 'timing' ? { time: '21:00' } : { dose: '20 mg' };
  draft.medications.push({ name, events: [started, { day, action, ...detail }] });
}

/** The driver as it stands in the numbers, noise and all. */
export function wholeDriver({ noise, days }: Draft, driver: Driver, day: number): number {
  if (day < 0 || day >= days) return 0;
  return (
    (noise.stationary[driver][day] as number) +
    (noise.level[driver][day] as number) +
    (noise.surface[driver][day] as number)
  );
}

/**
 * Makes `effect` follow `cause` with a correlation of about r (its sign included), leaving its spread as it is. Chains
 * are planted from their first link on, so that each answers to the whole of what came before.
 */
export function follow({ noise, influences }: Draft, { cause, effect, lag }: Influence, r: number): void {
  const [from, to] = [noise.stationary[cause], noise.stationary[effect]];
  const kept = Math.sqrt(1 - r * r);
  for (let day = to.length - 1; day >= lag; day--) {
    to[day] = kept * (to[day] as number) + r * (from[day - lag] as number);
  }
  influences.push({ cause, effect, lag });
}
