import { midranks } from '../../stats/rank.ts';
import { studentTwoSided, studentUpperQuantile } from '../../stats/student-t.ts';
import { tieSizes } from '../../stats/tie-sizes.ts';
import { AROUND_TWO_MEANS, longRunPhi, withoutSegmentMeans } from './long-run.ts';
import { placeboContrasts } from './placebo.ts';
import type { PreparedSeries } from './step-prep.ts';

const MINIMUM_BEFORE = 21;
const MINIMUM_AFTER = 8;
const PLACEBO_DATES = 5;

export type EventWindow = { readonly pre?: number; readonly post?: number };

export type EventResult = {
  readonly p: number;
  /** Rank test with the effective sample size; `p` is the larger one when there are fewer than five placebo dates. */
  readonly pRank: number;
  readonly t: number;
  readonly degrees: number;
  readonly phi: number;
  /** Long-run error of the contrast and the size of placebo contrasts (0 with fewer than five), in robust SD. */
  readonly standardError: number;
  readonly placeboError: number;
  readonly placebos: number;
  readonly before: number;
  readonly after: number;
  /** After less before, in the unit of the metric with its 95 % interval, and in robust SD. */
  readonly difference: number;
  readonly interval: readonly [number, number];
  readonly differenceSd: number;
};

/**
 * Mann-Whitney with tie-corrected variance, its z shrunk and its degrees of freedom cut to the effective sample size that
 * the memory of the ranks leaves.
 */
function rankP(values: Float64Array, days: Int32Array, k: number): number {
  const n = values.length;
  const ranks = midranks(values);
  const phi = longRunPhi(withoutSegmentMeans(ranks, k), days, AROUND_TWO_MEANS);
  const inflation = (1 + phi) / (1 - phi);
  const after = n - k;
  let rankSum = 0;
  for (let index = k; index < n; index++) rankSum += ranks[index] as number;
  const ties = tieSizes(values).reduce((sum, size) => sum + (size ** 3 - size), 0);
  const variance = ((k * after) / 12) * (n + 1 - ties / (n * (n - 1)));
  if (!(variance > 0)) return 1;
  const distance = rankSum - (after * (after + 1)) / 2 - (k * after) / 2;
  return studentTwoSided(distance / Math.sqrt(variance * inflation), Math.max(2, n / inflation - 2));
}

function windowOf({ values, days, countBefore, length }: PreparedSeries, from: number, to: number) {
  const first = countBefore[Math.min(length, Math.max(0, from))] as number;
  const end = countBefore[Math.min(length, Math.max(0, to))] as number;
  return { values: values.subarray(first, end), days: days.subarray(first, end) };
}

/**
 * R-EVENT: the level after a dated event (day index) against the level before it. The error is the larger of the long-run
 * error and what the same contrast does on days without an event. Undefined with fewer than 21 values before or 8 after,
 * or when nothing varies.
 */
export function eventRecipe(
  series: PreparedSeries,
  eventDay: number,
  { pre = 60, post = 28 }: EventWindow = {},
): EventResult | undefined {
  const { values, days } = windowOf(series, eventDay - pre, eventDay + post);
  const n = values.length;
  let k = 0;
  while (k < n && (days[k] as number) < eventDay) k++;
  if (k < MINIMUM_BEFORE || n - k < MINIMUM_AFTER) return undefined;
  const residuals = withoutSegmentMeans(values, k);
  const phi = longRunPhi(residuals, days, AROUND_TWO_MEANS);
  const inflation = (1 + phi) / (1 - phi);
  const squares = residuals.reduce((sum, value) => sum + value * value, 0);
  const differenceSd =
    (values[k] as number) - (residuals[k] as number) - ((values[0] as number) - (residuals[0] as number));
  const standardError = Math.sqrt((squares / (n - 2)) * inflation * (1 / k + 1 / (n - k)));
  const placebo = placeboContrasts(series, { before: eventDay, pre, post, minimumAfter: MINIMUM_AFTER });
  const guarded = placebo.count >= PLACEBO_DATES;
  const placeboError = guarded ? placebo.rootMeanSquare : 0;
  const error = Math.max(standardError, placeboError);
  if (!(error > 0)) return undefined;
  const degrees = Math.max(2, n / inflation - 2);
  const t = differenceSd / error;
  const reach = studentUpperQuantile(0.025, degrees) * error * series.scale;
  const pT = studentTwoSided(t, degrees);
  const pRank = rankP(values, days, k);
  const difference = differenceSd * series.scale;
  return {
    p: guarded ? pT : Math.max(pT, pRank),
    pRank,
    t,
    degrees,
    phi,
    standardError,
    placeboError,
    placebos: placebo.count,
    before: k,
    after: n - k,
    difference,
    interval: [difference - reach, difference + reach],
    differenceSd,
  };
}
