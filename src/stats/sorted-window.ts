/**
 * An ascending buffer of `size` values that slides along a series. Own loops because moving at most a window's length
 * of numbers is far cheaper than sorting every window anew. Both functions return the new size.
 */
export function insertSorted(buffer: Float64Array, size: number, value: number): number {
  let slot = size;
  while (slot > 0 && (buffer[slot - 1] as number) > value) {
    buffer[slot] = buffer[slot - 1] as number;
    slot--;
  }
  buffer[slot] = value;
  return size + 1;
}

/** Takes out one occurrence of a value that is known to be in the buffer. */
export function removeSorted(buffer: Float64Array, size: number, value: number): number {
  let low = 0;
  let high = size - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((buffer[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  for (let slot = low; slot < size - 1; slot++) buffer[slot] = buffer[slot + 1] as number;
  return size - 1;
}
