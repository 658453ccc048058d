import type { Day } from '../shared/day.ts';
import type { Goal } from './profile.ts';

/** How a goal stands, told honestly: where the data do not say, nobody is told that they are on the way. */
export interface GoalProgress {
  readonly goal: Goal;
  readonly verdict: 'reached' | 'nearing' | 'no-trend' | 'moving-away' | 'not-reached' | 'not-enough-data';
  /** The median of the last 28 days with a value; absent with fewer than 14 of them. */
  readonly now?: { readonly median: number; readonly values: number } | undefined;
  /** The median of the 28 days before the goal was set. */
  readonly before?: { readonly median: number; readonly values: number } | undefined;
  /** Only where a test shows one. */
  readonly trend?:
    | { readonly perWeek: number; readonly interval: readonly [number, number]; readonly from: Day }
    | undefined;
  /** The same in one or two sentences with their numbers. */
  readonly text: string;
}
