import { describe, expect, it } from 'vitest';
import { deviationRecipe, isNightFlagged, isRunFlagged } from '../../../../src/analysis/recipes/deviation.ts';
import { difference, type Loose, readFixture, series } from '../../stats/fixture.ts';

const persons = readFixture<{ cases: Loose[] }>('recipes/recipe_step.json').cases;
const { cases } = readFixture<{ cases: Loose[] }>('recipes/recipe_dev.json');

describe('R-DEV', () => {
  it.each(cases.map((one, at) => ({ ...one, x: persons[at].x })))('z of $name', ({ x, z }) => {
    expect(difference(deviationRecipe(series(x)).z, z, { rel: 1e-9, abs: 1e-9 })).toBeUndefined();
  });

  it('gives the baseline a night was judged by', () => {
    const { median, scale, nights, z } = deviationRecipe(Float64Array.from({ length: 100 }, (_, day) => day));
    // Day 99 is judged by days 32 to 91.
    expect(nights[99]).toBe(60);
    expect(median[99]).toBe(61.5);
    expect(z[99]).toBeCloseTo((99 - 61.5) / (scale[99] as number), 12);
    expect(nights[26]).toBe(0);
    expect(nights[27]).toBe(20);
  });

  it('flags a night far out, and two of three nights on one side', () => {
    const z = Float64Array.from([0, 2.6, Number.NaN, 2.7, -2.6, 3.5]);
    expect([0, 1, 2, 3, 4, 5].map((day) => isRunFlagged(z, day))).toEqual([
      false,
      false,
      false,
      true,
      false,
      true,
    ]);
    expect([0, 1, 2, 3, 4, 5].map((day) => isNightFlagged(z, day))).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});
