import { BASE_PASS, STRICT_PASS } from '../../../../src/analysis/recipes/nuisance-design.ts';
import { prepareColumns, scorePass } from '../../../../src/analysis/recipes/scores.ts';
import { type Loose, readFixture, series } from '../../stats/fixture.ts';

/** The person of recipe_pair.json, on whom the vectors of rules and chains rest as well. */
export function referencePerson() {
  const [fixture] = readFixture<{ cases: Loose[] }>('recipes/recipe_pair.json').cases;
  const columns: Float64Array[] = fixture.X.map(series);
  const prepared = prepareColumns(columns, fixture.dow);
  return {
    fixture,
    columns,
    weekdays: fixture.dow as number[],
    base: scorePass(prepared, BASE_PASS),
    strict: scorePass(prepared, STRICT_PASS),
  };
}
