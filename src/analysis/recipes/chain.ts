import { laggedRegression, type Path, type Term } from './lagged-regression.ts';
import type { Scores } from './scores.ts';

export type ChainTest = {
  /** Cause on mediator, given the consensus. */
  readonly first: Path & { readonly n: number };
  /** Mediator on effect, given the cause and the consensus. */
  readonly second: Path & { readonly n: number };
  /** What the cause still does to the effect past the mediator, from the same regression as `second`. */
  readonly direct: Path;
  /** Joint significance: the larger of the two path p values. MacKinnon et al. (2002), Psychological Methods 7. */
  readonly p: number;
};

export type ChainLink = {
  readonly cause: number;
  readonly mediator: number;
  readonly effect: number;
  /** Days from cause to mediator, and from mediator to effect. */
  readonly firstLag: number;
  readonly secondLag: number;
};

/** The common factor of each day without the groups of the chain's metrics. */
function consensusBeyond({ consensus, days }: Scores, members: readonly number[]): Float64Array {
  const { total, voices, groups, groupTotal } = consensus;
  const left = new Set(members.map((member) => groups[member] as number));
  const others = groups.filter((group) => left.has(group)).length;
  const result = new Float64Array(days);
  for (let day = 0; day < days; day++) {
    let sum = total[day] as number;
    for (const group of left) {
      sum -= groupTotal[group * days + day] as number;
    }
    result[day] = sum / Math.sqrt(Math.max(1, (voices[day] as number) - others));
  }
  return result;
}

/**
 * R-CHAIN: does the cause reach the effect by way of the mediator? Undefined when either regression cannot be made. The
 * cause on the day of the mediator is controlled too (0 where unknown), so that a fork does not pass for a chain.
 */
export function chainTest(scores: Scores, link: ChainLink): ChainTest | undefined {
  const { cause, mediator, effect, firstLag, secondLag } = link;
  const { table, days } = scores;
  const consensus = consensusBeyond(scores, [cause, mediator, effect]);
  const term = (metric: number, lag: number, required = true): Term => {
    return { values: table.ranks, from: metric * days, lag, required };
  };
  const common = (lag: number): Term => ({ values: consensus, from: 0, lag, required: false });
  const first = laggedRegression(table, [term(cause, firstLag), common(firstLag), term(mediator, 0)]);
  const second = laggedRegression(table, [
    term(mediator, secondLag),
    term(cause, firstLag + secondLag),
    term(cause, secondLag, false),
    common(secondLag),
    term(effect, 0),
  ]);
  if (first === undefined || second === undefined) return undefined;
  const [toMediator] = first.paths as [Path];
  const [toEffect, direct] = second.paths as [Path, Path];
  return {
    first: { ...toMediator, n: first.n },
    second: { ...toEffect, n: second.n },
    direct,
    p: Math.max(toMediator.p, toEffect.p),
  };
}
