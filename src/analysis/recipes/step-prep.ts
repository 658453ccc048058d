import { NORMAL_MAD_FACTOR } from '../../stats/mad.ts';
import { medianSorted } from '../../stats/median.ts';
import { insertSorted, removeSorted } from '../../stats/sorted-window.ts';
import { plainDeviation } from './robust-scale.ts';

const MINIMUM_VALUES = 25;
/** Observations on each side of the centre of the running median. */
const HALF_WINDOW = 7;
const REACH = 3.5;

/** A metric made ready for questions about its level: glitches cut back, weekday rhythm removed, in robust SD units. */
export type PreparedSeries = {
  /** Calendar days covered, observed or not. */
  readonly length: number;
  /** Index of each observed day, ascending. */
  readonly days: Int32Array;
  /** One per observed day, median 0, in units of `scale`. */
  readonly values: Float64Array;
  readonly scale: number;
  /** Sum and number of the values before each calendar day (length + 1 entries). */
  readonly sumBefore: Float64Array;
  readonly countBefore: Int32Array;
};

function runningMedian(values: Float64Array): Float64Array {
  const n = values.length;
  const result = new Float64Array(n);
  const buffer = new Float64Array(2 * HALF_WINDOW + 2);
  let size = 0;
  for (let index = 0; index < Math.min(HALF_WINDOW, n); index++) {
    size = insertSorted(buffer, size, values[index] as number);
  }
  for (let index = 0; index < n; index++) {
    if (index + HALF_WINDOW < n) size = insertSorted(buffer, size, values[index + HALF_WINDOW] as number);
    if (index > HALF_WINDOW) size = removeSorted(buffer, size, values[index - HALF_WINDOW - 1] as number);
    result[index] = medianSorted(buffer, size);
  }
  return result;
}

/** Scaled median of the absolute values, or their plain deviation when more than half are zero. */
function scaleAround(values: Float64Array, center: number): number {
  const distances = values.map((value) => Math.abs(value - center)).sort();
  const scale = NORMAL_MAD_FACTOR * medianSorted(distances, distances.length);
  return scale > 0 ? scale : plainDeviation(values, values.length);
}

/** Takes the weekday means of `residuals` from `values`, shrunk for the few weeks they rest on. */
function removeWeekdays(values: Float64Array, residuals: Float64Array, weekdays: Uint8Array): void {
  const sums = new Float64Array(7);
  const counts = new Float64Array(7);
  let total = 0;
  for (let index = 0; index < residuals.length; index++) {
    const weekday = weekdays[index] as number;
    const residual = residuals[index] as number;
    sums[weekday] = (sums[weekday] as number) + residual;
    counts[weekday] = (counts[weekday] as number) + 1;
    total += residual;
  }
  const mean = total / residuals.length;
  const effects = sums.map((sum, weekday) => {
    const count = counts[weekday] as number;
    return count >= 3 ? ((sum / count - mean) * count) / (count + 2) : 0;
  });
  for (let index = 0; index < values.length; index++) {
    values[index] = (values[index] as number) - (effects[weekdays[index] as number] as number);
  }
}

function accumulate(length: number, days: Int32Array, values: Float64Array, scale: number): PreparedSeries {
  const sumBefore = new Float64Array(length + 1);
  const countBefore = new Int32Array(length + 1);
  let next = 0;
  for (let day = 0; day < length; day++) {
    const here = days[next] === day;
    sumBefore[day + 1] = (sumBefore[day] as number) + (here ? (values[next] as number) : 0);
    countBefore[day + 1] = here ? ++next : next;
  }
  return { length, days, values, scale, sumBefore, countBefore };
}

/**
 * Local winsorising about a running median (a step must not be cut off as if it were a glitch), weekday removal and
 * scaling. Undefined below 25 values or for a series that does not vary.
 */
export function prepareSeries(
  series: ArrayLike<number>,
  weekdays: ArrayLike<number>,
): PreparedSeries | undefined {
  const length = series.length;
  const days = new Int32Array(length);
  const kept = new Float64Array(length);
  const keptWeekdays = new Uint8Array(length);
  let n = 0;
  for (let day = 0; day < length; day++) {
    const value = series[day] as number;
    if (Number.isNaN(value)) continue;
    days[n] = day;
    keptWeekdays[n] = weekdays[day] as number;
    kept[n++] = value;
  }
  if (n < MINIMUM_VALUES) return undefined;
  const values = kept.subarray(0, n);
  const scale = scaleAround(values, medianSorted(values.slice().sort(), n));
  if (!(scale > 0)) return undefined;
  const level = runningMedian(values);
  const residuals = values.map((value, index) => value - (level[index] as number));
  const reach = REACH * scaleAround(residuals, 0);
  for (let index = 0; index < n; index++) {
    // The residual is formed again from the value, as rounding of both must agree.
    values[index] = (level[index] as number) + Math.min(reach, Math.max(-reach, residuals[index] as number));
    residuals[index] = (values[index] as number) - (level[index] as number);
  }
  removeWeekdays(values, residuals, keptWeekdays.subarray(0, n));
  const center = medianSorted(values.slice().sort(), n);
  const scaled = values.map((value) => (value - center) / scale);
  return accumulate(length, days.slice(0, n), scaled, scale);
}
