import { correlate, correlationP } from './pearson.ts';
import { midranks } from './rank.ts';

/** Up to here every order is tried (8! = 40 320); beyond it the t approximation is close. */
const ENUMERATED = 8;

export type PermutationTest = { readonly n: number; readonly r: number; readonly p: number };

/**
 * Spearman's correlation of a few pairs with its exact two-sided p: the share of all orders of y whose correlation is at
 * least as large. Undefined below four pairs or when either does not vary. Complexity n! up to eight pairs.
 */
export function permutationSpearman(x: Float64Array, y: Float64Array): PermutationTest | undefined {
  const n = x.length;
  const [left, right] = [midranks(x), midranks(y)];
  const r = n < 4 ? undefined : correlate(left, right);
  if (r === undefined) return undefined;
  if (n > ENUMERATED) return { n, r, p: correlationP(r, n - 2) };
  const product = (order: Float64Array) =>
    order.reduce((sum, value, index) => sum + value * (left[index] as number), 0);
  const center = (n * (n + 1) * (n + 1)) / 4;
  const observed = Math.abs(product(right) - center) - 1e-9;
  let orders = 0;
  let extreme = 0;
  const order = right.slice();
  const permute = (size: number): void => {
    if (size === 1) {
      orders++;
      if (Math.abs(product(order) - center) >= observed) extreme++;
      return;
    }
    for (let index = 0; index < size; index++) {
      permute(size - 1);
      // Heap's algorithm: every order once, one exchange apart.
      const other = size % 2 === 0 ? index : 0;
      const kept = order[other] as number;
      order[other] = order[size - 1] as number;
      order[size - 1] = kept;
    }
  };
  permute(n);
  return { n, r, p: extreme / orders };
}
