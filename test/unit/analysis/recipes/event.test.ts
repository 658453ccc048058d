import { describe, expect, it } from 'vitest';
import { eventRecipe } from '../../../../src/analysis/recipes/event.ts';
import { type PreparedSeries, prepareSeries } from '../../../../src/analysis/recipes/step-prep.ts';
import { difference, type Loose, readFixture, series } from '../../stats/fixture.ts';

const exact = { rel: 1e-9, abs: 1e-9 };
const relative = { rel: 1e-9, abs: 0 };
const persons = readFixture<{ cases: Loose[] }>('recipes/recipe_step.json').cases;
const { cases } = readFixture<{ cases: Loose[] }>('recipes/recipe_event.json');

describe('R-EVENT on the reference series', () => {
  it.each(cases)('$name, event on day $event_day', ({ series_index, event_day, pre, post, result }) => {
    const { x, dow } = persons[series_index];
    const prepared = prepareSeries(series(x), dow) as PreparedSeries;
    const effect = eventRecipe(prepared, event_day, { pre, post });
    const found = {
      ...effect,
      p_mw: effect?.pRank,
      T: effect?.t,
      df: effect?.degrees,
      se: effect?.standardError,
      se_placebo: effect?.placeboError,
      n_placebo: effect?.placebos,
      n_pre: effect?.before,
      n_post: effect?.after,
      D: effect?.difference,
      ci: effect?.interval,
      D_sd: effect?.differenceSd,
    };
    expect(difference(found, result, exact, { p: relative, p_mw: relative })).toBeUndefined();
  });

  it('needs nights on both sides', () => {
    const prepared = prepareSeries(series(persons[0].x), persons[0].dow) as PreparedSeries;
    expect(eventRecipe(prepared, 10)).toBeUndefined();
    expect(eventRecipe(prepared, 198)).toBeUndefined();
    expect(eventRecipe(prepared, 500)).toBeUndefined();
    expect(eventRecipe(prepared, -100)).toBeUndefined();
  });
});
