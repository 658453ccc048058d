import { type Day, dayNumber } from '../../shared/day.ts';

/** Days as indices: 0 is the first day a record can belong to. */
export interface DayRange {
  readonly first: number;
  readonly count: number;
}

const FIRST_DAY = '2000-01-01' as Day;

/** Up to tomorrow, which has begun for someone who travels. */
export function dayRange(today: Day): DayRange {
  const first = dayNumber(FIRST_DAY);
  return { first, count: Math.max(0, dayNumber(today) + 2 - first) };
}

/** Which of the two days around a midnight of the wall clock. May lie outside of the range. */
export function dayIndex(range: DayRange, wallSeconds: number): number {
  return Math.floor(wallSeconds / 86_400) - range.first;
}

export function isWithin(range: DayRange, index: number): boolean {
  return index >= 0 && index < range.count;
}
