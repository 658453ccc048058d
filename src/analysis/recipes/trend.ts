import { linearRegression } from '../../stats/linear-regression.ts';
import { studentTwoSided, studentUpperQuantile } from '../../stats/student-t.ts';
import { AROUND_TWO_MEANS, longRunPhi } from './long-run.ts';

const MINIMUM_VALUES = 28;
const LEVEL = 0.05;

export interface Trend {
  /** A day. */
  readonly slope: number;
  readonly interval: readonly [number, number];
  readonly p: number;
}

/**
 * A straight line through daily values, NaN where there is none: one line, asked for before looking, with the long-run
 * error that the memory of its residuals leaves. Undefined with too few values, and where chance would do.
 */
export function trendRecipe(values: Float64Array): Trend | undefined {
  const days = Int32Array.from(
    Array.from(values, (_value, day) => day).filter((day) => !Number.isNaN(values[day])),
  );
  const seen = Float64Array.from(days, (day) => values[day] as number);
  const n = seen.length;
  if (n < MINIMUM_VALUES) return undefined;
  const line = linearRegression(days, seen);
  if (line === undefined) return undefined;
  const residuals = seen.map((value, index) => value - line.intercept - line.slope * (days[index] as number));
  const phi = longRunPhi(residuals, days, AROUND_TWO_MEANS);
  const inflation = (1 + phi) / (1 - phi);
  const error = line.slopeError * Math.sqrt(inflation);
  const degrees = Math.max(2, n / inflation - 2);
  const p = error > 0 ? studentTwoSided(line.slope / error, degrees) : line.slope === 0 ? 1 : 0;
  if (p > LEVEL) return undefined;
  const reach = studentUpperQuantile(LEVEL / 2, degrees) * error;
  return { slope: line.slope, interval: [line.slope - reach, line.slope + reach], p };
}
