import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ar1 } from '../../../src/stats/ar1.ts';
import { autocorrelation } from '../../../src/stats/autocorrelation.ts';
import { benjaminiHochberg } from '../../../src/stats/benjamini-hochberg.ts';
import { benjaminiYekutieli } from '../../../src/stats/benjamini-yekutieli.ts';
import { binomialTest } from '../../../src/stats/binomial-test.ts';
import { chiSquareTail } from '../../../src/stats/chi-square-tail.ts';
import { clopperPearson } from '../../../src/stats/clopper-pearson.ts';
import { cosineHighPass } from '../../../src/stats/cosine-highpass.ts';
import { crossCorrelation } from '../../../src/stats/cross-correlation.ts';
import { effectiveCorrelation } from '../../../src/stats/effective-sample-size.ts';
import { fTail } from '../../../src/stats/f-tail.ts';
import { fisherExact } from '../../../src/stats/fisher-exact.ts';
import { fisherInterval } from '../../../src/stats/fisher-interval.ts';
import { hodgesLehmann } from '../../../src/stats/hodges-lehmann.ts';
import { incompleteBeta } from '../../../src/stats/incomplete-beta.ts';
import { kendallTauB } from '../../../src/stats/kendall-tau-b.ts';
import { linearRegression } from '../../../src/stats/linear-regression.ts';
import { mad, NORMAL_MAD_FACTOR } from '../../../src/stats/mad.ts';
import { mannKendall } from '../../../src/stats/mann-kendall.ts';
import { mannWhitney } from '../../../src/stats/mann-whitney.ts';
import { mean } from '../../../src/stats/mean.ts';
import { meanVariance } from '../../../src/stats/mean-variance.ts';
import { median } from '../../../src/stats/median.ts';
import { neweyWest } from '../../../src/stats/newey-west.ts';
import { normalCdf, normalTail } from '../../../src/stats/normal.ts';
import { normalQuantile } from '../../../src/stats/normal-quantile.ts';
import { ols } from '../../../src/stats/ols.ts';
import { optimalPartition } from '../../../src/stats/optimal-partition.ts';
import { partialCorrelation } from '../../../src/stats/partial-correlation.ts';
import { pearson } from '../../../src/stats/pearson.ts';
import { quantile } from '../../../src/stats/quantile.ts';
import { rollingMad } from '../../../src/stats/rolling-mad.ts';
import { rollingMedian } from '../../../src/stats/rolling-median.ts';
import { rollingQuantile } from '../../../src/stats/rolling-quantile.ts';
import { spearman } from '../../../src/stats/spearman.ts';
import { studentTwoSided } from '../../../src/stats/student-t.ts';
import { theilSen } from '../../../src/stats/theil-sen.ts';
import { removeWeekdayMeans } from '../../../src/stats/weekday-means.ts';
import { welchT } from '../../../src/stats/welch-t.ts';
import { wilsonInterval } from '../../../src/stats/wilson-interval.ts';
import { yuleWalker } from '../../../src/stats/yule-walker.ts';
import { difference, fixtures, type Loose, readFixture, series, type VectorFile } from './fixture.ts';

const rollingWindow = (input: Loose) => ({
  window: input.window,
  minimum: input.minPeriods,
  includeCurrent: input.includeCurrent,
});
const studentGrid = ({ df, t }: Loose) => ({ p: t.map((value: number) => studentTwoSided(value, df)) });

