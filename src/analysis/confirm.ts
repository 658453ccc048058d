import type { FindingOf } from '../domain/finding.ts';
import { type Day, daysBetween } from '../shared/day.ts';

type Change = FindingOf<'shift'> | FindingOf<'event-effect'>;

/** A change is held to be replicated when it was established a fortnight earlier already, from the data of that day. */
export const FORTNIGHT = 14;
/** The day on which a change began is estimated anew each night and moves a little. */
const SAME_ONSET_DAYS = 7;

/** Whether any of these could have been found a fortnight ago; the look back is spared when none could. */
export function isWorthConfirming(changes: readonly Change[], asOf: Day): boolean {
  return changes.some(
    ({ grade, from }) => grade === 'established' && daysBetween(from as Day, asOf) >= FORTNIGHT,
  );
}

export function confirmed<One extends Change>(changes: readonly One[], earlier: readonly Change[]): One[] {
  return changes.map((change) =>
    change.grade === 'established' && earlier.some((other) => isSame(change, other))
      ? { ...change, grade: 'replicated' as const }
      : change,
  );
}

function isSame(change: Change, other: Change): boolean {
  return (
    other.grade !== 'watch' &&
    other.kind === change.kind &&
    other.metric === change.metric &&
    other.direction === change.direction &&
    Math.abs(daysBetween(other.from as Day, change.from as Day)) <= SAME_ONSET_DAYS
  );
}
