import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts';

/** How one family of tests spends its error budget: most of it on the few that were named before looking. */
export type Budget = { readonly all: number; readonly first: number };

export type SplitQ = {
  /** Adjusted over every test, and over those named first (NaN for the others). */
  readonly all: Float64Array;
  readonly first: Float64Array;
};

/** Two step-ups beside each other: their false discoveries add up to no more than the two levels do. */
export function splitQ(
  p: ArrayLike<number>,
  isFirst: (index: number) => boolean,
  all: Float64Array = benjaminiHochberg(p),
): SplitQ {
  const named = Float64Array.from(p, (value, index) => (isFirst(index) ? value : Number.NaN));
  return { all, first: benjaminiHochberg(named) };
}

/** The smaller of the two; what a finding reports. */
export function smallestQ({ all, first }: SplitQ, index: number): number {
  const named = first[index] as number;
  const whole = all[index] as number;
  return Number.isNaN(named) ? whole : Math.min(named, whole);
}

export function isWithin({ all, first }: SplitQ, index: number, budget: Budget): boolean {
  return (all[index] as number) <= budget.all || (first[index] as number) <= budget.first;
}

/** Tests of ordered pairs of metrics, one row each. */
export type PairTests = {
  readonly p: Float64Array;
  readonly q: Float64Array;
  readonly cause: Int32Array;
  readonly effect: Int32Array;
  readonly lag: Int32Array;
};

/** Tests that were named before looking: a family of their own beside the whole one. */
export type FirstTests = {
  readonly includes: (cause: number, effect: number, lag: number) => boolean;
  readonly level: number;
  readonly gateLevel: number;
};

export function splitPairs({ p, q, cause, effect, lag }: PairTests, first: FirstTests | undefined): SplitQ {
  const isFirst = (row: number) =>
    first?.includes(cause[row] as number, effect[row] as number, lag[row] as number) ?? false;
  return splitQ(p, isFirst, q);
}
