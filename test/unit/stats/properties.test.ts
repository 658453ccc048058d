import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../../../src/stats/benjamini-hochberg.ts';
import { benjaminiYekutieli } from '../../../src/stats/benjamini-yekutieli.ts';
import { clopperPearson } from '../../../src/stats/clopper-pearson.ts';
import { dot } from '../../../src/stats/dot.ts';
import { hodgesLehmann } from '../../../src/stats/hodges-lehmann.ts';
import { leadingEigenvector } from '../../../src/stats/leading-eigenvector.ts';
import { linearRegression } from '../../../src/stats/linear-regression.ts';
import { mad } from '../../../src/stats/mad.ts';
import { median } from '../../../src/stats/median.ts';
import { normalCdf, normalTail } from '../../../src/stats/normal.ts';
import { normalQuantile } from '../../../src/stats/normal-quantile.ts';
import { ols } from '../../../src/stats/ols.ts';
import { optimalPartition } from '../../../src/stats/optimal-partition.ts';
import { pearson } from '../../../src/stats/pearson.ts';
import { quantile } from '../../../src/stats/quantile.ts';
import { midranks } from '../../../src/stats/rank.ts';
import { rollingMedian } from '../../../src/stats/rolling-median.ts';
import { sortedOrder } from '../../../src/stats/sorted-order.ts';
import { spearman } from '../../../src/stats/spearman.ts';
import { studentTwoSided, studentUpperQuantile } from '../../../src/stats/student-t.ts';
import { theilSen } from '../../../src/stats/theil-sen.ts';
import { welchT } from '../../../src/stats/welch-t.ts';
import { wilsonInterval } from '../../../src/stats/wilson-interval.ts';

const seed = { seed: 20_260_320, numRuns: 200 };
/** Numbers as a ring gives them, with ties. */
const reading = fc.integer({ min: -4000, max: 4000 }).map((value) => value / 8);
const day = fc.oneof({ weight: 8, arbitrary: reading }, { weight: 1, arbitrary: fc.constant(Number.NaN) });
const complete = fc.array(reading, { minLength: 1, maxLength: 60 }).map((list) => Float64Array.from(list));
const gappy = fc.array(day, { maxLength: 60 }).map((list) => Float64Array.from(list));
const probability = fc.double({ min: 0, max: 1, noNaN: true });
const pairs = fc
  .array(fc.tuple(day, day), { maxLength: 60 })
  .map((rows) => [Float64Array.from(rows, ([x]) => x), Float64Array.from(rows, ([, y]) => y)] as const);

describe('correlation', () => {
  it('does not change under a shift or a positive scale, and turns with the sign', () => {
    fc.assert(
      fc.property(pairs, reading, fc.integer({ min: 1, max: 64 }), ([x, y], shift, scale) => {
        for (const correlation of [pearson, spearman]) {
          const before = correlation(x, y);
          const after = correlation(
            x.map((value) => value * scale + shift),
            y,
          );
          const turned = correlation(
            x,
            y.map((value) => -value),
          );
          expect(after.n).toBe(before.n);
          expect(after.r === undefined).toBe(before.r === undefined);
          if (before.r === undefined || after.r === undefined) continue;
          expect(after.r).toBeCloseTo(before.r, 9);
          expect(turned.r).toBeCloseTo(-before.r, 9);
          expect(Math.abs(before.r)).toBeLessThanOrEqual(1);
          expect(before.p).toBeGreaterThanOrEqual(0);
          expect(before.p).toBeLessThanOrEqual(1);
        }
      }),
      seed,
    );
  });
});

describe('ranks', () => {
  it('are midranks: they keep the sum, the order and the ties', () => {
    fc.assert(
      fc.property(complete, (values) => {
        const ranks = midranks(values);
        const n = values.length;
        expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBeCloseTo((n * (n + 1)) / 2, 9);
        values.forEach((value, index) => {
          const below = values.filter((other) => other < value).length;
          const equal = values.filter((other) => other === value).length;
          expect(ranks[index]).toBe(below + (equal + 1) / 2);
        });
      }),
      seed,
    );
  });

  it('order numbers that differ in their last bits only', () => {
    const close = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(close, fc.constantFrom(1, -1), (steps, sign) => {
        const values = Float64Array.from(steps, (step) => sign * (1 + step * Number.EPSILON));
        const order = sortedOrder(values);
        const ascending = Array.from(order, (index) => values[index] as number);
        expect(ascending).toEqual(Array.from(values).sort((a, b) => a - b));
        expect(Array.from(order).sort((a, b) => a - b)).toEqual(steps.map((_, index) => index));
      }),
      seed,
    );
  });
});

