import type { FindingOf } from '../domain/finding.ts';
import { type Day, daysBetween } from '../shared/day.ts';

type Change = FindingOf<'shift'> | FindingOf<'event-effect'>;

/** A change counts as replicated when it was found a fortnight earlier already, from the data of that day. */
export const FORTNIGHT = 14;
/** A false change lasts as long as the nights it came from: only what is far beyond chance, both times, is seen again. */
const REPLICATED_Q = 0.004;
/** The day on which a change began is estimated anew each night and moves a little. */
const SAME_ONSET_DAYS = 7;

/** Whether any of these could have been found a fortnight ago; the look back is spared when none could. */
export function isWorthConfirming(changes: readonly Change[], asOf: Day): boolean {
  return changes.some((change) => {
    return isFarBeyondChance(change) && daysBetween(change.from as Day, asOf) >= FORTNIGHT;
  });
}

export function confirmed<One extends Change>(changes: readonly One[], earlier: readonly Change[]): One[] {
  const before = earlier.filter(isFarBeyondChance);
  return changes.map((change) =>
    isFarBeyondChance(change) && before.some((other) => isSame(change, other))
      ? { ...change, grade: 'replicated' as const }
      : change,
  );
}

function isFarBeyondChance({ grade, q }: Change): boolean {
  return grade !== 'watch' && (q ?? 1) <= REPLICATED_Q;
}

function isSame(change: Change, other: Change): boolean {
  return (
    other.kind === change.kind &&
    other.metric === change.metric &&
    other.direction === change.direction &&
    Math.abs(daysBetween(other.from as Day, change.from as Day)) <= SAME_ONSET_DAYS
  );
}
