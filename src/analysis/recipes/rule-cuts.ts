import { observed } from '../../stats/observed.ts';
import { quantileSorted } from '../../stats/quantile.ts';
import { lowerBound, upperBound } from '../../stats/rank.ts';
import { sortedOrder } from '../../stats/sorted-order.ts';

export type RuleSide = 'low' | 'high';

const SHARES = [0.1, 0.15, 0.2, 0.25, 0.3] as const;

/** The ten cuts of a rule: the person's own lowest and highest 10 to 30 percent. */
export const RULE_CUTS: readonly { readonly side: RuleSide; readonly share: number }[] = [
  ...SHARES.map((share) => ({ side: 'low' as const, share })),
  ...SHARES.map((share) => ({ side: 'high' as const, share })),
];

/** One metric as the cause of rules: its days ordered once by value, and where each cut falls in that order. */
export type RuleColumn = {
  /** Observed days by ascending value. */
  readonly order: Int32Array;
  /** Cut in the unit of the metric, by index of RULE_CUTS. */
  readonly cuts: Float64Array;
  /** Length of the part of `order` that lies below the edge of the set: up to a low cut, or before a high one. */
  readonly edges: Int32Array;
  /** Indices of RULE_CUTS by ascending edge, so that one walk serves all ten. */
  readonly walk: Int32Array;
};

/** Undefined when nothing is observed. */
export function ruleColumn(series: ArrayLike<number>): RuleColumn | undefined {
  const days = new Int32Array(series.length);
  const values = observed(series);
  const n = values.length;
  if (n === 0) return undefined;
  let next = 0;
  for (let day = 0; day < series.length; day++) if (!Number.isNaN(series[day] as number)) days[next++] = day;
  const order = sortedOrder(values);
  const sorted = new Float64Array(n);
  for (let place = 0; place < n; place++) {
    const index = order[place] as number;
    sorted[place] = values[index] as number;
    order[place] = days[index] as number;
  }
  const cuts = Float64Array.from(RULE_CUTS, ({ side, share }) =>
    quantileSorted(sorted, n, side === 'low' ? share : 1 - share),
  );
  const edges = Int32Array.from(RULE_CUTS, ({ side }, at) => {
    const cut = cuts[at] as number;
    return side === 'low' ? upperBound(sorted, cut) : lowerBound(sorted, cut);
  });
  const walk = Int32Array.from(RULE_CUTS.keys()).sort((a, b) => (edges[a] as number) - (edges[b] as number));
  return { order, cuts, edges, walk };
}
