export type CompletePairs = { readonly x: Float64Array; readonly y: Float64Array; readonly n: number };

/** Pairs (x[t], y[t + lag]) with both sides observed; a positive lag lets x lead. */
export function completePairs(x: ArrayLike<number>, y: ArrayLike<number>, lag = 0): CompletePairs {
  const capacity = Math.max(0, Math.min(x.length, y.length - lag));
  const left = new Float64Array(capacity);
  const right = new Float64Array(capacity);
  let n = 0;
  for (let index = 0; index < capacity; index++) {
    const first = x[index] as number;
    const second = y[index + lag] as number;
    if (Number.isNaN(first) || Number.isNaN(second)) continue;
    left[n] = first;
    right[n++] = second;
  }
  return { x: left.subarray(0, n), y: right.subarray(0, n), n };
}