/** Vector file -> the function it proves, input and result in the words of the file. */
const adapters: Readonly<Record<string, (input: Loose) => unknown>> = {
  ar1_coefficient: ({ x }) => {
    const fit = ar1(series(x));
    return { phi_yule_walker: fit?.yuleWalker, phi_ols: fit?.leastSquares, intercept_ols: fit?.intercept };
  },
  ar_yule_walker: ({ x, p }) => {
    const fit = yuleWalker(series(x), p);
    return { phi: fit?.phi, sigma2: fit?.innovationVariance, residuals: fit?.residuals };
  },
  autocorrelation: ({ x, maxLag }) => ({ acf: autocorrelation(series(x), maxLag) }),
  benjamini_hochberg: ({ p }) => ({ adjusted: benjaminiHochberg(series(p)) }),
  benjamini_yekutieli: ({ p }) => ({ adjusted: benjaminiYekutieli(series(p)) }),
  binomial_exact_test: ({ k, n, p0 }) => ({ p: binomialTest(k, n, p0) }),
  chi_square_tail: ({ df, x }) => ({ sf: x.map((value: number) => chiSquareTail(value, df)) }),
  clopper_pearson_interval: ({ k, n, confidence }) => {
    const [lo, hi] = clopperPearson(k, n, confidence) ?? [];
    return { lo, hi };
  },
  cross_correlation_lags: ({ x, y, lags }) => {
    const rows = crossCorrelation(series(x), series(y), lags);
    return {
      n: rows.map((row) => row.pearson.n),
      pearson: rows.map((row) => row.pearson.r),
      pearson_p: rows.map((row) => row.pearson.p),
      spearman: rows.map((row) => row.spearman.r),
      spearman_p: rows.map((row) => row.spearman.p),
    };
  },
  dct_highpass: ({ values, cutoffDays }) => {
    const result = cosineHighPass(series(values), cutoffDays);
    return { k: result?.cosines, residuals: result?.residuals, fitted: result?.fitted };
  },
  effective_sample_size: ({ x, y, maxLag, acf }) => {
    const result = effectiveCorrelation(series(x), series(y), maxLag, acf);
    return {
      n: result?.n,
      n_eff_raw: result?.raw,
      n_eff_capped: result?.effective,
      r: result?.r,
      t: result?.test?.t,
      p: result?.test?.p,
    };
  },
  f_tail: ({ d1, d2, x }) => ({ sf: x.map((value: number) => fTail(value, d1, d2)) }),
  fisher_exact_2x2: ({ a, b, c, d }) => {
    const result = fisherExact(a, b, c, d);
    return { odds_ratio_sample: result.oddsRatio, p: result.p };
  },
  hodges_lehmann: ({ x, y }) => ({ shift_x_minus_y: hodgesLehmann(series(x), series(y)) }),
  incomplete_beta: ({ a, b, x }) => ({ I: x.map((value: number) => incompleteBeta(a, b, value)) }),
  kendall_tau_b: ({ x, y }) => kendallTauB(series(x), series(y)) ?? { n: x.length },
  linear_regression_slope: ({ x, y }) => {
    const line = linearRegression(series(x), series(y));
    return {
      ...line,
      se_slope: line?.slopeError,
      se_intercept: line?.interceptError,
      slope_ci95: line?.slopeInterval,
    };
  },
  mad: ({ x }) => {
    const raw = mad(series(x)) as number;
    return { mad: raw, mad_scaled_1_4826: raw * 1.4826, mad_scaled_normal: raw * NORMAL_MAD_FACTOR };
  },
  mann_kendall: ({ values }) => {
    const test = mannKendall(series(values));
    return {
      n: test?.n,
      S: test?.score,
      varS: test?.variance,
      tau_a: test?.tauA,
      tau_b: test?.tauB,
      z: test?.z,
      p: test?.p,
      z_no_continuity: test?.zUncorrected,
      p_no_continuity: test?.pUncorrected,
    };
  },
  mann_whitney: ({ x, y }) => {
    const test = mannWhitney(series(x), series(y));
    return {
      n1: test?.n1,
      n2: test?.n2,
      U1: test?.u1,
      U2: test?.u2,
      p_continuity: test?.pContinuity,
      p_no_continuity: test?.p,
      p_exact: test?.pExact,
    };
  },
  mean_variance: ({ x }) => {
    const result = meanVariance(series(x));
    expect(mean(series(x))).toBe(result?.mean);
    return { n: result?.n, mean: result?.mean, variance: result?.variance, sd: result?.standardDeviation };
  },
  median: ({ x }) => ({ median: median(series(x)) }),
  normal_cdf: ({ z }) => ({ cdf: z.map(normalCdf), sf: z.map(normalTail) }),
  normal_quantile: ({ p }) => ({ z: p.map(normalQuantile) }),
  ols: ({ y, X }) => {
    const fit = ols(series(y), X.map(series));
    return {
      coef: fit?.coefficients.map((row) => row.value),
      se: fit?.coefficients.map((row) => row.error),
      t: fit?.coefficients.map((row) => row.t),
      p: fit?.coefficients.map((row) => row.p),
      ci95: fit?.coefficients.map((row) => row.interval),
      r2: fit?.r2,
      ssr: fit?.sumOfSquares,
      df_resid: fit?.degrees,
    };
  },
  ols_newey_west: ({ y, X, maxLag }) => {
    const rows = neweyWest(series(y), X.map(series), maxLag);
    return {
      coef: rows?.map((row) => row.value),
      se: rows?.map((row) => row.error),
      p_normal: rows?.map((row) => row.pNormal),
      se_corrected: rows?.map((row) => row.correctedError),
      p_t_corrected: rows?.map((row) => row.pCorrected),
    };
  },
  partial_correlation: ({ x, y, z, method }) => {
    const result = partialCorrelation(series(x), series(y), z.map(series), method);
    return { ...result, df: result?.degrees };
  },
  pearson: ({ x, y }) => {
    const result = pearson(series(x), series(y));
    return { ...result, ci95: result.r === undefined ? undefined : fisherInterval(result.r, result.n) };
  },
  pelt_mean_l2: ({ values, penalty, minSegmentLength }) => {
    const result = optimalPartition(series(values), penalty, minSegmentLength);
    return {
      changepoints: result?.changepoints,
      total_cost: result?.cost,
      segment_means: result?.segmentMeans,
    };
  },
  quantile_type7: ({ x, q }) => ({ quantile: q.map((share: number) => quantile(series(x), share)) }),
  rolling_mad: (input) => ({ result: rollingMad(series(input.values), rollingWindow(input)) }),
  rolling_median: (input) => ({ result: rollingMedian(series(input.values), rollingWindow(input)) }),
  rolling_quantile: (input) => ({
    result: rollingQuantile(series(input.values), rollingWindow(input), input.q),
  }),
  spearman: ({ x, y }) => {
    const result = spearman(series(x), series(y));
    return { n: result.n, rho: result.r, p: result.p };
  },
  student_t_two_sided_p: studentGrid,
  student_t_two_sided_p_deep: studentGrid,
  theil_sen: ({ x, y, confidence }) => {
    const line = theilSen(series(x), series(y), confidence);
    return {
      slope: line?.slope,
      intercept_separate: line?.interceptSeparate,
      intercept_joint: line?.interceptJoint,
      lo: line?.interval[0],
      hi: line?.interval[1],
    };
  },
  weekday_removal: ({ values, weekday }) => {
    const result = removeWeekdayMeans(series(values), weekday);
    const grand = result?.grandMean ?? Number.NaN;
    return {
      weekday_mean: result?.means,
      residual: result?.residuals,
      residual_plus_grand_mean: result?.residuals.map((value) => value + grand),
    };
  },
  welch_t: ({ x, y }) => {
    const test = welchT(series(x), series(y));
    return { t: test?.t, df: test?.degrees, p: test?.p, mean_diff: test?.difference, ci95: test?.interval };
  },
  wilson_interval: ({ k, n, confidence }) => {
    const [lo, hi] = wilsonInterval(k, n, confidence) ?? [];
    return { lo, hi };
  },
};

