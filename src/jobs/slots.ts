import { addDays, type Day, isDay, minuteInZone, parseDay } from '../shared/day.ts';

/**
 * What a round is for. Two rounds of one person never share a slot, so that whatever asks twice gets one round:
 * the clock (one a day), an appointment (one each), somebody who asks (each time), a look back (one a run and day).
 */
export const roundKinds = ['nightly', 'appointment', 'demand', 'demo', 'reanalysis'] as const;
export type RoundKind = (typeof roundKinds)[number];

export function slotOf(kind: RoundKind, ...parts: readonly string[]): string {
  return [kind, ...parts].join(':');
}

export function kindOfSlot(slot: string): RoundKind {
  const kind = slot.split(':')[0];
  return roundKinds.find((candidate) => candidate === kind) ?? 'demand';
}

/** Asked for before a visit: of its page it is known for which. */
export function demandSlot(id: string, appointment?: Day): string {
  return appointment === undefined ? slotOf('demand', id) : slotOf('demand', appointment, id);
}

/** The day of the appointment that a round is for, where it is for one in particular. */
export function appointmentOfSlot(slot: string): Day | undefined {
  const [kind, part = ''] = slot.split(':');
  const isFor = (kind === 'appointment' || kind === 'demand') && isDay(part);
  return isFor ? part : undefined;
}

export function nightlySlot(asOf: Day): string {
  return slotOf('nightly', asOf);
}

/** Somebody waits for it: first. The night's: before the past. */
const priorities: Readonly<Record<RoundKind, number>> = {
  demand: 1,
  demo: 1,
  appointment: 2,
  nightly: 3,
  reanalysis: 5,
};

export function priorityOf(slot: string): number {
  return priorities[kindOfSlot(slot)];
}

/** A worker whose clock is behind must not take the slot it was started for to be still ahead. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** The day a daily slot was last due on, in the person's own time: a late tick belongs to the day it was due. */
export function newestSlotDay(now: Date, timeZone: string, time: string): Day {
  const [today = '', minute = ''] = minuteInZone(new Date(now.getTime() + CLOCK_SKEW_MS), timeZone).split(
    ' ',
  );
  return addDays(parseDay(today), minute >= time ? 0 : -1);
}
