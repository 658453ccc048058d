import type { RankTable } from './rank-table.ts';
import { RULE_CUTS, type RuleColumn } from './rule-cuts.ts';

const MINIMUM_PAIRS = 40;
const MINIMUM_GROUP = 8;
/** Spread below which a series of ranks or of consensus does not vary but for rounding. */
const FLAT = 1e-9;

/** Scratch of one walk, reused over a whole family: sums up to each edge and, after it, the result of each cut. */
export type RuleGrid = {
  n: number;
  readonly countTo: Float64Array;
  readonly effectTo: Float64Array;
  readonly consensusTo: Float64Array;
  /** Days in the set, and the standardised contrast; `tested` is 0 where there are too few days on one side. */
  readonly inside: Int32Array;
  readonly z: Float64Array;
  readonly tested: Uint8Array;
};

export function createRuleGrid(): RuleGrid {
  const cuts = RULE_CUTS.length;
  return {
    n: 0,
    countTo: new Float64Array(cuts),
    effectTo: new Float64Array(cuts),
    consensusTo: new Float64Array(cuts),
    inside: new Int32Array(cuts),
    z: new Float64Array(cuts),
    tested: new Uint8Array(cuts),
  };
}

type Totals = { n: number; y: number; c: number; yy: number; cc: number; yc: number };

/** Walks the days by ascending cause and notes the sums at every edge; a missing effect adds nothing. */
function walkEdges(
  { days, ranks, seen }: RankTable,
  { order, edges, walk }: RuleColumn,
  c: Float64Array,
  j: number,
  lag: number,
  grid: RuleGrid,
): Totals {
  const base = j * days + lag;
  const last = days - lag;
  let n = 0;
  let y = 0;
  let sum = 0;
  let yy = 0;
  let cc = 0;
  let yc = 0;
  let place = 0;
  for (let stop = 0; stop <= walk.length; stop++) {
    const cut = stop < walk.length ? (walk[stop] as number) : -1;
    const edge = cut < 0 ? order.length : (edges[cut] as number);
    for (; place < edge; place++) {
      const day = order[place] as number;
      if (day >= last) continue;
      const known = seen[base + day] as number;
      const effect = ranks[base + day] as number;
      const value = (c[day] as number) * known;
      n += known;
      y += effect;
      sum += value;
      yy += effect * effect;
      cc += value * value;
      yc += effect * value;
    }
    if (cut < 0) continue;
    grid.countTo[cut] = n;
    grid.effectTo[cut] = y;
    grid.consensusTo[cut] = sum;
  }
  return { n, y, c: sum, yy, cc, yc };
}

/**
 * Contrast of the effect's rank between days with the cause beyond each cut and the rest, both taken net of the consensus
 * on the day of the cause. Fills `grid`; all ten nested sets come from one walk.
 */
export function fillRuleGrid(
  table: RankTable,
  column: RuleColumn,
  c: Float64Array,
  j: number,
  lag: number,
  grid: RuleGrid,
): void {
  const totals = walkEdges(table, column, c, j, lag, grid);
  const n = totals.n;
  grid.n = n;
  grid.tested.fill(0);
  const meanY = n > 0 ? totals.y / n : 0;
  const meanC = n > 0 ? totals.c / n : 0;
  const spread = totals.cc - totals.c * meanC;
  const common = totals.yc - totals.y * meanC;
  const slope = spread > FLAT ? common / spread : 0;
  const variance = (totals.yy - totals.y * meanY - slope * common) / (n - 2);
  for (let cut = 0; cut < RULE_CUTS.length; cut++) {
    const high = RULE_CUTS[cut]?.side === 'high';
    const inside = high ? n - (grid.countTo[cut] as number) : (grid.countTo[cut] as number);
    grid.inside[cut] = inside;
    if (n < MINIMUM_PAIRS || inside < MINIMUM_GROUP || n - inside < MINIMUM_GROUP) continue;
    const effect = high ? totals.y - (grid.effectTo[cut] as number) : (grid.effectTo[cut] as number);
    const consensus = high ? totals.c - (grid.consensusTo[cut] as number) : (grid.consensusTo[cut] as number);
    const excess = consensus - inside * meanC;
    const room = inside * (1 - inside / n) - (spread > FLAT ? (excess * excess) / spread : 0);
    if (!(room > 1) || !(variance > FLAT)) continue;
    grid.z[cut] = (effect - inside * meanY - slope * excess) / Math.sqrt(variance * room);
    grid.tested[cut] = 1;
  }
}
