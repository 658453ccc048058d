import { logChoose } from './log-choose.ts';

export type FisherExact = {
  /** ad / bc; undefined when it is infinite or 0/0. */
  readonly oddsRatio: number | undefined;
  readonly p: number;
};

/** Exact two-sided p of a 2x2 table [[a, b], [c, d]] with fixed margins; Fisher (1935). */
export function fisherExact(a: number, b: number, c: number, d: number): FisherExact {
  const row = a + b;
  const other = c + d;
  const column = a + c;
  const total = logChoose(row + other, column);
  const chance = (cell: number): number =>
    Math.exp(logChoose(row, cell) + logChoose(other, column - cell) - total);
  const limit = chance(a) * (1 + 1e-7);
  let p = 0;
  for (let cell = Math.max(0, column - other); cell <= Math.min(row, column); cell++) {
    const own = chance(cell);
    if (own <= limit) p += own;
  }
  return { oddsRatio: b * c === 0 ? undefined : (a * d) / (b * c), p: Math.min(1, p) };
}
