import { normalQuantile } from '../../stats/normal-quantile.ts';
import { studentTail, studentUpperQuantile } from '../../stats/student-t.ts';
import { placeboContrasts } from './placebo.ts';
import { scanTail } from './scan-tail.ts';
import type { PreparedSeries } from './step-prep.ts';
import { type StepScan, scanSteps } from './step-scan.ts';

/** Days looked at, values from the end that may start a new level, and values a new level needs. */
const WINDOW_DAYS = 150;
const SEARCH_BACK = 60;
const MINIMUM_AFTER = 7;
const MINIMUM_BEFORE = 14;
const MINIMUM_VALUES = 60;
const PLACEBO_PRE_DAYS = 90;
const PLACEBO_DATES = 4;
/** Dates whose squared contrast is within this of the best belong to the likely range. */
const RANGE_DEPTH = 7;
const SMALLEST_TAIL = 1e-300;

export type StepResult = {
  readonly p: number;
  /** Contrast over its long-run error, before and after the placebo guard widened the error by `widening` >= 1. */
  readonly t: number;
  readonly tAdjusted: number;
  readonly widening: number;
  readonly phi: number;
  readonly degrees: number;
  /** Normal deviate with the same tail as tAdjusted. */
  readonly z: number;
  /** Values in the window, the splits searched, and the index in the window of the first value of the new level. */
  readonly n: number;
  readonly low: number;
  readonly high: number;
  readonly k: number;
  /** Day indices: first day of the new level, its likely range, first and last observed day of the window. */
  readonly day: number;
  readonly range: readonly [number, number];
  readonly windowDays: readonly [number, number];
  /** New level less old one in robust SD and in the unit of the metric, and the 95 % interval of the latter. */
  readonly differenceSd: number;
  readonly difference: number;
  readonly interval: readonly [number, number];
  readonly placebos: number;
};

export type StepWindow = { readonly values: Float64Array; readonly days: Int32Array };

/** The last 150 days of a prepared series. */
export function stepWindow({ values, days }: PreparedSeries): StepWindow {
  const last = days[days.length - 1] as number;
  let first = days.length;
  while (first > 0 && (days[first - 1] as number) > last - WINDOW_DAYS) first--;
  return { values: values.subarray(first), days: days.subarray(first) };
}

/** First and last day that explain the data almost as well as the best one. */
function likelyRange({ contrasts, t }: StepScan, low: number, days: Int32Array): readonly [number, number] {
  const limit = t * t - RANGE_DEPTH;
  let first = -1;
  let last = 0;
  contrasts.forEach((contrast, at) => {
    if (contrast * contrast < limit) return;
    if (first < 0) first = low + at;
    last = low + at;
  });
  return [(days[first - 1] as number) + 1, days[last] as number];
}

/** First and last split whose new level begins on a day of the range. */
function splitsWithin(days: Int32Array, from: number, to: number): [number, number] {
  const first = days.findIndex((day) => day >= from);
  const beyond = days.findIndex((day) => day > to);
  return [first < 0 ? days.length : first, (beyond < 0 ? days.length : beyond) - 1];
}

/**
 * R-STEP: a lasting change of level at an unknown date within the last weeks, with the price of the search in its p.
 * With `onset`, only the days from..to are searched, and only they are paid for: that is the question after a dated event.
 * Undefined with fewer than 60 values in the last 150 days.
 */
export function stepRecipe(
  series: PreparedSeries,
  onset?: { readonly from: number; readonly to: number },
): StepResult | undefined {
  const { values, days } = stepWindow(series);
  const n = values.length;
  const [earliest, latest] =
    onset === undefined ? [n - SEARCH_BACK, n] : splitsWithin(days, onset.from, onset.to);
  const low = Math.max(MINIMUM_BEFORE, earliest);
  const high = Math.min(n - MINIMUM_AFTER, latest);
  if (n < MINIMUM_VALUES || low > high) return undefined;
  const scan = scanSteps(values, days, low, high);
  const day = days[scan.k] as number;
  const firstDay = days[0] as number;
  const lastDay = days[n - 1] as number;
  const post = lastDay - day + 1;
  const placebo = placeboContrasts(series, {
    before: day,
    pre: Math.min(PLACEBO_PRE_DAYS, day - firstDay),
    post,
    minimumAfter: Math.max(5, 0.4 * post),
  });
  const guarded = placebo.count >= PLACEBO_DATES && scan.standardError > 0;
  const widening = guarded ? Math.max(1, placebo.rootMeanSquare / scan.standardError) : 1;
  const tAdjusted = scan.t / widening;
  const degrees = Math.max(2, (n * (1 - scan.phi)) / (1 + scan.phi) - 2);
  const z = -normalQuantile(Math.max(SMALLEST_TAIL, studentTail(Math.abs(tAdjusted), degrees)));
  const difference = scan.difference * series.scale;
  const reach = studentUpperQuantile(0.025, degrees) * scan.standardError * widening * series.scale;
  return {
    p: scanTail(z, n, low, high),
    t: scan.t,
    tAdjusted,
    widening,
    phi: scan.phi,
    degrees,
    z,
    n,
    low,
    high,
    k: scan.k,
    day,
    range: likelyRange(scan, low, days),
    windowDays: [firstDay, lastDay],
    differenceSd: scan.difference,
    difference,
    interval: [difference - reach, difference + reach],
    placebos: placebo.count,
  };
}
