import type { Day } from '../shared/day.ts';
import type { Medication, MedicationEvent } from './profile.ts';

/** A stretch of one dose at one time of day; `to` is the day it was changed or stopped, undefined while it lasts. */
export interface DosePeriod {
  readonly from: Day;
  readonly to: Day | undefined;
  readonly dose?: string;
  readonly time?: string;
}

/**
 * What the events add up to. A change of dose keeps the time of day and the other way round; a change without a
 * start before it is where the record begins. Of what is written for one day only the last state lasts beyond it.
 */
export function dosePeriods({ events }: Pick<Medication, 'events'>): DosePeriod[] {
  const ordered = [...events].sort((left, right) =>
    left.day < right.day ? -1 : left.day > right.day ? 1 : 0,
  );
  const periods: DosePeriod[] = [];
  let current: DosePeriod | undefined;
  for (const event of ordered) {
    if (current !== undefined && current.from < event.day) periods.push({ ...current, to: event.day });
    current = event.action === 'stop' ? undefined : periodFrom(event, current);
  }
  return current === undefined ? periods : [...periods, current];
}

function periodFrom(event: MedicationEvent, before: DosePeriod | undefined): DosePeriod {
  const dose = event.dose ?? before?.dose;
  const time = event.time ?? before?.time;
  return {
    from: event.day,
    to: undefined,
    ...(dose === undefined ? {} : { dose }),
    ...(time === undefined ? {} : { time }),
  };
}
