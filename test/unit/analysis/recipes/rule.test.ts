import { describe, expect, it } from 'vitest';
import { consensusWithout } from '../../../../src/analysis/recipes/consensus.ts';
import { bestCut, ruleAtCut, ruleFamily, ruleRecipe } from '../../../../src/analysis/recipes/rule.ts';
import { RULE_CUTS, type RuleColumn, ruleColumn } from '../../../../src/analysis/recipes/rule-cuts.ts';
import { createRuleGrid, fillRuleGrid } from '../../../../src/analysis/recipes/rule-grid.ts';
import { difference, type Loose, readFixture } from '../../stats/fixture.ts';
import { referencePerson } from './reference-person.ts';

const exact = { rel: 1e-9, abs: 1e-9 };
const relative = { rel: 1e-9, abs: 0 };
const { cases } = readFixture<{ cases: Loose[] }>('recipes/recipe_rule.json');
const { columns, base, strict } = referencePerson();
const prepared = columns.map(ruleColumn);

describe('R-RULE on the reference person', () => {
  it.each(cases)('cuts of metric $i on metric $j after $k days', ({ i, j, k, grid }) => {
    const column = prepared[i] as RuleColumn;
    const walk = createRuleGrid();
    fillRuleGrid(base.table, column, consensusWithout(base.consensus, i, j), j, k, walk);
    const found = RULE_CUTS.map(({ side, share }, at) => ({
      q: share,
      side,
      cut: column.cuts[at],
      z_na_n: [walk.tested[at] ? walk.z[at] : undefined, walk.inside[at], walk.n],
    }));
    expect(difference(found, grid, exact)).toBeUndefined();
  });

  it.each(cases)('best cut of metric $i on metric $j after $k days', ({ i, j, k, best }) => {
    const family = ruleFamily(
      base,
      prepared,
      k,
      (cause, effect, lag) => cause === i && effect === j && lag === k,
    );
    expect(family.size).toBe(1);
    const found = {
      z: family.z[0],
      cut: family.cut[0],
      ...RULE_CUTS[family.cutIndex[0] as number],
      q: RULE_CUTS[family.cutIndex[0] as number]?.share,
      nA: family.inside[0],
      n: family.n[0],
      p: family.p[0],
    };
    expect(difference(found, best, exact, { p: relative })).toBeUndefined();
    const cutIndex = family.cutIndex[0] as number;
    const again = ruleAtCut(base, prepared[i] as RuleColumn, { cause: i, effect: j, lag: k, cutIndex });
    expect(again?.z).toBe(family.z[0]);
  });

  it('sends the planted rule through the strict gate', () => {
    const { family, candidates } = ruleRecipe(columns, base, strict);
    expect(family.size).toBe(8 * 7 * 2);
    const planted = candidates.find((one) => one.cause === 0 && one.effect === 2 && one.lag === 1);
    expect(planted).toMatchObject({ side: 'low', share: 0.25, cut: 83, inside: 45, n: 150 });
    for (const one of candidates) {
      expect(one.accepted).toBe(one.q <= 0.05 && one.strictP <= 1e-3 && one.z * one.strictZ > 0);
    }
  });

  it('tells the first of two cuts that leave the same days', () => {
    const grid = createRuleGrid();
    grid.z.set([0, 2, 2, 0, 0, -2 - 1e-12]);
    grid.tested.fill(1, 0, 6);
    expect(bestCut(grid)).toBe(1);
    expect(bestCut(createRuleGrid())).toBe(-1);
  });
});
