import { type Day, daysBetween } from '../../shared/day.ts';
import { createRandom } from './random.ts';
import type { Signals } from './signals.ts';
import { plantedStory } from './story.ts';

/** Which nights the ring saw, and which mornings were answered. Both are missed more often when things go badly. */
export interface Wear {
  night(index: number): boolean;
  /** Some days without a night still have daytime data; the days of the trip have neither. */
  day(index: number): boolean;
  checkIn(index: number): boolean;
}

export function planWear(firstDay: Day, lastDay: Day, signals: Signals, seed: number): Wear {
  const days = daysBetween(firstDay, lastDay) + 1;
  const { ringNotWorn } = plantedStory(lastDay);
  const tripFrom = daysBetween(firstDay, ringNotWorn.from);
  const tripTo = daysBetween(firstDay, ringNotWorn.to);
  const random = createRandom(seed, 'wear');
  const nights = Array.from({ length: days }, (_, index) => {
    const missed = random.chance(0.025 + 0.04 * (signals.poor[index] ?? 0));
    // The demo opens on the last night: it, and the two before, are there.
    return index >= days - 3 || !missed;
  });
  const answers = Array.from({ length: days }, (_, index) => {
    const missed = random.chance(0.06 + 0.04 * Math.max(0, signals.value('fatigue', index)));
    return index >= days - 2 || !missed;
  });
  const away = (index: number): boolean => index >= tripFrom && index <= tripTo;
  return {
    night: (index) => !away(index) && (nights[index] ?? false),
    day: (index) => !away(index),
    checkIn: (index) => answers[index] ?? false,
  };
}
