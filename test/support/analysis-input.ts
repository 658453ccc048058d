import { join } from 'node:path';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import type { AnalysisInput } from '../../src/analysis/analyse.ts';
import { emptyProfile, type Profile } from '../../src/domain/profile.ts';
import type { DailySeries } from '../../src/domain/series.ts';
import { addDays, type Day } from '../../src/shared/day.ts';
import { packageRoot } from '../../src/shared/package-root.ts';

const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));

/** Noise of about one standard deviation, the same for the same index and stream (mulberry32, four uniforms a value). */
export function bell(index: number, stream: number): number {
  let state = stream * 1_000_003 + index * 7919;
  let sum = 0;
  for (let draw = 0; draw < 4; draw++) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    sum += ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 - 0.5;
  }
  return sum * 1.73;
}

/** Each metric as a function of the day's index; undefined leaves the day without a value. */
export function inputOf(
  metrics: Readonly<Record<string, (index: number) => number | undefined>>,
  options: { days?: number; asOf?: Day; profile?: Partial<Profile> } = {},
): AnalysisInput {
  const { days = 200, asOf = '2026-03-20' as Day, profile = {} } = options;
  const start = addDays(asOf, 1 - days);
  const series = new Map(
    Object.entries(metrics).map(([metric, valueAt]): [string, DailySeries] => [
      metric,
      {
        metric,
        start,
        values: Float64Array.from({ length: days }, (_, index) => valueAt(index) ?? Number.NaN),
      },
    ]),
  );
  return {
    person: 'anna',
    asOf,
    timezone: 'Europe/London',
    series,
    profile: { ...emptyProfile, ...profile },
    knowledge,
  };
}
