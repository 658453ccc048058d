/**
 * Autocorrelations at lags 0..maxLag, biased (every lag divided by the same total), the mean over the observed values
 * and a missing day counting nothing. Undefined for a series that does not vary.
 * Box & Jenkins (1970), "Time Series Analysis", 2.1.
 */
export function autocorrelation(values: ArrayLike<number>, maxLag: number): Float64Array | undefined {
  const deviations = new Float64Array(values.length);
  let sum = 0;
  let n = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    deviations[index] = Number.isNaN(value) ? 0 : value - sum / n;
  }
  const result = new Float64Array(maxLag + 1);
  for (let lag = 0; lag <= maxLag; lag++) {
    let product = 0;
    for (let index = lag; index < deviations.length; index++) {
      product += (deviations[index] as number) * (deviations[index - lag] as number);
    }
    result[lag] = product;
  }
  const total = result[0] as number;
  if (!(total > 1e-28 * ((sum * sum) / Math.max(1, n)))) return undefined;
  return result.map((product) => product / total);
}
