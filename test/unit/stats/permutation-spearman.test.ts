import { describe, expect, it } from 'vitest';
import { permutationSpearman } from '../../../src/stats/permutation-spearman.ts';

const numbers = (...values: number[]) => Float64Array.from(values);

describe('permutationSpearman', () => {
  it.each([
    // A perfect order and its reverse are the only ones as extreme: 2 / n!.
    [numbers(1, 2, 3, 4), numbers(2, 4, 6, 8), 1, 2 / 24],
    [numbers(1, 2, 3, 4, 5), numbers(9, 7, 5, 3, 1), -1, 2 / 120],
    // scipy.stats.spearmanr([1,2,3,4,5],[2,1,4,3,5]).statistic = 0.8; sum of squared rank differences 4 is reached or
    // beaten by 5 of 120 orders on each side (tables of the exact distribution, n = 5).
    [numbers(1, 2, 3, 4, 5), numbers(2, 1, 4, 3, 5), 0.8, 16 / 120],
  ])('gives the share of orders that are as extreme', (x, y, r, p) => {
    const test = permutationSpearman(x, y);
    expect(test?.r).toBeCloseTo(r, 12);
    expect(test?.p).toBeCloseTo(p, 12);
  });

  it('says nothing of three pairs or of values that do not vary', () => {
    expect(permutationSpearman(numbers(1, 2, 3), numbers(1, 2, 3))).toBeUndefined();
    expect(permutationSpearman(numbers(1, 2, 3, 4), numbers(5, 5, 5, 5))).toBeUndefined();
  });
});
