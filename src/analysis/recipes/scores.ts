import { type Consensus, consensusOf } from './consensus.ts';
import { type NuisanceSettings, nuisanceDesign } from './nuisance-design.ts';
import { createProjector } from './projector.ts';
import { type RankTable, rankTable } from './rank-table.ts';
import { standardRanks } from './standard-ranks.ts';
import { firstOrderPhi, whiten } from './whiten.ts';
import { fence } from './winsorize.ts';

/** Observed days beyond the columns of the design that a metric needs. */
const SPARE_DAYS = 15;
/** A residual this small beside its series is rounding, not data. */
const NOISE = 1e-18;

export type PreparedColumns = {
  readonly days: number;
  readonly metrics: number;
  readonly weekdays: ArrayLike<number>;
  /** Column-major: winsorised values less their median, zero on missing days. */
  readonly centered: Float64Array;
  /** Days without a value, by metric. */
  readonly absent: readonly Int32Array[];
};

/** One person's metrics after removal of rhythm, trend and memory, as standardised ranks; one pass of R-PAIR. */
export type Scores = {
  readonly days: number;
  readonly metrics: number;
  /** Columns of the nuisance design beside the constant; they cost degrees of freedom. */
  readonly regressors: number;
  /** Column-major, natural units, NaN on missing days and for metrics with too few. */
  readonly residuals: Float64Array;
  readonly phi: Float64Array;
  readonly table: RankTable;
  readonly consensus: Consensus;
};

/** What both passes share: `columns` are equally long daily series (NaN = missing), `weekdays` 0 = Monday .. 6. */
export function prepareColumns(
  columns: readonly ArrayLike<number>[],
  weekdays: ArrayLike<number>,
): PreparedColumns {
  const days = weekdays.length;
  const centered = new Float64Array(columns.length * days);
  const absent = columns.map((column, metric) => {
    const bounds = fence(column) ?? { center: 0, low: 0, high: 0 };
    const missing: number[] = [];
    for (let day = 0; day < days; day++) {
      const value = column[day] as number;
      if (Number.isNaN(value)) missing.push(day);
      else centered[metric * days + day] = Math.min(bounds.high, Math.max(bounds.low, value)) - bounds.center;
    }
    return Int32Array.from(missing);
  });
  return { days, metrics: columns.length, weekdays, centered, absent };
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += (values[index] as number) ** 2;
  return sum;
}

/** Residuals of all metrics on the nuisance design. */
function residualsOf(
  prepared: PreparedColumns,
  settings: NuisanceSettings,
): { width: number; residuals: Float64Array } {
  const { days, metrics, weekdays, centered, absent } = prepared;
  const design = nuisanceDesign(days, weekdays, settings);
  const project = createProjector(design);
  const residuals = new Float64Array(metrics * days).fill(Number.NaN);
  for (let metric = 0; metric < metrics; metric++) {
    const missing = absent[metric] as Int32Array;
    if (days - missing.length < design.width + SPARE_DAYS) continue;
    const values = centered.slice(metric * days, (metric + 1) * days);
    const before = sumOfSquares(values);
    project(values, missing);
    if (!(sumOfSquares(values) > NOISE * before)) continue;
    for (let index = 0; index < missing.length; index++) values[missing[index] as number] = Number.NaN;
    residuals.set(values, metric * days);
  }
  return { width: design.width, residuals };
}

/** Residuals, innovations, ranks and consensus of one pass. */
export function scorePass(
  prepared: PreparedColumns,
  settings: NuisanceSettings,
  groups: Int32Array = Int32Array.from({ length: prepared.metrics }, (_, metric) => metric),
): Scores {
  const { days, metrics } = prepared;
  const { width, residuals } = residualsOf(prepared, settings);
  const phi = new Float64Array(metrics);
  const ranks = Array.from({ length: metrics }, (_, metric) => {
    const own = residuals.subarray(metric * days, (metric + 1) * days);
    phi[metric] = firstOrderPhi(own);
    return standardRanks(whiten(own, phi[metric] as number));
  });
  const table = rankTable(ranks, days);
  return {
    days,
    metrics,
    regressors: width - 1,
    residuals,
    phi,
    table,
    consensus: consensusOf(table, groups),
  };
}
