import type { Day } from '../shared/day.ts';

const NIGHTLY = 'nightly:';

/** A round of the clock's, one a day; a round somebody asked for has a slot of its own. */
export function nightlySlot(asOf: Day): string {
  return `${NIGHTLY}${asOf}`;
}

export function isNightly(slot: string): boolean {
  return slot.startsWith(NIGHTLY);
}

export const demandPrefix = 'demand:';

export function demandSlot(id: string): string {
  return `${demandPrefix}${id}`;
}
