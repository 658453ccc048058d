import { quantileSorted } from '../../stats/quantile.ts';
import type { Scores } from './scores.ts';

export type PairEffect = {
  /** Units of the effect per unit of the cause, least squares on the residuals of the pass. */
  readonly slope: number;
  /** Mean of the effect after the highest third of the cause less that after the lowest third. */
  readonly difference: number;
  readonly lowest: number;
  readonly highest: number;
  readonly n: number;
};

function thirdOf(
  x: Float64Array,
  y: Float64Array,
  inside: (value: number) => boolean,
): { mean: number; n: number } {
  let sum = 0;
  let n = 0;
  for (let index = 0; index < x.length; index++) {
    if (!inside(x[index] as number)) continue;
    sum += y[index] as number;
    n++;
  }
  return { mean: n > 0 ? sum / n : 0, n };
}

/** A link in natural units, rhythm and trend removed. Undefined below 30 pairs or when the cause does not vary. */
export function pairEffect(
  scores: Scores,
  cause: number,
  effect: number,
  lag: number,
): PairEffect | undefined {
  const { days, residuals } = scores;
  const x: number[] = [];
  const y: number[] = [];
  for (let day = lag; day < days; day++) {
    const earlier = residuals[cause * days + day - lag] as number;
    const later = residuals[effect * days + day] as number;
    if (Number.isNaN(earlier) || Number.isNaN(later)) continue;
    x.push(earlier);
    y.push(later);
  }
  const n = x.length;
  if (n < 30) return undefined;
  const [left, right] = [Float64Array.from(x), Float64Array.from(y)];
  const meanX = left.reduce((sum, value) => sum + value, 0) / n;
  const meanY = right.reduce((sum, value) => sum + value, 0) / n;
  let xx = 0;
  let xy = 0;
  for (let index = 0; index < n; index++) {
    const dx = (left[index] as number) - meanX;
    xx += dx * dx;
    xy += dx * ((right[index] as number) - meanY);
  }
  const sorted = left.slice().sort();
  const low = quantileSorted(sorted, n, 1 / 3);
  const high = quantileSorted(sorted, n, 2 / 3);
  if (!(xx > 0) || !(high > low)) return undefined;
  const bottom = thirdOf(left, right, (value) => value <= low);
  const top = thirdOf(left, right, (value) => value >= high);
  return { slope: xy / xx, difference: top.mean - bottom.mean, lowest: bottom.n, highest: top.n, n };
}
