/** Sizes of the groups of equal values (groups of one included). */
export function tieSizes(values: Float64Array): number[] {
  const sorted = values.slice().sort();
  const sizes: number[] = [];
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    sizes.push(end - start);
    start = end;
  }
  return sizes;
}
