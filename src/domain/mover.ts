import type { Day } from '../shared/day.ts';
import type { Naming } from './metric.ts';

/** A metric whose week lay outside the person's own usual range. */
export interface Mover {
  readonly metric: string;
  /** The median of the week. */
  readonly value: number;
  readonly n: number;
  /** The middle 80 % of the weeks before. */
  readonly usual: {
    readonly low: number;
    readonly median: number;
    readonly high: number;
    readonly n: number;
  };
  /** How far off, in the person's own robust standard deviations; absent where nothing varied before. */
  readonly z?: number | undefined;
}

/** What moved in a week; absent on digests of before. */
export interface WeekMoves extends Naming {
  /** The days that the week was compared with. */
  readonly usualFrom: Day;
  readonly usualTo: Day;
  /** How many metrics had enough values to say anything of. */
  readonly compared: number;
  /** The furthest first. */
  readonly movers: readonly Mover[];
}
