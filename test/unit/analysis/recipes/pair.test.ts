import { describe, expect, it } from 'vitest';
import {
  BASE_PASS,
  type NuisanceSettings,
  nuisanceDesign,
  STRICT_PASS,
} from '../../../../src/analysis/recipes/nuisance-design.ts';
import { gateCandidates, pairRecipe } from '../../../../src/analysis/recipes/pair.ts';
import { laggedFamily, type PairFamily, subFamily } from '../../../../src/analysis/recipes/pair-family.ts';
import { prepareColumns, type Scores, scorePass } from '../../../../src/analysis/recipes/scores.ts';
import { standardRanks } from '../../../../src/analysis/recipes/standard-ranks.ts';
import { firstOrderPhi, whiten } from '../../../../src/analysis/recipes/whiten.ts';
import { winsorize } from '../../../../src/analysis/recipes/winsorize.ts';
import { benjaminiHochberg } from '../../../../src/stats/benjamini-hochberg.ts';
import { difference, type Loose, readFixture, series } from '../../stats/fixture.ts';

const [fixture] = readFixture<{ cases: Loose[] }>('recipes/recipe_pair.json').cases;
const columns: Float64Array[] = fixture.X.map(series);
const metrics = columns.length;
const days: number = fixture.n;
const exact = { rel: 1e-9, abs: 1e-9 };
/** Tail probabilities count digits, not distance. */
const relative = { rel: 1e-9, abs: 0 };

const rowOfDesign = (settings: NuisanceSettings, day: number): number[] => {
  const design = nuisanceDesign(days, fixture.dow, settings);
  return Array.from({ length: design.width }, (_, at) => design.columns[at * days + day] as number);
};
const columnOf = (packed: Float64Array, metric: number) =>
  packed.subarray(metric * days, (metric + 1) * days);
const ranksOf = ({ table }: Scores, metric: number): Float64Array =>
  columnOf(table.ranks, metric).map((rank, day) => (table.seen[metric * days + day] ? rank : Number.NaN));

/** Family rows in the [i][j][k] layout of the fixture. */
function cube(families: readonly PairFamily[], key: 'r' | 't' | 'p' | 'q'): (number | undefined)[][][] {
  const empty = () => Array.from({ length: metrics }, () => Array<number | undefined>(4).fill(undefined));
  const result = Array.from({ length: metrics }, empty);
  for (const family of families) {
    for (let row = 0; row < family.size; row++) {
      const [i, j, k] = [family.cause[row], family.effect[row], family.lag[row]] as [number, number, number];
      (result[i]?.[j] as (number | undefined)[])[k] = family[key][row];
    }
  }
  return result;
}

