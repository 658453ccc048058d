import { type Correlation, type NoCorrelation, pearson } from './pearson.ts';
import { spearman } from './spearman.ts';

export type LagCorrelation = {
  readonly lag: number;
  readonly pearson: Correlation | NoCorrelation;
  readonly spearman: Correlation | NoCorrelation;
};

/** Correlations of x[t] with y[t + lag]; means and ranks are taken over the complete pairs of each lag. */
export function crossCorrelation(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  lags: readonly number[],
): LagCorrelation[] {
  return lags.map((lag) => ({ lag, pearson: pearson(x, y, lag), spearman: spearman(x, y, lag) }));
}