const files = readdirSync(fixtures).filter((name) => name.endsWith('.json'));

it('notices a value outside its tolerance, a missing one and one too many', () => {
  const loose = { rel: 1e-3, abs: 0 };
  expect(difference({ a: [1, 2.001] }, { a: [1, 2] }, loose)).toBeUndefined();
  expect(difference({ a: [1, 2.01] }, { a: [1, 2] }, loose)).toContain('.a[1]');
  expect(difference({ a: [1, 2.01] }, { a: [1, 2] }, loose, { a: { rel: 0.1, abs: 0 } })).toBeUndefined();
  expect(difference({}, { a: 1 }, loose)).toContain('.a');
  expect(difference({ a: 1 }, { a: null }, loose)).toContain('.a');
  expect(difference([1, 2], [1], loose)).toContain('length');
  expect(difference(Number.NaN, 1, loose)).toBeDefined();
});

it('finds the 813 cases', () => {
  const counts = files.map((name) => readFixture<VectorFile>(name).cases.length);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(813);
});

describe.each(files)('%s', (name) => {
  const adapter = adapters[name.replace('.json', '')];
  const file = readFixture<VectorFile>(name);

  it('has an adapter', () => expect(adapter).toBeDefined());

  it.each(file.cases)('$name', ({ input, expected }) => {
    expect(difference(adapter?.(input), expected, file.tolerance, file.tolerance_keys)).toBeUndefined();
  });
});
