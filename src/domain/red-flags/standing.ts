import { addDays, type Day } from '../../shared/day.ts';
import type { RaisedFlag } from './raised-flag.ts';

export type Urgency = RaisedFlag['urgency'];

/** How long what could not wait is still told of, and how long what only is to be mentioned. */
export const URGENT_DAYS = 14;
export const MENTION_DAYS = 90;

const order: readonly Urgency[] = ['emergency', 'same-day', 'mention'];

/** Of those that tell it at once rather than when the page is read. */
export function cannotWait({ urgency }: Pick<RaisedFlag, 'urgency'>): boolean {
  return urgency !== 'mention';
}

/** As of a day: what is still told of. */
export function stillStands({ urgency, day }: Pick<RaisedFlag, 'urgency' | 'day'>, asOf: Day): boolean {
  const days = urgency === 'mention' ? MENTION_DAYS : URGENT_DAYS;
  return day <= asOf && day > addDays(asOf, -days);
}

/** The most urgent first, and of the same urgency the newest. */
export function byUrgency<Flag extends Pick<RaisedFlag, 'urgency' | 'day'>>(flags: readonly Flag[]): Flag[] {
  return [...flags].sort(
    (left, right) =>
      order.indexOf(left.urgency) - order.indexOf(right.urgency) ||
      (left.day < right.day ? 1 : left.day > right.day ? -1 : 0),
  );
}

export function mostUrgent(urgencies: readonly Urgency[]): Urgency | undefined {
  return order.find((urgency) => urgencies.includes(urgency));
}
