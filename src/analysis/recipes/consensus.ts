import { leadingEigenvector } from '../../stats/leading-eigenvector.ts';
import { emptyMoments, pairMoments, plainCorrelation } from './pair-moments.ts';
import type { RankTable } from './rank-table.ts';

const MINIMUM_DAYS = 10;
/** With fewer metrics left the day has no consensus. */
const MINIMUM_VOICES = 3;

export type Consensus = {
  /** Leading eigenvector of the same-day rank correlations: how strongly each metric follows the common factor. */
  readonly loadings: Float64Array;
  /** Per day the sum of loading times rank over all metrics, and how many were observed. */
  readonly total: Float64Array;
  readonly voices: Int32Array;
  /** Group of each metric; metrics computed from one another leave the consensus together. */
  readonly groups: Int32Array;
  /** The same sums by group, group by group. */
  readonly groupTotal: Float64Array;
  readonly groupVoices: Int32Array;
  /** Filled as pairs are asked for. */
  readonly without: Map<number, Float64Array>;
  /** 1 / sqrt(voices) by number of voices, zero below three. */
  readonly weight: Float64Array;
  /** Same-day correlations, row-major; `overlap` is 0 where a correlation is not defined. */
  readonly correlations: Float64Array;
  readonly overlap: Int32Array;
};

/** The common factor of all metrics of a day: what a bad night or a cold does to everything at once. */
export function consensusOf(table: RankTable, groups: Int32Array): Consensus {
  const { days, metrics, ranks, seen } = table;
  const correlations = new Float64Array(metrics * metrics);
  const overlap = new Int32Array(metrics * metrics);
  const moments = emptyMoments();
  for (let i = 0; i < metrics; i++) {
    if ((table.squares[i] as number) > 0) correlations[i * metrics + i] = 1;
    for (let j = 0; j < i; j++) {
      pairMoments(table, i, j, 0, moments);
      const r = moments.n < MINIMUM_DAYS ? undefined : plainCorrelation(moments);
      if (r === undefined) continue;
      correlations[i * metrics + j] = r;
      correlations[j * metrics + i] = r;
      overlap[i * metrics + j] = moments.n;
      overlap[j * metrics + i] = moments.n;
    }
  }
  const loadings = leadingEigenvector(correlations, metrics);
  const total = new Float64Array(days);
  const voices = new Int32Array(days);
  const groupTotal = new Float64Array(metrics * days);
  const groupVoices = new Int32Array(metrics * days);
  for (let metric = 0; metric < metrics; metric++) {
    const loading = loadings[metric] as number;
    const group = (groups[metric] as number) * days;
    for (let day = 0; day < days; day++) {
      const share = loading * (ranks[metric * days + day] as number);
      const voice = seen[metric * days + day] as number;
      total[day] = (total[day] as number) + share;
      voices[day] = (voices[day] as number) + voice;
      groupTotal[group + day] = (groupTotal[group + day] as number) + share;
      groupVoices[group + day] = (groupVoices[group + day] as number) + voice;
    }
  }
  const weight = Float64Array.from({ length: metrics + 1 }, (_, count) =>
    count < MINIMUM_VOICES ? 0 : 1 / Math.sqrt(count),
  );
  return {
    loadings,
    total,
    voices,
    groups,
    groupTotal,
    groupVoices,
    without: new Map(),
    weight,
    correlations,
    overlap,
  };
}

/**
 * The consensus of each day without the groups of the metrics i and j: a pair must not be conditioned on itself, nor on
 * near-duplicates of itself, which would turn what is left of the cause into noise with a sign. Kept by pair of groups,
 * because a thousand pairs of metrics share a few dozen of them.
 */
export function consensusWithout(consensus: Consensus, i: number, j: number): Float64Array {
  const { total, voices, groups, groupTotal, groupVoices, weight, without } = consensus;
  const [low, high] = [groups[i] as number, groups[j] as number].sort((a, b) => a - b) as [number, number];
  const key = low * groups.length + high;
  const known = without.get(key);
  if (known !== undefined) return known;
  const days = total.length;
  const first = low * days;
  const second = high * days;
  const both = low === high ? 0 : 1;
  const out = new Float64Array(days);
  for (let day = 0; day < days; day++) {
    const left =
      (total[day] as number) -
      (groupTotal[first + day] as number) -
      both * (groupTotal[second + day] as number);
    const count =
      (voices[day] as number) -
      (groupVoices[first + day] as number) -
      both * (groupVoices[second + day] as number);
    out[day] = left * (weight[count] as number);
  }
  without.set(key, out);
  return out;
}
