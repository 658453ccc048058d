import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainTest } from '../../../../src/analysis/recipes/chain.ts';
import { deviationRecipe } from '../../../../src/analysis/recipes/deviation.ts';
import { eventRecipe } from '../../../../src/analysis/recipes/event.ts';
import { nuisanceDesign, STRICT_PASS } from '../../../../src/analysis/recipes/nuisance-design.ts';
import { pairRecipe } from '../../../../src/analysis/recipes/pair.ts';
import { pairEffect } from '../../../../src/analysis/recipes/pair-effect.ts';
import { createProjector } from '../../../../src/analysis/recipes/projector.ts';
import { ruleRecipe } from '../../../../src/analysis/recipes/rule.ts';
import { standardRanks } from '../../../../src/analysis/recipes/standard-ranks.ts';
import { stepRecipe } from '../../../../src/analysis/recipes/step.ts';
import { prepareSeries } from '../../../../src/analysis/recipes/step-prep.ts';
import { firstOrderPhi, whiten } from '../../../../src/analysis/recipes/whiten.ts';
import { leastSquares } from '../../../../src/stats/least-squares.ts';
import { randomPerson, uniforms } from './random-person.ts';

const runs = (numRuns: number) => ({ seed: 20_260_320, numRuns });
const shape = fc.record({
  metrics: fc.integer({ min: 1, max: 6 }),
  days: fc.integer({ min: 0, max: 260 }),
  missing: fc.constantFrom(0, 0.1, 0.5, 0.95, 1),
});
const weekdaysOf = (days: number) => Array.from({ length: days }, (_, day) => (day + 2) % 7);

/** Walks a result and fails on a number that is not finite; arrays that mark missing days with NaN are named. */
function expectFinite(value: unknown, marked: readonly string[] = [], path = ''): void {
  if (typeof value === 'number') expect(Number.isFinite(value), `${path} is ${value}`).toBe(true);
  if (value === null || typeof value !== 'object') return;
  if (ArrayBuffer.isView(value)) {
    const wrong = Array.from(value as Float64Array).filter((one) => !Number.isFinite(one));
    const allowed = marked.some((name) => path.endsWith(`.${name}`));
    expect(
      wrong.every((one) => allowed && Number.isNaN(one)),
      `${path} holds ${wrong[0]}`,
    ).toBe(true);
    return;
  }
  for (const [key, own] of Object.entries(value)) expectFinite(own, marked, `${path}.${key}`);
}

/** Every recipe on one person; throws no error and leaves no NaN or Infinity. */
function runEverything(columns: readonly Float64Array[], weekdays: readonly number[]): void {
  const pair = pairRecipe(columns, weekdays, { watchLevel: 1 });
  expectFinite(pair, ['residuals']);
  expectFinite(ruleRecipe(columns, pair.base, pair.strict, { watchLevel: 1 }));
  for (const column of columns) {
    const prepared = prepareSeries(column, weekdays);
    expectFinite(prepared);
    if (prepared) expectFinite([stepRecipe(prepared), eventRecipe(prepared, weekdays.length - 20)]);
    expectFinite(deviationRecipe(column), ['z', 'median', 'scale']);
  }
  if (columns.length < 3) return;
  expectFinite(chainTest(pair.base, { cause: 0, mediator: 1, effect: 2, firstLag: 1, secondLag: 2 }));
  expectFinite(chainTest(pair.base, { cause: 0, mediator: 1, effect: 0, firstLag: 1, secondLag: 1 }));
  expectFinite(pairEffect(pair.base, 0, 1, 1));
}

describe('no recipe lets NaN or Infinity out', () => {
  it('of random series with missing days', () => {
    fc.assert(
      fc.property(shape, fc.integer({ min: 1, max: 1e6 }), (person, seed) => {
        runEverything(randomPerson(person, seed), weekdaysOf(person.days));
      }),
      runs(60),
    );
  });

  const days = 200;
  const ramp = Float64Array.from({ length: days }, (_, day) => day);
  const nothing = new Float64Array(days).fill(Number.NaN);
  const odd: Record<string, Float64Array> = {
    constant: new Float64Array(days).fill(61),
    'large constant': new Float64Array(days).fill(1e9 + 0.1),
    empty: nothing,
    'a single value': nothing.with(100, 3),
    ramp,
    'weekday only': ramp.map((day) => day % 7),
    'workdays only': ramp.map((day) => (day % 7 < 5 ? Math.sin(day) : Number.NaN)),
    'mostly zero': ramp.map((day) => (day % 31 === 0 ? 5 : 0)),
    'two values': ramp.map((day) => Math.floor(day / 3) % 2),
    'a perfect step': ramp.map((day) => Number(day >= 180)),
    'a long gap': ramp.map((day) => (day > 40 && day < 140 ? Number.NaN : Math.cos(day * day))),
  };

  it.each(Object.entries(odd))('of %s beside ordinary series', (_, series) => {
    const others = randomPerson({ metrics: 4, days, missing: 0.1 }, 11);
    runEverything([series, ...others, series], weekdaysOf(days));
  });

  it('of all odd series together, or of none', () => {
    runEverything(Object.values(odd), weekdaysOf(days));
    runEverything([], weekdaysOf(days));
    runEverything([], []);
  });
});

