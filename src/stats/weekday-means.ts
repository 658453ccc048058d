export type WeekdayMeans = {
  /** Mean per weekday 0..6; NaN where that weekday was never observed. */
  readonly means: Float64Array;
  readonly residuals: Float64Array;
  readonly grandMean: number;
};

/** Takes the mean of its weekday from every observed value. Undefined when nothing is observed. */
export function removeWeekdayMeans(
  values: ArrayLike<number>,
  weekdays: ArrayLike<number>,
): WeekdayMeans | undefined {
  const sums = new Float64Array(7);
  const counts = new Float64Array(7);
  let total = 0;
  let n = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (Number.isNaN(value)) continue;
    const weekday = weekdays[index] as number;
    sums[weekday] = (sums[weekday] as number) + value;
    counts[weekday] = (counts[weekday] as number) + 1;
    total += value;
    n++;
  }
  if (n === 0) return undefined;
  const means = sums.map((sum, weekday) => sum / (counts[weekday] as number));
  const residuals = Float64Array.from(
    values,
    (value, index) => value - (means[weekdays[index] as number] as number),
  );
  return { means, residuals, grandMean: total / n };
}
