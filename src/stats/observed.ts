/** The values that are there, in their order. NaN is the mark of a missing day and never takes part. */
export function observed(values: ArrayLike<number>): Float64Array {
  const kept = new Float64Array(values.length);
  let size = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (!Number.isNaN(value)) kept[size++] = value;
  }
  return kept.subarray(0, size);
}
