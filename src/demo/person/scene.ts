import { addDays, type Day } from '../../shared/day.ts';
import type { Signals } from './signals.ts';
import type { Wear } from './wear.ts';
import type { ZoneClock } from './zone-clock.ts';

/** What every document of one person is made from. */
export interface Scene {
  readonly seed: number;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly signals: Signals;
  readonly wear: Wear;
  readonly zone: ZoneClock;
}

export interface PersonDocument {
  readonly [field: string]: unknown;
  readonly id: string;
}

export function dayOf(scene: Scene, index: number): Day {
  return addDays(scene.firstDay, index);
}
