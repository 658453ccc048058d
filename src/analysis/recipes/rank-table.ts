/** Standardised ranks of all metrics, laid out so that the pair loops run without a branch on missing days. */
export type RankTable = {
  readonly days: number;
  readonly metrics: number;
  /** Column-major, zero on missing days. */
  readonly ranks: Float64Array;
  /** Column-major, 1 where a rank is known. */
  readonly seen: Uint8Array;
  /** Days without a rank, by metric. */
  readonly absent: readonly Int32Array[];
  /** Sum and sum of squares by metric. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
};

export function rankTable(columns: readonly Float64Array[], days: number): RankTable {
  const metrics = columns.length;
  const ranks = new Float64Array(metrics * days);
  const seen = new Uint8Array(metrics * days);
  const sums = new Float64Array(metrics);
  const squares = new Float64Array(metrics);
  const absent = columns.map((column, metric) => {
    const missing: number[] = [];
    let sum = 0;
    let square = 0;
    for (let day = 0; day < days; day++) {
      const rank = column[day] as number;
      if (Number.isNaN(rank)) {
        missing.push(day);
        continue;
      }
      ranks[metric * days + day] = rank;
      seen[metric * days + day] = 1;
      sum += rank;
      square += rank * rank;
    }
    sums[metric] = sum;
    squares[metric] = square;
    return Int32Array.from(missing);
  });
  return { days, metrics, ranks, seen, absent, sums, squares };
}
