import { studentTwoSided, studentUpperQuantile } from '../../stats/student-t.ts';
import { AROUND_TWO_MEANS, longRunPhi } from './long-run.ts';
import type { PreparedSeries } from './step-prep.ts';

/** Lengths of ramp that are tried, in days up to the last observed one. */
const RAMP_DAYS = [14, 18, 22, 27, 34, 42] as const;
/** Six overlapping ramps are worth about this many independent ones (see the drift test's simulation). */
const EFFECTIVE_RAMPS = 1.6;
const BASELINE_DAYS = 90;
const MINIMUM_BASELINE = 30;
/** Observed share of the ramp's days. */
const MINIMUM_SHARE = 0.5;
const PLACEBO_STRIDE = 7;
const PLACEBO_DATES = 4;

export type DriftResult = {
  readonly p: number;
  readonly t: number;
  readonly degrees: number;
  /** Day indices of the first day of the ramp and of the last observed one. */
  readonly from: number;
  readonly to: number;
  /** Values in the ramp and before it. */
  readonly during: number;
  readonly before: number;
  /** What the ramp adds up to at its end, in robust SD and in the unit of the metric with its 95 % interval. */
  readonly changeSd: number;
  readonly change: number;
  readonly interval: readonly [number, number];
  /** Sum of squares the ramp leaves, per value, for comparison with a step on the same days. */
  readonly residualVariance: number;
};

type Fit = {
  readonly slope: number;
  readonly spread: number;
  readonly residuals: Float64Array;
  readonly days: Int32Array;
  readonly during: number;
};

/** Straight line from a flat baseline: y = a + b h, with h rising from 0 to 1 over the ramp that ends on day `end`. */
function fitRamp(
  { values, days, countBefore }: PreparedSeries,
  end: number,
  length: number,
): Fit | undefined {
  const start = end - length + 1;
  const first = countBefore[Math.max(0, start - BASELINE_DAYS)] as number;
  const last = countBefore[end + 1] as number;
  const middle = countBefore[Math.max(0, start)] as number;
  const during = last - middle;
  if (start < 0 || middle - first < MINIMUM_BASELINE || during < MINIMUM_SHARE * length) return undefined;
  const n = last - first;
  let sumH = 0;
  let sumY = 0;
  let sumHH = 0;
  let sumHY = 0;
  for (let index = first; index < last; index++) {
    const h = index < middle ? 0 : ((days[index] as number) - start + 1) / length;
    const y = values[index] as number;
    sumH += h;
    sumY += y;
    sumHH += h * h;
    sumHY += h * y;
  }
  const spread = sumHH - (sumH * sumH) / n;
  if (!(spread > 0)) return undefined;
  const slope = (sumHY - (sumH * sumY) / n) / spread;
  const level = (sumY - slope * sumH) / n;
  const residuals = new Float64Array(n);
  for (let index = first; index < last; index++) {
    const h = index < middle ? 0 : ((days[index] as number) - start + 1) / length;
    residuals[index - first] = (values[index] as number) - level - slope * h;
  }
  return { slope, spread, residuals, days: days.subarray(first, last), during };
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}

/** The same ramp where nothing was found: how far levels of this person wander by themselves. */
function placeboSize(series: PreparedSeries, before: number, length: number): number {
  let count = 0;
  let squares = 0;
  for (let end = before - 1; end >= length + MINIMUM_BASELINE; end -= PLACEBO_STRIDE) {
    const fit = fitRamp(series, end, length);
    if (fit === undefined) continue;
    squares += fit.slope * fit.slope;
    count++;
  }
  return count >= PLACEBO_DATES ? Math.sqrt(squares / count) : 0;
}

/**
 * R-DRIFT: a steady change over the last two to six weeks against the three months before. The contrast is matched to a
 * ramp; its error is the larger of the long-run error, as in R-STEP, and what the same ramp does at earlier dates.
 * Undefined with fewer than 30 values before every ramp, or when nothing varies.
 */
export function driftRecipe(series: PreparedSeries): DriftResult | undefined {
  const end = series.days[series.days.length - 1] as number;
  let best: DriftResult | undefined;
  for (const length of RAMP_DAYS) {
    const found = testRamp(series, end, length);
    if (found !== undefined && (best === undefined || Math.abs(found.t) > Math.abs(best.t))) best = found;
  }
  return best;
}

function testRamp(series: PreparedSeries, end: number, length: number): DriftResult | undefined {
  const fit = fitRamp(series, end, length);
  if (fit === undefined) return undefined;
  const n = fit.residuals.length;
  const phi = longRunPhi(fit.residuals, fit.days, AROUND_TWO_MEANS);
  const inflation = (1 + phi) / (1 - phi);
  const squares = sumOfSquares(fit.residuals);
  const longRun = Math.sqrt(((squares / (n - 2)) * inflation) / fit.spread);
  const from = end - length + 1;
  const error = Math.max(longRun, placeboSize(series, from, length));
  if (!(error > 0)) return undefined;
  const degrees = Math.max(2, n / inflation - 2);
  const t = fit.slope / error;
  const change = fit.slope * series.scale;
  const reach = studentUpperQuantile(0.025, degrees) * error * series.scale;
  return {
    p: Math.min(1, EFFECTIVE_RAMPS * studentTwoSided(t, degrees)),
    t,
    degrees,
    from,
    to: end,
    during: fit.during,
    before: n - fit.during,
    changeSd: fit.slope,
    change,
    interval: [change - reach, change + reach],
    residualVariance: squares / n,
  };
}
