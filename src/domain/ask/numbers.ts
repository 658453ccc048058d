import type { Day } from '../../shared/day.ts';
import type { Span } from './period.ts';

/** What one metric was over some days. */
export interface Figures extends Span {
  /** How many days could have a value: the days of the span. */
  readonly expected: number;
  /** Those that have one, in order. */
  readonly observed: readonly { readonly day: Day; readonly value: number }[];
  /** NaN where nothing was observed. */
  readonly mean: number;
}

/** The person's own middle 80 % of single days, over the days before something. */
export interface Usual extends Span {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** A person's numbers, as an answer may look at them. */
export interface AskedNumbers {
  /** Which metrics have any value. */
  readonly metrics: ReadonlySet<string>;
  figures(metric: string, span: Span): Figures;
  /** Of the 60 days that ended before this one; undefined with too few values. */
  usualBefore(metric: string, day: Day): Usual | undefined;
}

export const USUAL_DAYS = 60;
