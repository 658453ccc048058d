import { type ChainLink, type ChainTest, chainTest } from './chain.ts';
import type { Scores } from './scores.ts';

const LONGEST_LOOP = 4;

/** A lagged finding as an edge of the graph; one per ordered pair, at its best lag. */
export type Edge = { readonly cause: number; readonly effect: number; readonly lag: number };

export type Chain = ChainLink & { readonly test: ChainTest };

export type Loop = { readonly nodes: readonly number[]; readonly lags: readonly number[] };

/** All chains of two edges whose joint p is at the level. */
export function findChains(scores: Scores, edges: readonly Edge[], level = 0.01): Chain[] {
  const chains: Chain[] = [];
  for (const first of edges) {
    for (const second of edges) {
      if (second.cause !== first.effect || second.effect === first.cause) continue;
      const link = linkOf(first, second);
      const test = chainTest(scores, link);
      if (test !== undefined && test.p <= level) chains.push({ ...link, test });
    }
  }
  return chains;
}

function linkOf(first: Edge, second: Edge): ChainLink {
  return {
    cause: first.cause,
    mediator: first.effect,
    effect: second.effect,
    firstLag: first.lag,
    secondLag: second.lag,
  };
}

/** Edges that a chain explains: same ends, same total lag, and nothing left of them given the mediator. */
export function explainedEdges(chains: readonly Chain[], edges: readonly Edge[], level = 0.01): Edge[] {
  return edges.filter((edge) =>
    chains.some(
      (chain) =>
        chain.cause === edge.cause &&
        chain.effect === edge.effect &&
        chain.firstLag + chain.secondLag === edge.lag &&
        chain.test.direct.p > level,
    ),
  );
}

/** Directed cycles of two to four edges, each told once, from its smallest node on. */
function cycles(edges: readonly Edge[]): Edge[][] {
  const found: Edge[][] = [];
  const extend = (path: readonly Edge[]): void => {
    const start = (path[0] as Edge).cause;
    const here = (path[path.length - 1] as Edge).effect;
    for (const edge of edges) {
      if (edge.cause !== here) continue;
      if (edge.effect === start) found.push([...path, edge]);
      const visited = path.some((step) => step.cause === edge.effect || step.effect === edge.effect);
      if (edge.effect > start && !visited && path.length + 1 < LONGEST_LOOP) extend([...path, edge]);
    }
  };
  for (const edge of edges) if (edge.effect > edge.cause) extend([edge]);
  return found;
}

/** Loops in which every edge holds given the node before it. */
export function findLoops(scores: Scores, edges: readonly Edge[], level = 0.01): Loop[] {
  const known = new Map<string, boolean>();
  const survives = (first: Edge, second: Edge): boolean => {
    const link = linkOf(first, second);
    const key = Object.values(link).join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const test = chainTest(scores, link);
    const holds = test !== undefined && test.second.p <= level;
    known.set(key, holds);
    return holds;
  };
  return cycles(edges)
    .filter((cycle) => cycle.every((edge, at) => survives(edge, cycle[(at + 1) % cycle.length] as Edge)))
    .map((cycle) => ({ nodes: cycle.map((edge) => edge.cause), lags: cycle.map((edge) => edge.lag) }));
}
