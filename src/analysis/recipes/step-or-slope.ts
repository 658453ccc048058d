import { leastSquares } from '../../stats/least-squares.ts';
import { withoutSegmentMeans } from './long-run.ts';
import { type StepResult, stepWindow } from './step.ts';
import type { PreparedSeries } from './step-prep.ts';

/** Evidence above which a change is told as a step rather than as gradual. */
export const STEP_EVIDENCE = 2;

function sumOfSquares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

/**
 * n ln(RSS of the best hinge / RSS of the step): how much better a jump describes the change than a level that bends into a
 * slope. A wording aid only. Undefined when the step leaves nothing unexplained.
 */
export function stepOverSlope(series: PreparedSeries, step: StepResult): number | undefined {
  const { values, days } = stepWindow(series);
  const jump = sumOfSquares(withoutSegmentMeans(values, step.k));
  if (!(jump > 0)) return undefined;
  const level = new Float64Array(values.length).fill(1);
  let bend = Number.POSITIVE_INFINITY;
  for (let from = 0; from < values.length - 1; from++) {
    const start = days[from] as number;
    const ramp = Float64Array.from(days, (day) => Math.max(0, day - start));
    bend = Math.min(bend, sumOfSquares(leastSquares([level, ramp], values).residuals));
  }
  return values.length * Math.log(Math.max(bend, 1e-12 * jump) / jump);
}
