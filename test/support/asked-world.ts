import type { AskWorld } from '../../agents/ask/world.ts';
import { askedNumbers } from '../../src/analysis/asked-numbers.ts';
import { namingOf } from '../../src/analysis/frame.ts';
import type { FindingsReport } from '../../src/domain/finding.ts';
import { emptyProfile } from '../../src/domain/profile.ts';
import type { DailySeries } from '../../src/domain/series.ts';
import { addDays, daysBetween, parseDay } from '../../src/shared/day.ts';
import { findingsReport } from './stores/samples.ts';

/** Values from a first day on, one a day; undefined where there is none. */
export function seriesFrom(
  metric: string,
  first: string,
  values: readonly (number | undefined)[],
): DailySeries {
  return {
    metric,
    start: parseDay(first),
    values: Float64Array.from(values, (value) => value ?? Number.NaN),
  };
}

/** The same value on every day from a first to a last one. */
export function constant(metric: string, first: string, last: string, value: number): DailySeries {
  const length = daysBetween(parseDay(first), parseDay(last)) + 1;
  return seriesFrom(
    metric,
    first,
    Array.from({ length }, () => value),
  );
}

export function dayAfter(day: string, days: number): string {
  return addDays(parseDay(day), days);
}

/** A person of whom nothing is known but these series, and what a test says. */
export function askedWorld(
  asOf: string,
  series: readonly DailySeries[],
  own: Partial<Omit<AskWorld, 'report'>> & { readonly report?: Partial<FindingsReport> } = {},
): AskWorld {
  return {
    asOf: parseDay(asOf),
    numbers: askedNumbers(new Map(series.map((entry) => [entry.metric, entry]))),
    profile: emptyProfile,
    timeline: [],
    page: undefined,
    checkIns: [],
    findAnalyte: () => undefined,
    naming: namingOf(series),
    ...own,
    report: { ...findingsReport, asOf, ...own.report },
  };
}
