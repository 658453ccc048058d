import { describe, expect, it } from 'vitest';
import { overshoot, scanTail } from '../../../../src/analysis/recipes/scan-tail.ts';
import { stepRecipe } from '../../../../src/analysis/recipes/step.ts';
import { stepOverSlope } from '../../../../src/analysis/recipes/step-or-slope.ts';
import { type PreparedSeries, prepareSeries } from '../../../../src/analysis/recipes/step-prep.ts';
import { difference, type Loose, readFixture, series } from '../../stats/fixture.ts';

const exact = { rel: 1e-9, abs: 1e-9 };
const relative = { rel: 1e-9, abs: 0 };
const { cases } = readFixture<{ cases: Loose[] }>('recipes/recipe_step.json');
const scans = readFixture<{ cases: Loose[] }>('recipes/scan_p.json').cases;

describe('the tail of a searched contrast', () => {
  it.each(scans.filter((one) => 'p' in one))('z $b, n $n, splits $lo to $hi', ({ b, n, lo, hi, p }) => {
    expect(difference(scanTail(b, n, lo, hi), p, relative)).toBeUndefined();
  });
  it.each(scans.filter((one) => 'nu' in one))('overshoot of $x', ({ x, nu }) => {
    expect(difference(overshoot(x), nu, relative)).toBeUndefined();
  });
});

describe.each(cases)('R-STEP on $name', ({ x, dow, prep_y, prep_day, prep_scale, result }) => {
  const prepared = prepareSeries(series(x), dow) as PreparedSeries;

  it('prepares the series', () => {
    expect(difference(prepared.values, prep_y, exact)).toBeUndefined();
    expect(difference(prepared.days, prep_day, exact)).toBeUndefined();
    expect(difference(prepared.scale, prep_scale, exact)).toBeUndefined();
  });

  it('finds the step', () => {
    const step = stepRecipe(prepared);
    const found = {
      ...step,
      T: step?.t,
      Tadj: step?.tAdjusted,
      ratio: step?.widening,
      df: step?.degrees,
      N: step?.n,
      lo: step?.low,
      hi: step?.high,
      ci: step?.range,
      D_sd: step?.differenceSd,
      D: step?.difference,
      n_placebo: step?.placebos,
    };
    expect(difference(found, result, exact, { p: relative })).toBeUndefined();
  });
});

describe('R-STEP beyond the vectors', () => {
  const weekdays = Array.from({ length: 200 }, (_, day) => day % 7);
  const wobble = (day: number) => Math.sin(day * 12.9898) * 0.8 + Math.sin(day * 4.1414) * 0.6;
  const stepped = prepareSeries(
    weekdays.map((_, day) => wobble(day) + (day >= 170 ? 5 : 0)),
    weekdays,
  ) as PreparedSeries;
  const sloped = prepareSeries(
    weekdays.map((_, day) => wobble(day) + Math.max(0, day - 150) * 0.15),
    weekdays,
  ) as PreparedSeries;

  it('dates a planted step and gives its interval in the unit of the metric', () => {
    const step = stepRecipe(stepped);
    expect(step?.day).toBe(170);
    expect(step?.p).toBeLessThan(1e-6);
    expect(step?.interval[0]).toBeLessThan(5);
    expect(step?.interval[1]).toBeGreaterThan(5);
    expect(step?.range[0]).toBeLessThanOrEqual(170);
    expect(step?.range[1]).toBeGreaterThanOrEqual(170);
  });

  it('tells a jump from a slope', () => {
    const jump = stepRecipe(stepped);
    const slope = stepRecipe(sloped);
    expect(jump && stepOverSlope(stepped, jump)).toBeGreaterThan(2);
    expect(slope && stepOverSlope(sloped, slope)).toBeLessThan(2);
  });

  it('keeps a perfect step finite', () => {
    const perfect = prepareSeries(
      weekdays.map((_, day) => (day >= 180 ? 1 : 0)),
      weekdays,
    ) as PreparedSeries;
    const step = stepRecipe(perfect);
    expect(step?.day).toBe(180);
    expect(Number.isFinite(step?.t)).toBe(true);
    expect(step?.p).toBeGreaterThanOrEqual(0);
  });

  it('has nothing to say on too little', () => {
    expect(prepareSeries([1, 2, 3], [0, 1, 2])).toBeUndefined();
    expect(prepareSeries(new Array(100).fill(4), weekdays)).toBeUndefined();
    const short = prepareSeries(
      weekdays.slice(0, 59).map((_, day) => wobble(day)),
      weekdays,
    ) as PreparedSeries;
    expect(stepRecipe(short)).toBeUndefined();
  });
});
