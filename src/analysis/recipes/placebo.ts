import type { PreparedSeries } from './step-prep.ts';

/** Placebo dates start after three weeks of history and lie a week apart. */
const FIRST_OFFSET = 21;
const STRIDE = 7;
const MINIMUM_BEFORE = 14;

export type PlaceboWindows = {
  /** Windows after a placebo date end before this day: the change itself must not leak in. */
  readonly before: number;
  /** Days compared before and after each date. */
  readonly pre: number;
  readonly post: number;
  /** Observed values a window after the date needs. */
  readonly minimumAfter: number;
};

export type Placebo = { readonly count: number; readonly rootMeanSquare: number };

/**
 * The same contrast at dates on which nothing happened: how far levels of this person wander by themselves. Constant time
 * per date from the running sums.
 */
export function placeboContrasts(
  { days, length, sumBefore, countBefore }: PreparedSeries,
  { before, pre, post, minimumAfter }: PlaceboWindows,
): Placebo {
  let count = 0;
  let squares = 0;
  for (let date = (days[0] as number) + FIRST_OFFSET; date <= before - post; date += STRIDE) {
    const end = Math.min(length, date + post);
    const start = Math.max(0, date - pre);
    const after = (countBefore[end] as number) - (countBefore[date] as number);
    const earlier = (countBefore[date] as number) - (countBefore[start] as number);
    if (after < minimumAfter || earlier < MINIMUM_BEFORE) continue;
    const contrast =
      ((sumBefore[end] as number) - (sumBefore[date] as number)) / after -
      ((sumBefore[date] as number) - (sumBefore[start] as number)) / earlier;
    squares += contrast * contrast;
    count++;
  }
  return { count, rootMeanSquare: count === 0 ? 0 : Math.sqrt(squares / count) };
}
