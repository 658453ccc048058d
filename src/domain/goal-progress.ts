import type { Day } from '../shared/day.ts';
import type { Goal } from './profile.ts';

/** How a goal stands, told honestly: where the data do not say, nobody is told that they are on the way. */
export interface GoalProgress {
  readonly goal: Goal;
  readonly verdict: 'reached' | 'nearing' | 'no-trend' | 'moving-away' | 'not-reached' | 'not-enough-data';
  /** The last 28 days, once its day has passed the 28 days to that; absent with fewer than 14 values. `meeting`: how many of the values meet the target by themselves. */
  readonly now?: GoalLevel | undefined;
  /** The 28 days before the goal was set. */
  readonly before?: GoalLevel | undefined;
  /** A straight line through the last weeks; only where a test shows that it is none by chance. */
  readonly trend?:
    | { readonly perWeek: number; readonly interval: readonly [number, number]; readonly from: Day }
    | undefined;
  /** The same in one or two sentences with their numbers. */
  readonly text: string;
}

export interface GoalLevel {
  readonly median: number;
  readonly values: number;
  readonly meeting: number;
}
