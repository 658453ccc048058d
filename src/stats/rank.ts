import { sortedOrder } from './sorted-order.ts';

/** First index of the ascending array whose value is not below `value`. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First index of the ascending array whose value is above `value`. */
export function upperBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Average ranks 1..n of a series without missing values; tied values share the mean of their places. */
export function midranks(values: Float64Array): Float64Array {
  const n = values.length;
  const order = sortedOrder(values);
  const ranks = new Float64Array(n);
  for (let first = 0; first < n; ) {
    const value = values[order[first] as number];
    let end = first + 1;
    while (end < n && values[order[end] as number] === value) end++;
    for (let place = first; place < end; place++) ranks[order[place] as number] = (first + end + 1) / 2;
    first = end;
  }
  return ranks;
}