describe('R-PAIR on the reference person', () => {
  const prepared = prepareColumns(columns, fixture.dow);
  const base = scorePass(prepared, BASE_PASS);
  const strict = scorePass(prepared, STRICT_PASS);
  const all = () => true;

  it('builds the design', () => {
    expect(difference(rowOfDesign(BASE_PASS, 0), fixture.design_first_rows[0], exact)).toBeUndefined();
    expect(difference(rowOfDesign(BASE_PASS, 1), fixture.design_first_rows[1], exact)).toBeUndefined();
    expect(difference(rowOfDesign(BASE_PASS, days - 1), fixture.design_last_row, exact)).toBeUndefined();
    expect(base.regressors).toBe(fixture.kreg);
    expect(strict.regressors).toBe(fixture.strict_kreg);
  });

  it('winsorises', () => {
    expect(difference(winsorize(columns[0] as Float64Array), fixture.winsor_col0, exact)).toBeUndefined();
  });

  it.each([...columns.keys()])('residuals, phi, innovations and ranks of metric %i', (metric) => {
    const residuals = columnOf(base.residuals, metric);
    const phi = firstOrderPhi(residuals);
    const innovations = whiten(residuals, phi);
    expect(difference(residuals, fixture.R[metric], exact)).toBeUndefined();
    expect(difference(phi, fixture.phi[metric], exact)).toBeUndefined();
    expect(difference(innovations, fixture.E[metric], exact)).toBeUndefined();
    expect(difference(standardRanks(innovations), fixture.Z[metric], exact)).toBeUndefined();
    expect(difference(ranksOf(base, metric), fixture.Z[metric], exact)).toBeUndefined();
  });

  it('finds the consensus', () => {
    expect(difference(base.consensus.loadings, fixture.v, exact)).toBeUndefined();
    expect(difference(strict.phi, fixture.strict_phi, exact)).toBeUndefined();
  });

  it('tests the base pass', () => {
    const { sameDay } = pairRecipe(columns, fixture.dow);
    expect(sameDay.size).toBe((metrics * (metrics - 1)) / 2);
    const families = [laggedFamily(base, 3, all)];
    const lagged = (cases: Loose) =>
      cases.map((plane: Loose) => plane.map((line: Loose) => [null, ...line.slice(1)]));
    expect(difference(cube(families, 'r'), lagged(fixture.r), exact)).toBeUndefined();
    expect(difference(cube(families, 't'), lagged(fixture.t), exact)).toBeUndefined();
    expect(difference(cube(families, 'p'), lagged(fixture.p), relative)).toBeUndefined();
    expect(difference(cube(families, 'q'), lagged(fixture.q), relative)).toBeUndefined();
  });

  it('counts the pairs', () => {
    const family = laggedFamily(base, 3, all);
    for (let row = 0; row < family.size; row++) {
      const [i, j, k] = [family.cause[row], family.effect[row], family.lag[row]] as [number, number, number];
      expect(family.n[row]).toBe(fixture.N[i][j][k]);
    }
  });

  it('tests the strict pass, lagged and same-day', () => {
    const families = [laggedFamily(strict, 3, all), pairRecipe(columns, fixture.dow).sameDay];
    expect(difference(cube(families, 'r'), fixture.strict_r, exact)).toBeUndefined();
    expect(difference(cube(families, 'p'), fixture.strict_p, relative)).toBeUndefined();
    expect(difference(cube(families, 'q'), fixture.strict_q, relative)).toBeUndefined();
  });

  it('selects the findings', () => {
    const { candidates, sameDay, sameDayAccepted } = pairRecipe(columns, fixture.dow);
    const accepted = candidates.filter((one) => one.accepted);
    expect(accepted.map((one) => [one.cause, one.effect, one.lag])).toEqual(fixture.lag_findings);
    const pairs = Array.from(sameDayAccepted, (row) => [sameDay.cause[row], sameDay.effect[row]]);
    expect(pairs).toEqual(fixture.same_day_findings);
  });

  it('leaves excluded pairs out of the family and its q', () => {
    const family = laggedFamily(base, 3, (cause, effect, lag) => cause !== 0 && effect === 2 && lag < 3);
    expect(family.size).toBe((metrics - 2) * 2);
    expect(family.cause).not.toContain(0);
    expect(family.q).toEqual(benjaminiHochberg(family.p));
    const whole = laggedFamily(base, 3, all);
    const priority = subFamily(
      whole,
      (row) => whole.cause[row] !== 0 && whole.effect[row] === 2 && (whole.lag[row] ?? 0) < 3,
    );
    expect(priority).toEqual(family);
  });

  it('sends a priority family through the gate with its own q', () => {
    const whole = laggedFamily(base, 3, all);
    const priority = subFamily(whole, (row) => whole.effect[row] === 2);
    const gated = gateCandidates(priority, strict, { watch: 0.2, lagged: 0.05, gate: 1e-3 });
    const planted = gated.find((one) => one.cause === 0 && one.lag === 1);
    expect(planted?.accepted).toBe(true);
    expect(planted?.strictP).toBeCloseTo(fixture.strict_p[0][2][1], 12);
    for (const one of gated) expect(one.q).toBe(priority.q[one.row]);
  });
});
