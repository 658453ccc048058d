import { studentTwoSided, studentUpperQuantile } from '../../stats/student-t.ts';
import { AROUND_TWO_MEANS, longRunPhi } from './long-run.ts';
import { stepWindow } from './step.ts';
import type { PreparedSeries } from './step-prep.ts';

/** Lengths of ramp that are tried, in days up to the last observed one. */
const SHORTEST_RAMP = 14;
const LONGEST_RAMP = 42;
const RAMP_STEP = 2;
const FIRST_GUESS = 28;
const MINIMUM_VALUES = 60;
/** Observed values a ramp needs. */
const MINIMUM_IN_RAMP = 8;
const PLACEBO_PRE_DAYS = 90;
const PLACEBO_STRIDE = 7;
const PLACEBO_DATES = 4;

export type DriftResult = {
  readonly p: number;
  readonly t: number;
  readonly degrees: number;
  /** Day indices of the first day of the ramp and of the last observed one. */
  readonly from: number;
  readonly to: number;
  /** Values in the ramp. */
  readonly during: number;
  /** What the ramp adds up to at its end, in robust SD and in units of the prepared series with its 95 % interval. */
  readonly changeSd: number;
  readonly change: number;
  readonly interval: readonly [number, number];
};

type Points = { readonly values: Float64Array; readonly days: Int32Array };
type Fit = { readonly slope: number; readonly spread: number; readonly squares: number };

/** Least squares of y = a + b h, where h rises from 0 to 1 over the last `length` days up to day `end`. */
function fitRamp(
  { values, days }: Points,
  end: number,
  length: number,
  residuals?: Float64Array,
): Fit | undefined {
  const n = values.length;
  const start = end - length;
  let sumH = 0;
  let sumY = 0;
  let sumHH = 0;
  let sumHY = 0;
  let sumYY = 0;
  for (let index = 0; index < n; index++) {
    const h = Math.max(0, ((days[index] as number) - start) / length);
    const y = values[index] as number;
    sumH += h;
    sumY += y;
    sumHH += h * h;
    sumHY += h * y;
    sumYY += y * y;
  }
  const spread = sumHH - (sumH * sumH) / n;
  if (!(spread > 1e-9)) return undefined;
  const slope = (sumHY - (sumH * sumY) / n) / spread;
  const level = (sumY - slope * sumH) / n;
  if (residuals !== undefined) {
    for (let index = 0; index < n; index++) {
      const h = Math.max(0, ((days[index] as number) - start) / length);
      residuals[index] = (values[index] as number) - level - slope * h;
    }
  }
  return { slope, spread, squares: Math.max(0, sumYY - (sumY * sumY) / n - slope * slope * spread) };
}

function between({ values, days, countBefore, length }: PreparedSeries, from: number, to: number): Points {
  const first = countBefore[Math.max(0, from)] as number;
  const end = countBefore[Math.min(length, to + 1)] as number;
  return { values: values.subarray(first, end), days: days.subarray(first, end) };
}

/** The same ramp at ends where nothing was found: how far levels of this person wander by themselves. */
function placeboSize(series: PreparedSeries, before: number, length: number): number {
  const first = series.days[0] as number;
  let count = 0;
  let squares = 0;
  for (let end = before; end - length >= first + MINIMUM_IN_RAMP; end -= PLACEBO_STRIDE) {
    const points = between(series, end - length - PLACEBO_PRE_DAYS + 1, end);
    const fit = points.values.length < 2 * MINIMUM_IN_RAMP ? undefined : fitRamp(points, end, length);
    if (fit === undefined) continue;
    squares += fit.slope * fit.slope;
    count++;
  }
  return count >= PLACEBO_DATES ? Math.sqrt(squares / count) : 0;
}

/** Memory of what a ramp of the best length leaves; the length and the memory settle in three rounds. */
function settle(points: Points, end: number, lengths: readonly number[]): { length: number; phi: number } {
  const residuals = new Float64Array(points.values.length);
  let length = FIRST_GUESS;
  let phi = 0;
  for (let round = 0; round < 3; round++) {
    fitRamp(points, end, length, residuals);
    phi = longRunPhi(residuals, points.days, AROUND_TWO_MEANS);
    let largest = -1;
    for (const candidate of lengths) {
      const fit = fitRamp(points, end, candidate);
      // Memory is the same for every length, so it does not decide which fits best.
      const size = fit === undefined ? -1 : (fit.slope * fit.slope * fit.spread) / fit.squares;
      if (size > largest) {
        largest = size;
        length = candidate;
      }
    }
  }
  return { length, phi };
}

/**
 * R-DRIFT: a steady change over the last two to six weeks against the months before, by a contrast matched to a ramp. Its
 * error is the larger of the long-run error, as in R-STEP, and what the same ramp does at earlier dates. The search over
 * lengths has no price: neighbouring ramps are nearly one test (shown on the truth bench). Undefined with fewer than 60
 * values in the last 150 days.
 */
export function driftRecipe(series: PreparedSeries): DriftResult | undefined {
  const points = stepWindow(series);
  const n = points.values.length;
  if (n < MINIMUM_VALUES) return undefined;
  const end = points.days[n - 1] as number;
  const lengths: number[] = [];
  for (let length = SHORTEST_RAMP; length <= LONGEST_RAMP; length += RAMP_STEP) {
    const inside = n - points.days.findIndex((day) => day > end - length);
    if (inside >= MINIMUM_IN_RAMP && inside < n) lengths.push(length);
  }
  if (lengths.length === 0) return undefined;
  const { length, phi } = settle(points, end, lengths);
  const fit = fitRamp(points, end, length);
  if (fit === undefined || !(fit.squares > 0)) return undefined;
  const inflation = (1 + phi) / (1 - phi);
  const longRun = Math.sqrt(((fit.squares / (n - 2)) * inflation) / fit.spread);
  const from = end - length + 1;
  const error = Math.max(longRun, placeboSize(series, from - 1, length));
  const degrees = Math.max(2, n / inflation - 2);
  const t = fit.slope / error;
  const change = fit.slope * series.scale;
  const reach = studentUpperQuantile(0.025, degrees) * error * series.scale;
  return {
    p: studentTwoSided(t, degrees),
    t,
    degrees,
    from,
    to: end,
    during: n - points.days.findIndex((day) => day >= from),
    changeSd: fit.slope,
    change,
    interval: [change - reach, change + reach],
  };
}