describe('quantiles', () => {
  it('rise with the probability and stay within the values', () => {
    fc.assert(
      fc.property(complete, probability, probability, (values, p, q) => {
        const low = quantile(values, Math.min(p, q)) as number;
        const high = quantile(values, Math.max(p, q)) as number;
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
        expect(quantile(values, 0.5)).toBeCloseTo(median(values) as number, 9);
      }),
      seed,
    );
  });

  it('give the median absolute deviation by its definition', () => {
    fc.assert(
      fc.property(complete, (values) => {
        const center = median(values) as number;
        expect(mad(values)).toBe(median(values.map((value) => Math.abs(value - center))));
      }),
      seed,
    );
  });

  it('roll as they do window by window', () => {
    fc.assert(
      fc.property(gappy, fc.integer({ min: 1, max: 20 }), fc.boolean(), (values, window, includeCurrent) => {
        const rolled = rollingMedian(values, { window, minimum: 1, includeCurrent });
        values.forEach((_, index) => {
          const end = includeCurrent ? index + 1 : index;
          const direct = median(values.subarray(Math.max(0, end - window), end));
          expect(Number.isNaN(rolled[index]) ? undefined : rolled[index]).toBe(direct);
        });
      }),
      seed,
    );
  });
});

describe('false discovery rate', () => {
  it('never lowers a p, keeps their order and stays within [0, 1]', () => {
    fc.assert(
      fc.property(fc.array(probability, { minLength: 1, maxLength: 60 }), (p) => {
        const q = benjaminiHochberg(p);
        const strict = benjaminiYekutieli(p);
        const order = p.map((_, index) => index).sort((a, b) => (p[a] as number) - (p[b] as number));
        order.forEach((index, place) => {
          expect(q[index]).toBeGreaterThanOrEqual(p[index] as number);
          expect(q[index]).toBeLessThanOrEqual(1);
          expect(strict[index]).toBeGreaterThanOrEqual(q[index] as number);
          if (place > 0) expect(q[index]).toBeGreaterThanOrEqual(q[order[place - 1] as number] as number);
        });
      }),
      seed,
    );
  });
});

describe('distributions', () => {
  it('invert their quantiles', () => {
    const tail = fc.double({ min: 1e-12, max: 0.49, noNaN: true });
    fc.assert(
      fc.property(tail, fc.double({ min: 1, max: 500, noNaN: true }), (p, degrees) => {
        expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 9);
        expect(studentTwoSided(studentUpperQuantile(p, degrees), degrees) / (2 * p)).toBeCloseTo(1, 9);
        expect(normalTail(1) + normalCdf(1)).toBeCloseTo(1, 12);
      }),
      seed,
    );
  });

  it('give intervals that hold the share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), probability, (n, share) => {
        const k = Math.round(share * n);
        for (const interval of [wilsonInterval(k, n), clopperPearson(k, n)]) {
          expect(interval?.[0]).toBeGreaterThanOrEqual(0);
          expect(interval?.[0]).toBeLessThanOrEqual(k / n);
          expect(interval?.[1]).toBeGreaterThanOrEqual(k / n);
          expect(interval?.[1]).toBeLessThanOrEqual(1);
        }
      }),
      seed,
    );
  });
});

describe('linear algebra', () => {
  it('finds an eigenvector of unit length with its largest entry positive', () => {
    const entries = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 25, maxLength: 25 });
    fc.assert(
      fc.property(entries, (list) => {
        // B B' + I is symmetric with positive eigenvalues.
        const matrix = new Float64Array(25);
        const rows = Array.from({ length: 5 }, (_, row) =>
          Float64Array.from(list.slice(row * 5, row * 5 + 5)),
        );
        rows.forEach((a, row) => {
          rows.forEach((b, column) => {
            matrix[row * 5 + column] = dot(a, 0, b, 0, 5) + Number(row === column);
          });
        });
        const vector = leadingEigenvector(matrix, 5);
        const image = vector.map((_, row) => dot(matrix, row * 5, vector, 0, 5));
        const value = dot(image, 0, vector, 0, 5);
        expect(dot(vector, 0, vector, 0, 5)).toBeCloseTo(1, 12);
        expect(Math.max(...vector)).toBeCloseTo(Math.max(...vector.map(Math.abs)), 12);
        image.forEach((entry, at) => {
          expect(entry).toBeCloseTo(value * (vector[at] as number), 5);
        });
      }),
      seed,
    );
  });
});

describe('too little data', () => {
  const short = [[], [Number.NaN], [3], [5, 5, 5, 5], [Number.NaN, Number.NaN]];

  it.each(short.map((list) => [list]))('is undefined, never NaN: %j', (list) => {
    const values = Float64Array.from(list);
    const results: unknown[] = [
      pearson(values, values).r,
      spearman(values, values).p,
      linearRegression(values, values),
      welchT(values, values),
      theilSen(values, values),
      ols(values, [values]),
    ];
    for (const result of results) expect(result).toBeUndefined();
    for (const result of [
      median(values),
      mad(values),
      quantile(values, 0.3),
      hodgesLehmann(values, values),
    ]) {
      expect(Number.isNaN(result)).toBe(false);
    }
    expect(optimalPartition(new Float64Array(0), 1, 1)).toBeUndefined();
  });
});

it('never changes its input', () => {
  fc.assert(
    fc.property(complete, (values) => {
      const before = values.slice();
      const p = values.map((value) => Math.abs(value) / 500);
      const [median_, ranks] = [median(values), midranks(values)];
      theilSen(values, p);
      benjaminiHochberg(p);
      hodgesLehmann(values, p);
      expect(values).toEqual(before);
      expect(median(values)).toBe(median_);
      expect(midranks(values)).toEqual(ranks);
    }),
    seed,
  );
});