describe('stages', () => {
  it('whitening skips gaps and keeps every observed day', () => {
    fc.assert(
      fc.property(shape, fc.double({ min: -0.5, max: 0.95, noNaN: true }), (person, phi) => {
        const [series] = randomPerson({ ...person, metrics: 1 }, 5) as [Float64Array];
        const innovations = whiten(series, phi);
        let last = -1;
        series.forEach((value, day) => {
          expect(Number.isNaN(innovations[day])).toBe(Number.isNaN(value));
          if (Number.isNaN(value)) return;
          if (last < 0 || day - last > 7) expect(innovations[day]).toBe(value);
          last = day;
        });
        expect(Math.abs(firstOrderPhi(series))).toBeLessThanOrEqual(0.95);
      }),
      runs(100),
    );
  });

  it('whitening gives back the innovations of a first-order process', () => {
    const uniform = uniforms(3);
    const noise = Float64Array.from({ length: 50 }, () => uniform() - 0.5);
    const series = noise.slice();
    for (let day = 1; day < 50; day++)
      series[day] = 0.6 * (series[day - 1] as number) + 0.8 * (noise[day] as number);
    const innovations = whiten(series, 0.6);
    noise.forEach((value, day) => {
      expect(innovations[day]).toBeCloseTo(value, 12);
    });
  });

  it('standard ranks have mean 0 and variance 1, and do not change under a rising transformation', () => {
    fc.assert(
      fc.property(shape, (person) => {
        const [series] = randomPerson({ ...person, metrics: 1 }, 9) as [Float64Array];
        const ranks = standardRanks(series);
        expect(standardRanks(series.map((value) => Math.exp(value / 50)))).toEqual(ranks);
        const kept = ranks.filter((rank) => !Number.isNaN(rank));
        if (kept.length === 0) return;
        expect(kept.length).toBeGreaterThanOrEqual(30);
        expect(kept.reduce((sum, rank) => sum + rank, 0)).toBeCloseTo(0, 6);
        expect(kept.reduce((sum, rank) => sum + rank * rank, 0) / kept.length).toBeCloseTo(1, 9);
      }),
      runs(60),
    );
  });

  it.each([0, 30, 90, 130])('the shared factor agrees with an orthogonal fit, gap of %i days', (gap) => {
    const days = 250;
    const design = nuisanceDesign(days, weekdaysOf(days), STRICT_PASS);
    const project = createProjector(design);
    const [series] = randomPerson({ metrics: 1, days, missing: 0.1 }, 21) as [Float64Array];
    series.fill(Number.NaN, 80, 80 + gap);
    const present = Array.from(series.keys()).filter((day) => !Number.isNaN(series[day]));
    const absent = Array.from(series.keys()).filter((day) => Number.isNaN(series[day]));
    const values = series.map((value) => (Number.isNaN(value) ? 0 : value));
    project(values, Int32Array.from(absent));
    const columns = Array.from({ length: design.width }, (_, column) =>
      Float64Array.from(present, (day) => design.columns[column * days + day] as number),
    );
    const direct = leastSquares(
      columns,
      Float64Array.from(present, (day) => series[day] as number),
    );
    present.forEach((day, at) => {
      expect(values[day]).toBeCloseTo(direct.residuals[at] as number, 7);
    });
    for (const day of absent) expect(values[day]).toBe(0);
  });
});

describe('R-PAIR', () => {
  it('does not depend on the unit or the offset of a metric, and turns with its sign', () => {
    const columns = randomPerson({ metrics: 5, days: 200, missing: 0.1 }, 31);
    const weekdays = weekdaysOf(200);
    const before = pairRecipe(columns, weekdays).lagged;
    const scaled = columns.map((column, at) =>
      column.map((value) => (at === 2 ? 7 - 3 * value : value * 60 + 9)),
    );
    const after = pairRecipe(scaled, weekdays).lagged;
    expect(after.size).toBe(before.size);
    for (let row = 0; row < before.size; row++) {
      const turned = (before.cause[row] === 2) !== (before.effect[row] === 2);
      expect(after.r[row]).toBeCloseTo((turned ? -1 : 1) * (before.r[row] as number), 9);
    }
  });

  it('looks at the last 400 days only', () => {
    const columns = randomPerson({ metrics: 4, days: 700, missing: 0.1 }, 41);
    const weekdays = weekdaysOf(700);
    const whole = pairRecipe(columns, weekdays);
    const recent = pairRecipe(
      columns.map((column) => column.slice(300)),
      weekdays.slice(300),
    );
    expect(whole.firstDay).toBe(300);
    expect(whole.lagged).toEqual(recent.lagged);
    expect(ruleRecipe(columns, whole.base, whole.strict).family).toEqual(
      ruleRecipe(
        columns.map((column) => column.slice(300)),
        recent.base,
        recent.strict,
      ).family,
    );
  });

  it('leaves its columns as they were', () => {
    const columns = randomPerson({ metrics: 3, days: 150, missing: 0.1 }, 51);
    const before = columns.map((column) => column.slice());
    runEverything(columns, weekdaysOf(150));
    expect(columns).toEqual(before);
  });
});
