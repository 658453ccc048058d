/**
 * Sum of products of `length` neighbours, from two offsets. Four running sums, since one alone would wait for the
 * previous addition at every step.
 */
export function dot(x: Float64Array, fromX: number, y: Float64Array, fromY: number, length: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const whole = length - (length % 4);
  for (let at = 0; at < whole; at += 4) {
    a += (x[fromX + at] as number) * (y[fromY + at] as number);
    b += (x[fromX + at + 1] as number) * (y[fromY + at + 1] as number);
    c += (x[fromX + at + 2] as number) * (y[fromY + at + 2] as number);
    d += (x[fromX + at + 3] as number) * (y[fromY + at + 3] as number);
  }
  for (let at = whole; at < length; at++) a += (x[fromX + at] as number) * (y[fromY + at] as number);
  return a + b + (c + d);
}
