import { describe, expect, it } from 'vitest';
import { chainTest } from '../../../../src/analysis/recipes/chain.ts';
import {
  type Chain,
  explainedEdges,
  findChains,
  findLoops,
} from '../../../../src/analysis/recipes/chain-search.ts';
import { BASE_PASS } from '../../../../src/analysis/recipes/nuisance-design.ts';
import { pairEffect } from '../../../../src/analysis/recipes/pair-effect.ts';
import { prepareColumns, scorePass } from '../../../../src/analysis/recipes/scores.ts';
import { difference, type Loose, readFixture } from '../../stats/fixture.ts';
import { gaussians } from './random-person.ts';
import { referencePerson } from './reference-person.ts';

const { cases } = readFixture<{ cases: Loose[] }>('recipes/recipe_chain.json');
const { base } = referencePerson();

describe('R-CHAIN on the reference person', () => {
  it.each(cases)('$i -> $z -> $y over $ka and $kb days', ({ i, z, y, ka, kb, result }) => {
    const test = chainTest(base, { cause: i, mediator: z, effect: y, firstLag: ka, secondLag: kb });
    const path = (one: Loose) => [one?.value, one?.error, one?.p, one?.n];
    const found = { a: path(test?.first), b: path(test?.second), p: test?.p };
    expect(difference(found, result, { rel: 1e-9, abs: 1e-12 })).toBeUndefined();
  });
});

describe('chains and loops of edges', () => {
  const days = 400;
  const noise = gaussians(7);
  const series = Array.from({ length: 6 }, () => Float64Array.from({ length: days }, noise));
  const [a, b, c] = series as [Float64Array, Float64Array, Float64Array];
  for (let day = 1; day < days; day++) {
    b[day] = (b[day] as number) + 0.7 * (a[day - 1] as number);
    c[day] = (c[day] as number) + 0.7 * (b[day - 1] as number);
    if (day + 1 < days) a[day + 1] = (a[day + 1] as number) + 0.5 * (c[day] as number);
  }
  const weekdays = Array.from({ length: days }, (_, day) => day % 7);
  const scores = scorePass(prepareColumns(series, weekdays), BASE_PASS);
  const edges = [
    { cause: 0, effect: 1, lag: 1 },
    { cause: 1, effect: 2, lag: 1 },
    { cause: 2, effect: 0, lag: 1 },
    { cause: 0, effect: 2, lag: 2 },
  ];

  it('finds the planted chain and drops the edge it explains', () => {
    const chains = findChains(scores, edges);
    const first = chains.find(
      (chain) => chain.cause === 0 && chain.mediator === 1 && chain.effect === 2,
    ) as Chain;
    expect(first.test.p).toBeLessThan(0.01);
    expect(first.test.direct.p).toBeGreaterThan(0.01);
    expect(explainedEdges(chains, edges)).toEqual([{ cause: 0, effect: 2, lag: 2 }]);
  });

  it('closes the planted loop, once', () => {
    expect(findLoops(scores, edges.slice(0, 3))).toEqual([{ nodes: [0, 1, 2], lags: [1, 1, 1] }]);
    expect(findLoops(scores, edges.slice(0, 2))).toEqual([]);
  });

  it('gives the effect of a link in natural units', () => {
    const effect = pairEffect(scores, 0, 1, 1);
    expect(effect?.slope).toBeGreaterThan(0.5);
    expect(effect?.slope).toBeLessThan(0.9);
    expect(effect?.difference).toBeGreaterThan(1);
    expect(pairEffect(scores, 0, 1, 390)).toBeUndefined();
  });
});
