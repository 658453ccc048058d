import { eventRecipe } from '../../src/analysis/recipes/event.ts';
import { BASE_PASS } from '../../src/analysis/recipes/nuisance-design.ts';
import { laggedFamily, sameDayFamily } from '../../src/analysis/recipes/pair-family.ts';
import { prepareColumns, scorePass } from '../../src/analysis/recipes/scores.ts';
import { prepareSeries } from '../../src/analysis/recipes/step-prep.ts';
import { observed } from '../../src/stats/observed.ts';
import { optimalPartition } from '../../src/stats/optimal-partition.ts';
import { rollingMad } from '../../src/stats/rolling-mad.ts';
import { rollingMedian } from '../../src/stats/rolling-median.ts';

/** One person as the recipes take it. */
export interface Columns {
  readonly values: readonly Float64Array[];
  readonly weekdays: Uint8Array;
}

const WINDOWS = [7, 28, 90] as const;
const EVENTS = 5;
const SHORTEST_SEGMENT = 7;
const PENALTY = 3;

/** What the peer does, by our own recipes and nothing else: milliseconds of each part. */
export function sameWork({ values, weekdays }: Columns): Record<string, number> {
  const parts: Record<string, number> = {};
  let began = performance.now();
  const lap = (name: string): void => {
    const now = performance.now();
    parts[name] = now - began;
    began = now;
  };
  for (const column of values) {
    for (const window of WINDOWS) {
      const rolling = { window, minimum: Math.max(3, Math.floor(window / 3)), includeCurrent: true };
      rollingMedian(column, rolling);
      rollingMad(column, rolling);
    }
  }
  lap('baselines');
  const scores = scorePass(prepareColumns(values, weekdays), BASE_PASS);
  lap('weekday_ar1');
  // Both families close with their q values.
  laggedFamily(scores, 3, () => true);
  sameDayFamily(scores, () => true);
  lap('spearman');
  for (const column of values) segment(observed(column));
  lap('changepoints');
  for (const column of values) {
    const prepared = prepareSeries(column, weekdays);
    if (prepared === undefined) continue;
    for (let event = 1; event <= EVENTS; event++) {
      const day = Math.floor((column.length * event) / (EVENTS + 1));
      eventRecipe(prepared, day, { pre: 28, post: 28 });
    }
  }
  lap('before_after');
  return parts;
}

function segment(values: Float64Array): void {
  const steps = Float64Array.from({ length: Math.max(0, values.length - 1) }, (_, index) =>
    Math.abs((values[index + 1] as number) - (values[index] as number)),
  ).sort();
  const sigma = (1.4826 * (steps[steps.length >> 1] ?? 0)) / Math.SQRT2;
  optimalPartition(values, PENALTY * sigma ** 2 * Math.log(Math.max(2, values.length)), SHORTEST_SEGMENT);
}
