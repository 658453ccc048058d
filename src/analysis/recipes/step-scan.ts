import { AROUND_ONE_MEAN, AROUND_TWO_MEANS, longRunPhi, withoutSegmentMeans } from './long-run.ts';

export type StepScan = {
  /** Index of the first value of the new level. */
  readonly k: number;
  readonly t: number;
  readonly standardError: number;
  readonly difference: number;
  readonly phi: number;
  /** t of every split from `low` on. */
  readonly contrasts: Float64Array;
};

type Sums = { readonly running: Float64Array; readonly squares: number };

function runningSums(values: Float64Array): Sums {
  const running = new Float64Array(values.length + 1);
  let squares = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    running[index + 1] = (running[index] as number) + value;
    squares += value * value;
  }
  return { running, squares };
}

/** The best of all splits low..high for a given memory of the series; fills `contrasts`. */
function bestSplit({ running, squares }: Sums, phi: number, low: number, contrasts: Float64Array): StepScan {
  const n = running.length - 1;
  const whole = running[n] as number;
  const inflation = (1 + phi) / (1 - phi);
  // A perfect step leaves no variance; the floor keeps t finite.
  const floor = (1e-12 * squares) / n;
  let best = { k: low, t: 0, standardError: 0, difference: 0 };
  for (let at = 0; at < contrasts.length; at++) {
    const k = low + at;
    const before = (running[k] as number) / k;
    const after = (whole - (running[k] as number)) / (n - k);
    const variance = Math.max(floor, (squares - k * before * before - (n - k) * after * after) / (n - 2));
    const standardError = Math.sqrt(variance * inflation * (1 / k + 1 / (n - k)));
    const t = standardError > 0 ? (after - before) / standardError : 0;
    contrasts[at] = t;
    if (at === 0 || Math.abs(t) > Math.abs(best.t))
      best = { k, t, standardError, difference: after - before };
  }
  return { ...best, phi, contrasts };
}

/**
 * Finds the split with the largest contrast against its long-run error. Memory is estimated about one mean first, then
 * twice about the two means of the best split, as a step looks like memory when it is not taken out.
 */
export function scanSteps(values: Float64Array, days: Int32Array, low: number, high: number): StepScan {
  const sums = runningSums(values);
  const contrasts = new Float64Array(high - low + 1);
  let phi = longRunPhi(withoutSegmentMeans(values, 0), days, AROUND_ONE_MEAN);
  let found = bestSplit(sums, phi, low, contrasts);
  for (let round = 0; round < 2; round++) {
    phi = longRunPhi(withoutSegmentMeans(values, found.k), days, AROUND_TWO_MEANS);
    found = bestSplit(sums, phi, low, contrasts);
  }
  return found;
}
